# Written from _async/plots.py by client/python/tools/generate.py; do not edit.
"""Plots of jobs and models."""

from __future__ import annotations

from typing import NamedTuple

from modelbook import _operations as operations
from modelbook._sync.http import Http
from modelbook._calls import Call
from modelbook._models import LeftOut, PlotNumbersOut, PlotOut, PlotsOut
from modelbook._operations import Operation
from modelbook._pictures import Png, Svg
from modelbook.errors import InputError


class PlotOperations(NamedTuple):
    """The operations by which plots of one kind of thing are listed and read."""

    list: Operation
    svg: Operation
    png: Operation
    numbers: Operation


#: Of jobs, and of models.
OF_JOBS = PlotOperations(operations.LIST_JOB_PLOTS, operations.GET_JOB_PLOT_SVG, operations.GET_JOB_PLOT_PNG, operations.GET_JOB_PLOT_NUMBERS)
OF_MODELS = PlotOperations(
    operations.LIST_MODEL_PLOTS, operations.GET_MODEL_PLOT_SVG, operations.GET_MODEL_PLOT_PNG, operations.GET_MODEL_PLOT_NUMBERS
)


class Plot:
    """A plot: `name`, `title` and `caption`, and its forms.

    Args:
        http: The connection.
        about: What the list says.
        known: The operations.
        of: Path parameters of the job or model.
    """

    def __init__(self, http: Http, about: PlotOut, known: PlotOperations, of: dict[str, str]) -> None:
        self._http, self._known, self._path = http, known, {**of, "name": about.name}
        self.name, self.title, self.caption = about.name, about.title, about.caption

    def svg(self) -> Svg:
        """Return the figure as SVG, which a notebook shows."""
        return Svg(self._http.content(Call(self._known.svg, self._path)))

    def png(self) -> Png:
        """Return the figure as PNG, which a notebook shows."""
        return Png(self._http.content(Call(self._known.png, self._path)))

    def numbers(self) -> PlotNumbersOut:
        """Return the numbers behind the figure."""
        return self._http.get(PlotNumbersOut, Call(self._known.numbers, self._path))

    def __repr__(self) -> str:
        return f"<plot {self.name}: {self.caption}>"


class Plots(list[Plot]):
    """The plots of a job or model, in order.

    Attributes:
        left_out: Those that could not be made, with the reason.
    """

    left_out: list[LeftOut]

    def named(self, name: str) -> Plot:
        """Return the plot of a name."""
        found = next((plot for plot in self if plot.name == name), None)
        if found is None:
            raise InputError(f"name: expected one of {', '.join(plot.name for plot in self) or 'no plot'}, got {name!r}")
        return found


def plots_of(http: Http, known: PlotOperations, of: dict[str, str]) -> Plots:
    """Return the plots of a job or model."""
    found = http.get(PlotsOut, Call(known.list, of))
    plots = Plots(Plot(http, about, known, of) for about in found.plots)
    plots.left_out = found.left_out
    return plots
