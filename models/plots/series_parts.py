"""The first steps of each part of a series, with the forecasts of a model and those without one."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.core.deferred_rows import all_in_memory
from models.core.errors import DataError
from models.evaluation.point_plots import drawable
from models.evaluation.record import PartName
from models.kinds import Port
from models.plots.plot import Numbers
from models.plots.run import Run
from models.preparing.raw import Raw
from models.preprocessing.window import Window

#: Most steps of a part that are drawn, its first ones.
MAX_STEPS = 400
#: Name of values without a column name.
VALUE = "value"


class PartForecast(Numbers):
    """One predicted column of the first steps of a part, in its own units, with one-step forecasts of it."""

    part: PartName
    n_steps: int = Field(description="Steps of the whole part.")
    series: list[float | None]
    positions: list[int] = Field(description="Step that each forecast is for; the first are those after the first window.")
    predicted: list[float | None]
    last: list[float | None] = Field(description="Forecast without a model: the value right before.")
    rmse: float | None = Field(description="Root of the mean squared error of the forecasts that are drawn.")
    last_rmse: float | None = Field(description="That of the forecasts without a model.")


class SeriesForecasts(Numbers):
    """Forecasts over the parts of a series, the training part first."""

    column: str
    n_columns: int
    window: int
    horizon: int
    n_series: int
    keeps_state: bool = Field(description="Whether the network has a recurrent state, which is zero before each of these forecasts.")
    parts: list[PartForecast]

    @property
    def what(self) -> str:
        """Return what is drawn, for captions."""
        column = f"column {self.column} of {self.n_columns:,}" if self.n_columns > 1 else "the series"
        of = f", the first of {self.n_series:,}" if self.n_series > 1 else ""
        first = f" Drawn is the first of the {self.horizon:,} steps that are forecast at once." if self.horizon > 1 else ""
        values = "the value" if self.window == 1 else f"the {self.window:,} values"
        state = " without the state that the network keeps" if self.keeps_state else ""
        return f"{column}{of}, forecast from {values} before{state}.{first}"


def series_forecasts(run: Run) -> SeriesForecasts:
    """Forecast the first steps of each part of a job's data by its own model.

    Raises:
        DataError: No part is long enough.
    """
    port, window = port_of(run), window_of(run)
    parts = [forecast for name, raw in run.raw_parts.items() if (forecast := _forecast(run, port, window, name, raw)) is not None]
    if not parts:
        raise DataError("no part is longer than a window")
    names = column_names(run)
    n_series = max(len(raw.lengths or (1,)) for raw in run.raw_parts.values())
    return SeriesForecasts(
        column=names[0],
        n_columns=len(names),
        window=window.size,
        horizon=window.horizon,
        n_series=n_series,
        keeps_state=run.content.signature.stateful,
        parts=parts,
    )


def forecasts_series(run: Run) -> bool:
    """Tell whether a model forecasts a series of numbers."""
    return run.has_model and run.kind == "forecasting" and run.content.chain.window is not None


def window_of(run: Run) -> Window:
    """Return the window of a model over series."""
    window = run.content.chain.window
    if window is None:
        raise TypeError("expected a model over windows of a series, got another one")
    return window


def port_of(run: Run) -> Port:
    """Return the output that a plot is made for."""
    return next(port for _, port in run.predictor.outputs_by_kind if port.name == (run.output or run.outputs[0]))


def column_names(run: Run) -> list[str]:
    """Return the names of the predicted columns."""
    signature = run.content.signature
    named = signature.outputs[run.output or run.outputs[0]].target_columns or signature.input.columns
    width = signature.input.input_shape[-1] if signature.input.input_shape else 1
    return list(named or ([VALUE] if width == 1 else [f"column {index}" for index in range(width or 1)]))


def first_steps(raw: Raw, limit: int) -> Raw:
    """Return the first steps of the first series of a part, in memory, as one series."""
    return raw.rows(slice(min(limit, raw.lengths[0] if raw.lengths else raw.n_samples))).loaded()


def values_of(run: Run, raw: Raw) -> Array:
    """Return the predicted columns of one series in their units, float64 array of shape (n_steps, n_columns)."""
    chain = run.content.chain
    (series,) = chain.predicted_series(run.output or run.outputs[0], raw.input_arrays, raw.target_arrays if chain.own_targets else None)
    return drawable(np.asarray(series).reshape(len(series), -1))


def _forecast(run: Run, port: Port, window: Window, name: PartName, part: Raw) -> PartForecast | None:
    raw, chain = first_steps(part, max(MAX_STEPS, window.n_needed)), run.content.chain
    if raw.n_samples < window.n_needed:
        return None
    x, y = chain.pairs(raw.inputs, raw.targets if chain.own_targets else None)
    if y is None:
        return None
    outputs = run.predictor.runtime.run(all_in_memory(x))[port.name]
    predicted = _first_column(port.invert(outputs))
    positions = window.size + window.stride * np.arange(len(predicted))
    series = values_of(run, raw)[:, 0]
    last = series[positions - 1]
    return PartForecast(
        part=name,
        n_steps=part.n_samples if part.lengths is None else part.lengths[0],
        series=series.tolist(),
        positions=positions.tolist(),
        predicted=predicted.tolist(),
        last=last.tolist(),
        rmse=_rmse(predicted, series[positions]),
        last_rmse=_rmse(last, series[positions]),
    )


def _first_column(values: Array) -> Array:
    """Return the first column of the first step of each forecast, float64 array of shape (n_windows,)."""
    return drawable(values.reshape(len(values), -1)[:, 0])


def _rmse(predicted: Array, true: Array) -> float | None:
    errors = predicted - true
    known = errors[np.isfinite(errors)]
    return float(np.sqrt(np.square(known).mean())) if len(known) else None


@dataclass(frozen=True)
class PartLines:
    """The lines of one part as they are drawn.

    Args:
        title: Title of its panel.
        forecast: Its numbers.
    """

    title: str
    forecast: PartForecast


def part_lines(numbers: SeriesForecasts) -> Iterator[PartLines]:
    """Yield the panels of the parts."""
    for part in numbers.parts:
        some = f", the first {len(part.series):,} of {part.n_steps:,} steps" if len(part.series) < part.n_steps else ""
        yield PartLines(f"{_named(part.part)} part{some}", part)


def errors_text(numbers: SeriesForecasts) -> str:
    """Return the errors of the last part that is drawn, for captions."""
    part = numbers.parts[-1]
    if part.rmse is None or part.last_rmse is None:
        return f"Errors on the {_named(part.part)} part are not finite."
    ratio = f", {part.rmse / part.last_rmse:.2f} times that of the last value ({part.last_rmse:.4g})" if part.last_rmse else ""
    return f"The root mean squared error on the steps drawn of the {_named(part.part)} part is {part.rmse:.4g}{ratio}."


def _named(part: PartName) -> str:
    return "training" if part == "train" else part
