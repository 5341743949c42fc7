# Written from _async/plots.py by client/python/tools/generate.py; do not edit.
"""Plots of jobs, models, sweeps and data sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

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


#: Of jobs, of models, of sweeps, and of data sets.
OF_JOBS = PlotOperations(operations.LIST_JOB_PLOTS, operations.GET_JOB_PLOT_SVG, operations.GET_JOB_PLOT_PNG, operations.GET_JOB_PLOT_NUMBERS)
OF_MODELS = PlotOperations(
    operations.LIST_MODEL_PLOTS, operations.GET_MODEL_PLOT_SVG, operations.GET_MODEL_PLOT_PNG, operations.GET_MODEL_PLOT_NUMBERS
)
OF_SWEEPS = PlotOperations(
    operations.LIST_SWEEP_PLOTS, operations.GET_SWEEP_PLOT_SVG, operations.GET_SWEEP_PLOT_PNG, operations.GET_SWEEP_PLOT_NUMBERS
)
OF_DATASETS = PlotOperations(
    operations.LIST_DATASET_PLOTS, operations.GET_DATASET_PLOT_SVG, operations.GET_DATASET_PLOT_PNG, operations.GET_DATASET_PLOT_NUMBERS
)


class Plot:
    """A plot: `name`, `title` and `caption`, and its forms.

    Args:
        http: The connection.
        about: What the list says.
        known: The operations.
        of: Path parameters of what it is of.
        query: Query parameters of what it is of.
    """

    def __init__(self, http: Http, about: PlotOut, known: PlotOperations, of: dict[str, str], query: Mapping[str, Any]) -> None:
        self._http, self._known, self._path, self._query = http, known, {**of, "name": about.name}, query
        self.name, self.title, self.caption = about.name, about.title, about.caption

    def svg(self) -> Svg:
        """Return the figure as SVG, which a notebook shows."""
        return Svg(self._http.content(Call(self._known.svg, self._path, self._query)))

    def png(self) -> Png:
        """Return the figure as PNG, which a notebook shows."""
        return Png(self._http.content(Call(self._known.png, self._path, self._query)))

    def numbers(self) -> PlotNumbersOut:
        """Return the numbers behind the figure."""
        return self._http.get(PlotNumbersOut, Call(self._known.numbers, self._path, self._query))

    def __repr__(self) -> str:
        return f"<plot {self.name}: {self.caption}>"


class Plots(list[Plot]):
    """The plots of a job, model, sweep or data set, in order.

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


def plots_of(http: Http, known: PlotOperations, of: dict[str, str], query: Mapping[str, Any] | None = None) -> Plots:
    """Return the plots of a job, model, sweep or data set."""
    asked = query or {}
    found = http.get(PlotsOut, Call(known.list, of, asked))
    plots = Plots(Plot(http, about, known, of, asked) for about in found.plots)
    plots.left_out = found.left_out
    return plots
