"""A series and the forecasts of it, over the parts of the data."""

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from models.plots.plot import Plot
from models.plots.run import Run
from models.plots.series_parts import PartForecast, SeriesForecasts, errors_text, forecasts_series, part_lines, series_forecasts
from models.plots.style import COLORS, NEUTRAL, SMALL_PT, drawable, name_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class _PartsPlot(Plot[Run, SeriesForecasts]):
    """A panel for each part of the data, beneath each other, with one legend."""

    form = SeriesForecasts
    several = True
    shows_data = True
    #: Height of a panel in inches.
    panel_inches: ClassVar[float]

    def applies(self, subject: Run) -> bool:
        return forecasts_series(subject)

    def numbers(self, subject: Run) -> SeriesForecasts:
        return series_forecasts(subject)

    def draw(self, figure: "Figure", numbers: SeriesForecasts) -> None:
        figure.set_size_inches(6.8, 0.9 + self.panel_inches * len(numbers.parts))
        all_axes = figure.subplots(len(numbers.parts), 1, squeeze=False, sharey=True)[:, 0]
        for axes, panel in zip(all_axes, part_lines(numbers), strict=True):
            self.draw_part(axes, panel.forecast)
            axes.set_title(panel.title, loc="left", fontsize=SMALL_PT)
            axes.set_xlim(0, max(1, len(panel.forecast.series) - 1))
            name_axes(axes, "step" if axes is all_axes[-1] else "", self.height_of(numbers))
        handles, names = all_axes[0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside lower center", ncols=len(names))

    @abstractmethod
    def draw_part(self, axes: "Axes", part: PartForecast) -> None:
        """Draw the lines of a part."""

    @abstractmethod
    def height_of(self, numbers: SeriesForecasts) -> str:
        """Return what the height of the lines is."""


class ForecastPlot(_PartsPlot):
    """A series in its own units over training and test part, one-step forecasts of the model, and those by the last value alone."""

    name, title, subject, rank, panel_inches = "forecast", "forecasts over the data", Run, 70, 1.9

    def draw_part(self, axes: "Axes", part: PartForecast) -> None:
        axes.plot(range(len(part.series)), drawable(part.series), color="black", linestyle="-", linewidth=1.2, label="data")
        axes.plot(part.positions, drawable(part.last), color=NEUTRAL, linestyle=":", linewidth=1.0, label="last value")
        axes.plot(part.positions, drawable(part.predicted), color=COLORS[1], linestyle="--", linewidth=1.4, label="forecast")

    def height_of(self, numbers: SeriesForecasts) -> str:
        return numbers.column

    def caption(self, numbers: SeriesForecasts) -> str:
        return f"Shown is {numbers.what} {errors_text(numbers)}"


class ForecastErrorsPlot(_PartsPlot):
    """Errors of one-step forecasts over the parts of the data, and those of the last value."""

    name, title, subject, rank, panel_inches = "forecast-errors", "errors of forecasts", Run, 72, 1.6

    def draw_part(self, axes: "Axes", part: PartForecast) -> None:
        true = np.array(drawable(part.series))[part.positions]
        axes.axhline(0, color="black", linewidth=0.8)
        axes.plot(part.positions, np.array(drawable(part.last)) - true, color=NEUTRAL, linestyle=":", linewidth=1.0, label="last value")
        axes.plot(part.positions, np.array(drawable(part.predicted)) - true, color=COLORS[1], linestyle="-", linewidth=1.2, label="forecast")

    def height_of(self, numbers: SeriesForecasts) -> str:
        return f"error of {numbers.column}"

    def caption(self, numbers: SeriesForecasts) -> str:
        return f"Errors (forecast minus data) of {numbers.what} {errors_text(numbers)}"
