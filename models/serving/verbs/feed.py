"""Feed a series to a stateful model step by step; the caller keeps its recurrent state between calls."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from models.artifact.predictions import Prediction, value_predictions
from models.artifact.samples.numbers import ROOT, series_array
from models.core.errors import DataError, Fault, InputError
from models.serving.predictor import Predictor
from models.serving.single_step.steps import State, Steps

#: Most steps of one call.
MAX_FED = 10_000


def require_feedable(predictor: Predictor, steps: Steps | None) -> Steps:
    """Return the single-step form of a model that can be fed step by step.

    Raises:
        InputError: The model is not stateful, or has no single-step form.
    """
    predictor.require_single_ports()
    signature, chain = predictor.signature, predictor.chain
    if not signature.stateful:
        raise InputError([Fault("", "expected a model with stateful layers; this one predicts on whole windows")])
    if chain.window is None or chain.window is not chain.input_steps[-1]:
        raise InputError([Fault("", "expected a model whose window step is the last input step: later steps take whole windows")])
    if steps is None:
        raise InputError([Fault("", "this model cannot be run step by step; the log of its job says why")])
    return steps


def feed(values: Sequence[Any], state: State, predictor: Predictor, steps: Steps) -> tuple[list[Prediction], State]:
    """Run the next steps of a series.

    Args:
        values: Steps of the series in raw units: numbers, or rows of them; at least one.
        state: State after the previous steps, or `steps.initial()`.
        predictor: The model with its preprocessing.
        steps: Its single-step form.

    Returns:
        A prediction after each step, in the units of the targets; and the new state. The given state is not changed.

    Raises:
        InputError: Unsuitable steps.
    """
    series = series_array(values, predictor.signature.input, ROOT)
    if not 1 <= len(series) <= MAX_FED:
        raise InputError([Fault(ROOT, f"expected 1 to {MAX_FED:,} steps, got {len(series):,}")])
    try:
        for step in predictor.chain.input_steps[:-1]:
            series = step.apply(series)
    except DataError as error:
        raise InputError([Fault(ROOT, str(error))]) from error
    outputs = []
    for row in series.astype(np.float32):
        y, state = steps.step(row[np.newaxis], state)
        outputs.append(y)
    predicted = predictor.port.invert(np.concatenate(outputs))
    return value_predictions(predicted[..., 0] if predicted.ndim > 1 and predicted.shape[-1] == 1 else predicted), state
