"""Plots of a job, and of the model that it has made."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, tagged
from service.api.openapi import plot_response
from service.api.run_plots import RunPlots
from service.api.shown_plots import LISTING, MEDIA, SENDING, PlotNumbersOut, PlotsOut, ShownPlots
from service.deps import TheParts
from service.problem_types.declared import problems

router = APIRouter(prefix="/v1/jobs", tags=["jobs"], route_class=GuardedRoute)

PlotName = Annotated[str, Path(description="Name of the plot, as the list has it.")]


def the_plots(job_id: str, parts: TheParts) -> ShownPlots:
    """Return the plots of the job of a path."""
    job = parts.jobs.get(job_id)
    ref = parts.registry.refs_of_jobs([job.id]).get(job.id)
    origin = RunPlots(parts, job, parts.registry.resolve(ref) if ref else None, f"/v1/jobs/{job.id}/plots", f"job {job.id}")
    return ShownPlots(origin, parts.plots)


ThePlots = Annotated[ShownPlots, Depends(the_plots)]


@router.get("/{job_id}/plots", responses=problems(*LISTING))
async def list_job_plots(plots: ThePlots) -> PlotsOut:
    """List the plots of a job.

    With their titles, captions and URLs. They are made at the end of the job; of older jobs when they are first asked for.
    """
    return await plots.listed()


@router.get("/{job_id}/plots/{name}.svg", response_class=Response, responses=plot_response(*SENDING, media_type=MEDIA["svg"]))
async def get_job_plot_svg(name: PlotName, plots: ThePlots, request: Request) -> Response:
    """Get a plot of a job as an SVG file.

    Its text is text, which can be searched and read aloud.
    """
    return await plots.figure(name, "svg", request)


@router.get("/{job_id}/plots/{name}.png", response_class=Response, responses=plot_response(*SENDING))
async def get_job_plot_png(name: PlotName, plots: ThePlots, request: Request) -> Response:
    """Get a plot of a job as a PNG file.

    With 150 dots per inch.
    """
    return await plots.figure(name, "png", request)


@router.get("/{job_id}/plots/{name}.json", response_model=PlotNumbersOut, responses=merged_responses(problems(*SENDING), tagged()))
async def get_job_plot_numbers(name: PlotName, plots: ThePlots, request: Request) -> Response:
    """Get the numbers behind a plot of a job.

    All that the figure is drawn from.
    """
    return await plots.numbers(name, request)
