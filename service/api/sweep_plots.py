"""Plots of a sweep: of the jobs that have ended so far."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from models.plots.figures import MadePlots, make_plots
from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, tagged
from service.api.fresh_plots import FreshPlots
from service.api.openapi import plot_response
from service.api.shown_plots import MEDIA, PlotNumbersOut, PlotsOut
from service.deps import TheParts
from service.plots.sweep_runs import sweep_runs
from service.problem_types.declared import problems

router = APIRouter(prefix="/v1/sweeps", tags=["jobs"], route_class=GuardedRoute)

PlotName = Annotated[str, Path(description="Name of the plot, as the list has it.")]


def the_plots(sweep_id: str, parts: TheParts) -> FreshPlots:
    """Return the plots of the sweep of a path."""
    made = make_plots(sweep_runs(parts.jobs.sweep(sweep_id)))
    return FreshPlots(made or MadePlots([], []), parts.plots, f"/v1/sweeps/{sweep_id}/plots", f"sweep {sweep_id}")


ThePlots = Annotated[FreshPlots, Depends(the_plots)]


@router.get("/{sweep_id}/plots")
def list_sweep_plots(plots: ThePlots) -> PlotsOut:
    """List the plots of a sweep.

    A figure of each job against its running time, and both over the one number that varies. None before a job has ended.
    """
    return plots.listed()


@router.get(
    "/{sweep_id}/plots/{name}.svg",
    response_class=Response,
    responses=plot_response("no-such-plot", "plot-not-ready", media_type=MEDIA["svg"]),
)
async def get_sweep_plot_svg(name: PlotName, plots: ThePlots, request: Request) -> Response:
    """Get a plot of a sweep as an SVG file.

    Of the jobs that have ended so far.
    """
    return await plots.figure(name, "svg", request)


@router.get("/{sweep_id}/plots/{name}.png", response_class=Response, responses=plot_response("no-such-plot", "plot-not-ready"))
async def get_sweep_plot_png(name: PlotName, plots: ThePlots, request: Request) -> Response:
    """Get a plot of a sweep as a PNG file.

    With 150 dots per inch, of the jobs that have ended so far.
    """
    return await plots.figure(name, "png", request)


@router.get("/{sweep_id}/plots/{name}.json", response_model=PlotNumbersOut, responses=merged_responses(problems("no-such-plot"), tagged()))
def get_sweep_plot_numbers(name: PlotName, plots: ThePlots, request: Request) -> Response:
    """Get the numbers behind a plot of a sweep.

    All that the figure is drawn from.
    """
    return plots.numbers(name, request)
