"""Plots of a model version, which are those of the job that has made it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, tagged
from service.api.openapi import plot_response
from service.api.run_plots import RunPlots
from service.api.shown_plots import LISTING, MEDIA, SENDING, PlotNumbersOut, PlotsOut, ShownPlots
from service.deps import Parts, TheParts
from service.problem_types.declared import problems
from service.store.rows import Version

router = APIRouter(prefix="/v1/models", tags=["models"], route_class=GuardedRoute)

PlotName = Annotated[str, Path(description="Name of the plot, as the list has it.")]


def the_plots(ref: str, parts: TheParts) -> ShownPlots:
    """Return the plots of the version of a reference."""
    return plots_of(parts.registry.resolve(ref), parts)


def plots_of(version: Version, parts: Parts) -> ShownPlots:
    """Return the plots of a version, with URLs that name this version."""
    origin = RunPlots(parts, parts.registry.job_of(version), version, f"/v1/models/{version.ref}/plots", f"model {version.ref}")
    return ShownPlots(origin, parts.plots)


ThePlots = Annotated[ShownPlots, Depends(the_plots)]


@router.get("/{ref:ref}/plots", responses=problems(*LISTING))
async def list_model_plots(plots: ThePlots) -> PlotsOut:
    """List the plots of a model.

    With their titles, captions and URLs. Those of the version that the reference means now; their URLs name this version for good.
    """
    return await plots.listed()


@router.get("/{ref:ref}/plots/{name}.svg", response_class=Response, responses=plot_response(*SENDING, media_type=MEDIA["svg"]))
async def get_model_plot_svg(name: PlotName, plots: ThePlots, request: Request) -> Response:
    """Get a plot of a model as an SVG file.

    Its text is text, which can be searched and read aloud.
    """
    return await plots.figure(name, "svg", request)


@router.get("/{ref:ref}/plots/{name}.png", response_class=Response, responses=plot_response(*SENDING))
async def get_model_plot_png(name: PlotName, plots: ThePlots, request: Request) -> Response:
    """Get a plot of a model as a PNG file.

    With 150 dots per inch.
    """
    return await plots.figure(name, "png", request)


@router.get("/{ref:ref}/plots/{name}.json", response_model=PlotNumbersOut, responses=merged_responses(problems(*SENDING), tagged()))
async def get_model_plot_numbers(name: PlotName, plots: ThePlots, request: Request) -> Response:
    """Get the numbers behind a plot of a model.

    All that the figure is drawn from.
    """
    return await plots.numbers(name, request)
