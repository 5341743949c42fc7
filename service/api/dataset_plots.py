"""Plots of a data set."""

from functools import partial
from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.concurrency import run_in_threadpool

from models.plots.figures import LeftOut, MadePlot, MadePlots
from service.access.guarded_route import GuardedRoute
from service.api.datasets import TheDataSet, reported, worked
from service.api.documented_headers import merged_responses, tagged
from service.api.fresh_plots import FreshPlots
from service.api.openapi import plot_response
from service.api.shown_plots import MEDIA, PlotNumbersOut, PlotsOut
from service.contained_work import dataset_plots
from service.deps import TheParts
from service.problem_types.declared import problems

router = APIRouter(prefix="/v1/datasets", tags=["datasets"], route_class=GuardedRoute)

#: Kinds of problems of the route that lists plots, and of those that send one.
LISTING = ("invalid-data", "data-unreachable", "plot-not-ready")
SENDING = ("no-such-plot", *LISTING)
PlotName = Annotated[str, Path(description="Name of the plot, as the list has it.")]


async def the_plots(dataset_id: str, data_set: TheDataSet, parts: TheParts, request: Request) -> FreshPlots:
    """Return the plots of the data set of a path."""
    upload = await run_in_threadpool(parts.uploads.find, dataset_id)
    work = dataset_plots if upload is None else partial(dataset_plots, title=upload.name)
    with reported():
        found = orjson.loads(await worked(work, data_set, parts))
    made = MadePlots([MadePlot(**plot) for plot in found["plots"]], [LeftOut(**plot) for plot in found["left_out"]])
    return FreshPlots(made, parts.plots, f"/v1/datasets/{dataset_id}/plots", f"data set {dataset_id}", request.url.query)


ThePlots = Annotated[FreshPlots, Depends(the_plots)]


@router.get("/{dataset_id}/plots", responses=problems(*LISTING))
async def list_dataset_plots(plots: ThePlots) -> PlotsOut:
    """List the plots of a data set.

    Points, images or series; of rows also histograms, correlations and counts of classes. Texts have none but the counts of their classes.
    """
    return plots.listed()


@router.get("/{dataset_id}/plots/{name}.svg", response_class=Response, responses=plot_response(*SENDING, media_type=MEDIA["svg"]))
async def get_dataset_plot_svg(name: PlotName, plots: ThePlots, request: Request) -> Response:
    """Get a plot of a data set as an SVG file.

    Its text is text, which can be searched and read aloud.
    """
    return await plots.figure(name, "svg", request)


@router.get("/{dataset_id}/plots/{name}.png", response_class=Response, responses=plot_response(*SENDING))
async def get_dataset_plot_png(name: PlotName, plots: ThePlots, request: Request) -> Response:
    """Get a plot of a data set as a PNG file.

    With 150 dots per inch.
    """
    return await plots.figure(name, "png", request)


@router.get("/{dataset_id}/plots/{name}.json", response_model=PlotNumbersOut, responses=merged_responses(problems(*SENDING), tagged()))
async def get_dataset_plot_numbers(name: PlotName, plots: ThePlots, request: Request) -> Response:
    """Get the numbers behind a plot of a data set.

    All that the figure is drawn from.
    """
    return plots.numbers(name, request)
