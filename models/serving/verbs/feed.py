"""A series fed to a stateful model step by step: its state goes on from call to call, in the caller's hands."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from models.artifact.answers import Answer, value_answers
from models.artifact.samples.numbers import ROOT, series_array
from models.core.errors import DataError, Fault, InputError
from models.serving.predictor import Predictor
from models.serving.single_step.steps import State, Steps

#: Most steps of one call.
MAX_FED = 10_000


def require_feedable(predictor: Predictor, steps: Steps | None) -> Steps:
    """Return the step form of a model that can be fed value by value.

    Raises:
        InputError: The model keeps no state, or cannot be run step by step.
    """
    predictor.require_single_ports()
    signature, chain = predictor.signature, predictor.chain
    if not signature.stateful:
        raise InputError(
            [Fault("", "expected a model with stateful layers, which goes on from one value to the next; this one answers whole windows")]
        )
    if chain.window is None or chain.window is not chain.input_steps[-1]:
        raise InputError([Fault("", "expected a model whose window step is the last one over its inputs: what comes behind it takes whole windows")])
    if steps is None:
        raise InputError([Fault("", "this model cannot be run step by step; the log of its job says why")])
    return steps


def feed(values: Sequence[Any], state: State, predictor: Predictor, steps: Steps) -> tuple[list[Answer], State]:
    """Go on by some steps.

    Args:
        values: Steps of the series in its own units: numbers, or rows of them; at least one.
        state: What the steps before have left, or `steps.initial()`.
        predictor: The model with its preprocessing.
        steps: Its step form.

    Returns:
        What the model answers behind each step, in the units of the targets; and the new state. The one given is not changed.

    Raises:
        InputError: Steps that the model cannot take.
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
    answers = predictor.port.invert(np.concatenate(outputs))
    return value_answers(answers[..., 0] if answers.ndim > 1 and answers.shape[-1] == 1 else answers), state
