"""A series and the forecasts of it, over the parts of the data."""

from typing import TYPE_CHECKING

import numpy as np

from models.plots.plot import Plot
from models.plots.run import Run
from models.plots.series_parts import SeriesForecasts, errors_text, forecasts_series, part_lines, series_forecasts
from models.plots.style import COLORS, NEUTRAL, SMALL_PT, drawable, name_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class ForecastPlot(Plot[Run, SeriesForecasts]):
    """A series in its own units over training and test part, one-step forecasts of the model, and those by the last value alone."""

    name, title, subject, form, rank = "forecast", "forecasts over the data", Run, SeriesForecasts, 70
    several = True
    shows_data = True

    def applies(self, subject: Run) -> bool:
        return forecasts_series(subject)

    def numbers(self, subject: Run) -> SeriesForecasts:
        return series_forecasts(subject)

    def draw(self, figure: "Figure", numbers: SeriesForecasts) -> None:
        figure.set_size_inches(6.8, 0.9 + 1.9 * len(numbers.parts))
        all_axes = figure.subplots(len(numbers.parts), 1, squeeze=False, sharey=True)[:, 0]
        for axes, panel in zip(all_axes, part_lines(numbers), strict=True):
            part = panel.forecast
            axes.plot(range(len(part.series)), drawable(part.series), color="black", linestyle="-", linewidth=1.2, label="data")
            axes.plot(part.positions, drawable(part.last), color=NEUTRAL, linestyle=":", linewidth=1.0, label="last value")
            axes.plot(part.positions, drawable(part.predicted), color=COLORS[1], linestyle="--", linewidth=1.4, label="forecast")
            axes.set_title(panel.title, loc="left", fontsize=SMALL_PT)
            axes.set_xlim(0, max(1, len(part.series) - 1))
            name_axes(axes, "step" if axes is all_axes[-1] else "", numbers.column)
        figure.legend(*all_axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)

    def caption(self, numbers: SeriesForecasts) -> str:
        return f"Shown is {numbers.what} {errors_text(numbers)}"


class ForecastErrorsPlot(Plot[Run, SeriesForecasts]):
    """Errors of one-step forecasts over the parts of the data, and those of the last value."""

    name, title, subject, form, rank = "forecast-errors", "errors of forecasts", Run, SeriesForecasts, 72
    several = True
    shows_data = True

    def applies(self, subject: Run) -> bool:
        return forecasts_series(subject)

    def numbers(self, subject: Run) -> SeriesForecasts:
        return series_forecasts(subject)

    def draw(self, figure: "Figure", numbers: SeriesForecasts) -> None:
        figure.set_size_inches(6.8, 0.9 + 1.6 * len(numbers.parts))
        all_axes = figure.subplots(len(numbers.parts), 1, squeeze=False, sharey=True)[:, 0]
        for axes, panel in zip(all_axes, part_lines(numbers), strict=True):
            part = panel.forecast
            true = np.array(drawable(part.series))[part.positions]
            axes.axhline(0, color="black", linewidth=0.8)
            axes.plot(part.positions, np.array(drawable(part.last)) - true, color=NEUTRAL, linestyle=":", linewidth=1.0, label="last value")
            axes.plot(part.positions, np.array(drawable(part.predicted)) - true, color=COLORS[1], linestyle="-", linewidth=1.2, label="forecast")
            axes.set_title(panel.title, loc="left", fontsize=SMALL_PT)
            axes.set_xlim(0, max(1, len(part.series) - 1))
            name_axes(axes, "step" if axes is all_axes[-1] else "", f"error of {numbers.column}")
        figure.legend(*all_axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=2)

    def caption(self, numbers: SeriesForecasts) -> str:
        return f"Errors (forecast minus data) of {numbers.what} {errors_text(numbers)}"
