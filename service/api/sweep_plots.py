"""Plots of a sweep: of the jobs that have ended so far."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.concurrency import run_in_threadpool

from models.core.files import PLOTS, SWEEP
from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, tagged
from service.api.openapi import plot_response
from service.api.plot_origin import PlotOrigin, PlotsPlace
from service.api.shown_plots import MEDIA, PlotNumbersOut, PlotsOut, ShownPlots
from service.deps import Parts, TheParts
from service.plots.folder import PlotFolder
from service.plots.sweep_runs import state_key, sweep_runs
from service.problem_types.declared import problems

router = APIRouter(prefix="/v1/sweeps", tags=["jobs"], route_class=GuardedRoute)

PlotName = Annotated[str, Path(description="Name of the plot, as the list has it.")]


class SweepPlots(PlotOrigin):
    """The jobs of a sweep. Their plots are kept in the folder of the first job, with which they go, and replaced when a job has ended.

    Args:
        parts: The parts of the service, as the caller sees them.
        sweep_id: Id of the sweep.
    """

    def __init__(self, parts: Parts, sweep_id: str) -> None:
        self._jobs = parts.jobs.sweep(sweep_id)
        folder = parts.files.job_folder(self._jobs[0].id) / SWEEP / PLOTS
        self.place = PlotsPlace(PlotFolder(folder, state_key(self._jobs)), f"/v1/sweeps/{sweep_id}/plots", f"sweep {sweep_id}")

    async def make(self) -> bool:
        """Make the numbers, which are those of the jobs, in a thread."""
        await run_in_threadpool(self.place.folder.begin)
        return await run_in_threadpool(lambda: self.place.folder.make(sweep_runs(self._jobs)))


def the_plots(sweep_id: str, parts: TheParts) -> ShownPlots:
    """Return the plots of the sweep of a path."""
    return ShownPlots(SweepPlots(parts, sweep_id), parts.plots)


ThePlots = Annotated[ShownPlots, Depends(the_plots)]


@router.get("/{sweep_id}/plots", responses=problems("plot-not-ready"))
async def list_sweep_plots(plots: ThePlots) -> PlotsOut:
    """List the plots of a sweep.

    A figure of each job against its running time, and both over the one number that varies. None before a job has ended.
    """
    return await plots.listed()


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


@router.get(
    "/{sweep_id}/plots/{name}.json", response_model=PlotNumbersOut, responses=merged_responses(problems("no-such-plot", "plot-not-ready"), tagged())
)
async def get_sweep_plot_numbers(name: PlotName, plots: ThePlots, request: Request) -> Response:
    """Get the numbers behind a plot of a sweep.

    All that the figure is drawn from.
    """
    return await plots.numbers(name, request)
