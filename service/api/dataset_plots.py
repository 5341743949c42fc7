"""Plots of a data set."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.concurrency import run_in_threadpool

from models.core.errors import DataError
from models.core.files import PLOTS
from models.datasets import DATA_SETS, DataSet
from models.evaluation.dataset_plot import require_drawable
from models.uploads.stored.upload_record import StoredSet
from service.access.guarded_route import GuardedRoute
from service.api.datasets import PngResponse, TheDataSet, reported
from service.api.documented_headers import merged_responses, tagged
from service.api.openapi import plot_response
from service.api.plot_origin import PlotOrigin, PlotsPlace
from service.api.shown_plots import MEDIA, PlotNumbersOut, PlotsOut, ShownPlots
from service.contained_work import make_dataset_plots
from service.deps import Parts, TheParts
from service.plots.folder import PlotFolder, keep_newest
from service.problem_types.declared import problems
from service.store.rows import Dataset

router = APIRouter(prefix="/v1/datasets", tags=["datasets"], route_class=GuardedRoute)

#: Kinds of problems of the route that lists plots, and of those that send one.
LISTING = ("invalid-data", "data-unreachable", "plot-not-ready")
SENDING = ("no-such-plot", *LISTING)
#: Most built-in data sets, each with its parameters, of which plots are kept.
N_KEPT = 200
PlotName = Annotated[str, Path(description="Name of the plot, as the list has it.")]


class DatasetPlots(PlotOrigin):
    """A data set. Plots of an upload are kept in its folder, with which they go; those of built-in sets in the cache, by their parameters.

    Args:
        parts: The parts of the service, as the caller sees them.
        data_set: The data set.
        upload: The upload that it is; None for a built-in.
        place: Where callers find the plots, by path and query.
    """

    def __init__(self, parts: Parts, data_set: DataSet, upload: Dataset | None, place: tuple[str, str]) -> None:
        (dataset_id, query), self._parts, self._data_set = place, parts, data_set
        self._title = data_set.title if upload is None else upload.name
        key = hashlib.sha256("\n".join([dataset_id, self._title, data_set.model_dump_json()]).encode()).hexdigest()[:32]
        self._cached = parts.settings.cache / PLOTS
        folder = self._cached / key if upload is None else parts.files.dataset_folder(upload.id) / PLOTS
        self.place = PlotsPlace(PlotFolder(folder, key), f"/v1/datasets/{dataset_id}/plots", f"data set {dataset_id}", query)

    async def make(self) -> bool:
        """Make the numbers in a child."""
        await run_in_threadpool(self.place.folder.begin)
        work = (make_dataset_plots, self._data_set, self._parts.settings.cache, self._title, self.place.folder)
        inside = self._parts.containment if isinstance(self._data_set, StoredSet) else None  # Of uploads, with the limits of reading them.
        with reported():
            await self._parts.plots.done((type(self._data_set), self._data_set.model_dump_json(), *work[2:]), *work, inside=inside)
        await run_in_threadpool(keep_newest, self._cached, N_KEPT)
        return True


async def the_plots(dataset_id: str, data_set: TheDataSet, parts: TheParts, request: Request) -> ShownPlots:
    """Return the plots of the data set of a path."""
    upload = None if dataset_id in DATA_SETS else await run_in_threadpool(parts.uploads.get, dataset_id)
    return ShownPlots(DatasetPlots(parts, data_set, upload, (dataset_id, request.url.query)), parts.plots)


ThePlots = Annotated[ShownPlots, Depends(the_plots)]


@router.get("/{dataset_id}/plot", response_class=PngResponse, responses=plot_response(*LISTING))
async def plot_dataset(plots: ThePlots, data_set: TheDataSet, request: Request) -> Response:
    """Plot a data set as a PNG file.

    The first of its plots: points by class, a grid of images, or the line of a series, 150 dots per inch. Texts have no plot.
    """
    with reported():
        require_drawable(data_set.describe())
        index = await plots.index()
        if not index.plots:
            raise DataError("the data have nothing that can be drawn")
    return await plots.figure(index.plots[0].name, "png", request)


@router.get("/{dataset_id}/plots", responses=problems(*LISTING))
async def list_dataset_plots(plots: ThePlots) -> PlotsOut:
    """List the plots of a data set.

    Points, images or series; of rows also histograms, correlations and counts of classes. Texts have none but the counts of their classes.
    """
    return await plots.listed()


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
    return await plots.numbers(name, request)
