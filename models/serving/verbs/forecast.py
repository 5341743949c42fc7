"""Forecast a series: each forecast is fed back as an observed step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from pydantic import Field

from models.artifact.samples.numbers import series_array
from models.core.arrays import Array
from models.core.errors import DataError, Fault, InputError
from models.core.part import Part
from models.preprocessing.window import Window
from models.serving.forecast_times import times_after
from models.serving.predictor import Predictor
from models.serving.runtimes.onnx import OnnxRuntime

#: Most steps of one forecast.
MAX_STEPS = 10_000
#: Calls of a model from which loading it for batches of one, which takes milliseconds, pays off.
MANY_CALLS = 100
#: Pointer to the series in a request body.
POINTER = "/series"


class ForecastSpec(Part):
    """Parameters of a forecast."""

    series: list[Any] = Field(
        description="The last steps of the series, oldest first, at least as many as the model's window: numbers, or rows of them."
    )
    steps: int = Field(ge=1, le=MAX_STEPS, description="Steps to forecast.")
    times: list[str | int | float] | None = Field(
        None,
        max_length=1_000_000,
        description="Times of the last steps of the series, oldest first, for a model trained with data.time; one is enough.",
    )


@dataclass(frozen=True)
class Forecast:
    """A forecast.

    Args:
        steps: The steps in the series' own units, array of shape (n_steps, n_features).
        times: Their times; None where they are not known.
    """

    steps: Array
    times: list[float] | list[str] | None


def forecast(spec: ForecastSpec, predictor: Predictor) -> Forecast:
    """Forecast a series.

    Outputs are fed back without the inverse and the input steps, which would cancel.
    A model that forecasts several steps at once feeds all of them back.

    Args:
        spec: The series, and how far.
        predictor: A model that forecasts its own inputs.

    Raises:
        InputError: The model forecasts other values than its inputs, or the series or its times are unsuitable.
    """
    predictor.require_single_ports()
    window, index = _window(predictor)
    seen = series_array(spec.series, predictor.signature.input, POINTER)
    if len(seen) < window.size:
        raise InputError([Fault(POINTER, f"expected a series of at least {window.size} steps, got {len(seen)}: {window.size - len(seen)} missing")])
    times = times_after(predictor.signature.time, spec.times, seen, spec.steps)
    try:
        for step in predictor.chain.input_steps[:index]:
            seen = step.apply(seen)
    except DataError as error:
        raise InputError([Fault(POINTER, str(error))]) from error
    rolled = _rolled(np.asarray(seen[-window.size :], np.float32), spec.steps, window, index, predictor)
    steps = predictor.port.invert(rolled.reshape(-1, *_target_shape(window), rolled.shape[-1])).reshape(-1, rolled.shape[-1])[: spec.steps]
    return Forecast(steps, times)


def _window(predictor: Predictor) -> tuple[Window, int]:
    """Return the window step and its index; InputError if the model's outputs cannot be fed back."""
    chain, given, output = predictor.chain, predictor.signature.input, predictor.signature.output
    window = chain.window
    if not predictor.kind.continues_series or window is None or not given.takes_numbers:
        raise InputError([Fault("", f"expected a model that forecasts a series of numbers, but this one is one of {output.kind}")])
    if chain.own_targets or any(chain.targets.values()):
        inputs, outputs = (", ".join(names or ()) for names in (given.columns, output.target_columns))
        found = f"inputs {inputs} and outputs {outputs}" if outputs else "a model with target steps"
        raise InputError([Fault("", f"expected a model that forecasts its own inputs, for forecasts are fed back; got {found}")])
    return window, chain.input_steps.index(window)


def _target_shape(window: Window) -> tuple[int, ...]:
    return (window.horizon,) if window.horizon > 1 else ()


def _rolled(last: Array, n_steps: int, window: Window, index: int, predictor: Predictor) -> Array:
    """Feed the outputs of a model back, from the last observed steps, float32 array of shape (size, n_features).

    Returns a multiple of the horizon of steps, at least as many as are wanted, array of shape (n_steps, n_features).
    """
    size, n_features = last.shape
    n_blocks = -(-n_steps // window.horizon)
    steps = np.empty((size + n_blocks * window.horizon, n_features), np.float32)
    steps[:size] = last
    run, later_steps = _run(predictor, n_blocks), predictor.chain.input_steps[index + 1 :]
    for start in range(0, n_blocks * window.horizon, window.horizon):
        x: Array = steps[np.newaxis, start : start + size]
        for step in later_steps:
            x = np.ascontiguousarray(step.apply(x), np.float32)
        steps[start + size : start + size + window.horizon] = run(x).reshape(window.horizon, n_features)
    return steps[size:]


def _run(predictor: Predictor, n_calls: int) -> Callable[[Array], Array]:
    """Return a function that runs the model on its only input."""
    runtime, (given,), output = predictor.runtime, predictor.signature.inputs, predictor.port.name
    if isinstance(runtime, OnnxRuntime) and n_calls >= MANY_CALLS:
        return runtime.for_one()
    return lambda x: runtime.run({given: x})[output]
