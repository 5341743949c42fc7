"""A series that was sent, and its forecast."""

from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.plots.plot import Numbers, Plot
from models.plots.style import COLORS, NEUTRAL, drawable, first_of, name_axes
from models.plots.subjects import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Steps of the series before its end, and of the forecast, that are drawn at most; and columns.
MAX_BEFORE, MAX_AFTER, MAX_COLUMNS = 300, 2000, 4
#: Ticks with times.
N_TIMES = 4


class ForecastColumn(Numbers):
    """One column of the series."""

    name: str
    series: list[float | None] = Field(description="The last steps that were sent.")
    forecast: list[float | None]


class AnsweredForecast(Numbers):
    """The last steps of a series, and those that follow by the model."""

    model: str
    columns: list[ForecastColumn]
    times: list[str] | None = Field(description="Time of each step of the forecast; null where they are not known.")
    n_steps: int
    n_columns: int


class AnsweredForecastPlot(Plot[Answer, AnsweredForecast]):
    """The last steps of the series of a request, followed by its forecast."""

    name, title, subject, form, rank = "answer-forecast", "forecast", Answer, AnsweredForecast, 202
    shows_data = True

    def applies(self, subject: Answer) -> bool:
        return subject.verb == "forecast"

    def numbers(self, subject: Answer) -> AnsweredForecast:
        before, after = _columns(subject.request["series"])[-MAX_BEFORE:], _columns(subject.body["forecast"])
        names = subject.signature.input.columns or (["value"] if after.shape[1] == 1 else [f"column {index}" for index in range(after.shape[1])])
        times = subject.body.get("times")
        return AnsweredForecast(
            model=subject.title,
            columns=[
                ForecastColumn(name=name, series=before[:, index].tolist(), forecast=after[:MAX_AFTER, index].tolist())
                for index, name in enumerate(names[:MAX_COLUMNS])
            ],
            times=None if times is None else [str(time) for time in times[:MAX_AFTER]],
            n_steps=len(after),
            n_columns=after.shape[1],
        )

    def draw(self, figure: "Figure", numbers: AnsweredForecast) -> None:
        figure.set_size_inches(6.8, 1.3 + 1.8 * len(numbers.columns))
        all_axes = figure.subplots(len(numbers.columns), 1, sharex=True, squeeze=False)[:, 0]
        for axes, column in zip(all_axes, numbers.columns, strict=True):
            before, after = drawable(column.series), drawable(column.forecast)
            axes.plot(range(1 - len(before), 1), before, color="black", linestyle="-", linewidth=1.2, label="series")
            axes.plot(range(len(after) + 1), [*before[-1:], *after], color=COLORS[1], linestyle="--", linewidth=1.6, label="forecast")
            axes.axvline(0, color=NEUTRAL, linewidth=0.8, linestyle=":")
            name_axes(axes, "", column.name)
        all_axes[-1].set_xlabel("step after the end of the series" if numbers.times is None else "time")
        if numbers.times is not None:
            _tick_times(all_axes[-1], numbers.times)
        figure.legend(*all_axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=2)

    def note(self, numbers: AnsweredForecast) -> str:
        return first_of(len(numbers.columns), numbers.n_columns, "columns")

    def caption(self, numbers: AnsweredForecast) -> str:
        until = f" until {numbers.times[-1]}" if numbers.times else ""
        last = next((value for value in reversed(numbers.columns[0].forecast) if value is not None), None)
        ends = "" if last is None else f"; {numbers.columns[0].name} ends at {last:.6g}"
        steps = "1 step" if numbers.n_steps == 1 else f"{numbers.n_steps:,} steps"
        text = f"{numbers.model} continues the series by {steps}{until}{ends}"
        left_out = numbers.n_columns - len(numbers.columns)
        return f"{text}. {left_out:,} columns are not drawn." if left_out else f"{text}."


def _columns(steps: list[Any]) -> Array:
    """Return steps as an array of shape (n_steps, n_columns), NaN for null."""
    numbers = np.array(steps, np.float64)
    return numbers.reshape(len(numbers), -1)


def _tick_times(axes: Any, times: list[str]) -> None:
    """Put times at some steps of the forecast."""
    chosen = sorted({round(index) for index in np.linspace(0, len(times) - 1, N_TIMES)})
    axes.set_xticks([index + 1 for index in chosen], [times[index] for index in chosen], rotation=15, ha="right")
