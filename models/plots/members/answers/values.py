"""Predicted values of an answer."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from models.plots.given_inputs import inputs_of
from models.plots.plot import Numbers, Plot
from models.plots.style import COLORS, drawable, first_of, legend, name_axes, point_look, series_look, shown, whole_numbers
from models.plots.subjects import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most predictions, and most columns of each, that are drawn.
MAX_PREDICTIONS, MAX_COLUMNS = 1000, 6
#: Most predictions that each have bars; more are drawn as a line.
MAX_BARS = 20


class AnsweredColumn(Numbers):
    """One predicted quantity."""

    name: str
    values: list[float | None]


class AnsweredValues(Numbers):
    """Predicted values, one for each input; of one input for each window, or each output."""

    model: str
    columns: list[AnsweredColumn]
    positions: list[float] | None = Field(description="The inputs where each is one number; else null.")
    position_name: str
    n_columns: int
    n_predictions: int


class AnsweredValuesPlot(Plot[Answer, AnsweredValues]):
    """Predicted values over the inputs where these are single numbers, else in their order."""

    name, title, subject, form, rank = "answer-values", "predicted values", Answer, AnsweredValues, 201
    shows_data = True

    def applies(self, subject: Answer) -> bool:
        return subject.verb == "predict" and bool(_columns(subject))

    def numbers(self, subject: Answer) -> AnsweredValues:
        columns = _columns(subject)
        positions = _positions(subject, len(columns[0].values))
        names = subject.signature.input.columns
        name = _along(subject) if positions is None else names[0] if names else "input"
        return AnsweredValues(
            model=subject.title,
            columns=[AnsweredColumn(name=column.name, values=column.values[:MAX_PREDICTIONS]) for column in columns[:MAX_COLUMNS]],
            positions=None if positions is None else positions[:MAX_PREDICTIONS],
            position_name=name,
            n_columns=len(columns),
            n_predictions=len(columns[0].values),
        )

    def draw(self, figure: "Figure", numbers: AnsweredValues) -> None:
        axes = figure.add_subplot()
        for index, column in enumerate(numbers.columns):
            values = drawable(column.values)
            if numbers.positions is not None:
                axes.plot(numbers.positions, values, linestyle="", label=shown(column.name), **point_look(index))
            elif len(values) > MAX_BARS:
                axes.plot(range(1, len(values) + 1), values, label=shown(column.name), **series_look(index))
            else:
                _draw_bars(axes, index, len(numbers.columns), column)
        if numbers.positions is None:
            whole_numbers(axes)
        name_axes(axes, numbers.position_name, numbers.columns[0].name if len(numbers.columns) == 1 else "predicted value")
        legend(axes)

    def note(self, numbers: AnsweredValues) -> str:
        columns = first_of(len(numbers.columns), numbers.n_columns, "columns")
        return columns or first_of(len(numbers.columns[0].values), numbers.n_predictions, "predictions")

    def caption(self, numbers: AnsweredValues) -> str:
        known = [value for column in numbers.columns for value in column.values if value is not None]
        if not known:
            return f"{numbers.model} predicts no finite value."
        some = "" if numbers.n_predictions <= MAX_PREDICTIONS else f" The first {MAX_PREDICTIONS:,} of {numbers.n_predictions:,} are drawn."
        if len(known) == 1:
            return f"{numbers.model} predicts {known[0]:.6g}."
        return f"{numbers.model} predicts values from {min(known):.6g} to {max(known):.6g}.{some}"


def _draw_bars(axes: Any, index: int, n_columns: int, column: AnsweredColumn) -> None:
    width = 0.8 / n_columns
    positions = [at + 1 - 0.4 + (index + 0.5) * width for at in range(len(column.values))]
    axes.bar(positions, drawable(column.values), width, color=COLORS[index % 7], label=shown(column.name))


def _is_list(answer: Answer) -> bool:
    """Tell whether the answer is one list of values, which are drawn in their order."""
    predictions = answer.body.get("predictions") or []
    return len(predictions) == 1 and isinstance(predictions[0], Mapping) and isinstance(predictions[0].get("value"), list)


def _along(answer: Answer) -> str:
    """Return what the values follow each other by: inputs; in one list the windows of a series, or the outputs for the only input."""
    if not _is_list(answer):
        return "input"
    output = answer.signature.output
    shape = output.output_shape[:-1] if output.output_shape[-1:] == (1,) else output.output_shape
    n_axes = 0 if shape == (1,) else len(shape)  # As `series_predictions` drops axes.
    return "window" if output.kind == "forecasting" and np.ndim(answer.body["predictions"][0]["value"]) > n_axes else "output"


def _columns(answer: Answer) -> list[AnsweredColumn]:
    """Return the predicted quantities; none where predictions are no numbers."""
    predictions = answer.body.get("predictions") or []
    if not predictions or not all(isinstance(one, Mapping) and "value" in one for one in predictions):
        return []
    values = predictions[0]["value"] if _is_list(answer) else [one["value"] for one in predictions]
    first = values[0] if values else None
    if isinstance(first, Mapping):
        return [_column(str(name), [one.get(name) for one in values]) for name in first]
    if isinstance(first, list):
        return [_column(f"value {index + 1}", [one[index] for one in values]) for index in range(len(first))] if _is_flat(values) else []
    return [_column("predicted value", values)] if all(_is_number(value) for value in values) and values else []


def _column(name: str, values: Sequence[Any]) -> AnsweredColumn:
    return AnsweredColumn(name=name, values=[float(value) if _is_number(value) and value is not None else None for value in values])


def _is_flat(rows: Sequence[Any]) -> bool:
    """Tell whether all predictions are rows of as many numbers, few enough to be drawn."""
    return len({len(row) for row in rows}) == 1 and len(rows[0]) <= MAX_COLUMNS and all(_is_number(value) for row in rows for value in row)


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _positions(answer: Answer, count: int) -> list[float] | None:
    """Return the inputs of a model of one number, where they are as many as the values; None for other inputs."""
    given = inputs_of(answer)
    if len(given) != count or answer.signature.input.input_shape not in ((), (1,)) or not answer.signature.input.takes_numbers:
        return None
    numbers = [np.asarray(one).ravel() for one in given if not isinstance(one, dict)]
    is_plain = len(numbers) == count and all(one.size == 1 and one.dtype.kind in "fiu" for one in numbers)
    return [float(one[0]) for one in numbers] if is_plain else None
