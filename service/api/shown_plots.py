"""The plots of a job or model as a caller sees them, which both resources send in the same way."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from models.core.errors import ArtifactError, DataError
from models.core.faults import quote as quoted
from models.plots.figures import LeftOut, MadePlot
from models.plots.run import Run
from service.api.sent_file import caching, etag_of_file
from service.bodies.content import JSON, PNG, SVG, file_type
from service.contained_work import draw_plots, make_plots
from service.deps import Parts
from service.errors import NotFound, Unavailable
from service.http.etags import etag_of, is_known, not_modified
from service.plots.folder import Form, Index, PlotFolder
from service.plots.recorded_run import Records, known_spec
from service.problem_types.of_missing import NO_SUCH_PLOT
from service.problem_types.of_server import MODEL_UNAVAILABLE, PLOT_NOT_READY
from service.request_context import link
from service.store.rows import Job, Version

#: Kinds of problems of the routes that list plots, and of those that send one.
LISTING = ("plot-not-ready", "model-unavailable")
SENDING = ("no-such-plot", *LISTING)
#: Content type of each form of a figure.
MEDIA: dict[Form, str] = {"svg": SVG, "png": PNG}
#: Seconds after the end of a job in which its own process may still write its plots, and from one look for them to the next.
JUST_ENDED_S, LOOK_EVERY_S = 3.0, 0.05
_NOTHING = Index(release="", plots=[], left_out=[])
FoundT = TypeVar("FoundT")


class PlotOut(BaseModel):
    """A plot of a job or model, with the URLs of its forms, which never change."""

    name: str = Field(description="Its name in URLs.")
    title: str = Field(description="Its title.")
    caption: str = Field(description="What it shows, with its own numbers.")
    svg: str = Field(description="URL of the figure as SVG.")
    png: str = Field(description="URL of the figure as PNG, 150 dots per inch.")
    numbers: str = Field(description="URL of the numbers behind it, as JSON.")


class PlotsOut(BaseModel):
    """The plots of a job or model, and those that could not be made."""

    plots: list[PlotOut] = Field(description="The plots, in order; none while the job has not ended.")
    left_out: list[LeftOut] = Field(description="Plots that could not be made, with the reason.")


class PlotNumbersOut(BaseModel):
    """The numbers behind a figure."""

    name: str = Field(description="Name of the plot.")
    title: str = Field(description="Its title.")
    caption: str = Field(description="What it shows, with its own numbers.")
    numbers: dict[str, Any] = Field(description="All that is drawn; the fields are those of the plot.")


@dataclass(frozen=True)
class ShownPlots:
    """The plots of a job or model.

    Args:
        parts: The parts of the service, as the caller sees them.
        job: The job.
        version: The version that it has made; None without one.
        url: Path below which the plots stand.
        what: The job or model, in messages.
    """

    parts: Parts
    job: Job
    version: Version | None
    url: str
    what: str

    @property
    def made_by(self) -> Version:
        """Return the version that the plots are of; only of those of a model."""
        assert self.version is not None
        return self.version

    async def listed(self) -> PlotsOut:
        """Return the list."""
        return self._out(await self._index())

    async def made(self) -> PlotsOut | None:
        """Return the list if it was made already, or is by the process of a job that has just ended; None if not."""
        index = await self._written(self._folder.index, awaited=True)
        return None if index is None else self._out(await run_in_threadpool(self._seen, index))

    async def numbers(self, name: str, request: Request) -> Response:
        """Send the numbers of a plot."""
        return numbers_of(self._named(name, await self._index()), request)

    async def figure(self, name: str, form: Form, request: Request) -> Response:
        """Send a figure of a plot; it is drawn first if it was not."""
        self._named(name, await self._index())
        path = await self._written(lambda: self._folder.figure(name, form), awaited=form == "svg")
        if path is None:
            await self._made(form, draw_plots, self._folder, form)
            path = await run_in_threadpool(self._folder.figure, name, form)
        if path is None:
            raise Unavailable(f"the plot {quoted(name)} was removed while it was drawn; try again", kind=PLOT_NOT_READY)
        return sent(await run_in_threadpool(path.read_bytes), etag_of_file(path), file_type(request, MEDIA[form]), request)

    async def _index(self) -> Index:
        """Return the plots that the caller may see; they are made first if they were not."""
        index = await self._written(self._folder.index, awaited=True)
        if index is None and not self.job.is_final:
            return _NOTHING
        if index is None:
            run = await run_in_threadpool(self._run)
            await self._made("numbers", make_plots, run, self._folder)
            index = await run_in_threadpool(self._folder.index)
        if index is None:
            raise Unavailable(f"the plots of {self.what} were removed while they were made; try again", kind=PLOT_NOT_READY)
        return await run_in_threadpool(self._seen, index)

    def _run(self) -> Run:
        try:
            return self._records.run_of(self.job, self.version)
        except ArtifactError as error:
            raise Unavailable(f"the plots of {self.what} cannot be made: {error}", kind=MODEL_UNAVAILABLE) from error

    async def _written(self, look: Callable[[], FoundT | None], *, awaited: bool) -> FoundT | None:
        """Return what is in the folder; what the process of a job that has just ended writes itself is awaited."""
        until = (self.job.finished_at or 0.0) + JUST_ENDED_S if awaited else 0.0
        while (found := await run_in_threadpool(look)) is None and time.time() < until:
            await asyncio.sleep(LOOK_EVERY_S)
        return found

    async def _made(self, what: str, *work: object) -> None:
        try:
            await self.parts.plots.done((self._folder, what), *work)  # type: ignore[arg-type]
        except DataError as error:
            raise Unavailable(f"the plots of {self.what} cannot be made now: {error}", kind=PLOT_NOT_READY) from error

    def _named(self, name: str, index: Index) -> MadePlot:
        found = index.named(name)
        if found is None:
            left_out = next((f": it was left out, because {plot.reason}" for plot in index.left_out if plot.name == name), "")
            has = f"it has {', '.join(plot.name for plot in index.plots)}" if index.plots else self._without_any
            raise NotFound(f"{self.what} has no plot {quoted(name)}{left_out}; {has}", kind=NO_SUCH_PLOT)
        return found

    def _out(self, index: Index) -> PlotsOut:
        return PlotsOut(plots=[plot_out(plot, self.url) for plot in index.plots], left_out=index.left_out)

    def _seen(self, index: Index) -> Index:
        """Return the plots that the caller may see."""
        if any(plot.shows_data for plot in index.plots) and not self._sees_data():
            return index.model_copy(update={"plots": [plot for plot in index.plots if not plot.shows_data]})
        return index

    def _sees_data(self) -> bool:
        """Tell whether the caller may look at the data: a model may be shared without them."""
        owner = self.job.owner
        return owner == self.parts.caller.owner or not isinstance(known_spec(self.job.model_spec, self.parts.visible.recorded(owner)), str)

    @property
    def _without_any(self) -> str:
        return "it has none" if self.job.is_final else f"its plots are made at the end of job {self.job.id}, which is {self.job.state}"

    @property
    def _records(self) -> Records:
        return Records(self.parts.database, self.parts.files, self.parts.settings.cache)

    @property
    def _folder(self) -> PlotFolder:
        return self._records.folder_of(self.job, self.version)


def plot_out(plot: MadePlot, url: str, query: str = "") -> PlotOut:
    """Return a plot as lists have it.

    Args:
        plot: The plot.
        url: Path below which the plots stand.
        query: Query of its URLs; empty for none.
    """
    form, end = link(f"{url}/{quote(plot.name, safe='')}"), f"?{query}" if query else ""
    return PlotOut(
        name=plot.name, title=plot.title, caption=plot.caption, svg=f"{form}.svg{end}", png=f"{form}.png{end}", numbers=f"{form}.json{end}"
    )


def numbers_of(plot: MadePlot, request: Request) -> Response:
    """Send the numbers of a plot."""
    content = PlotNumbersOut(**plot.model_dump(include=set(PlotNumbersOut.model_fields))).model_dump_json().encode()
    return sent(content, etag_of(content), JSON, request)


def sent(content: bytes, etag: str, media_type: str, request: Request) -> Response:
    """Send what was made for a plot, or 304 if the caller has it."""
    headers = caching(etag)
    if is_known(request, etag):
        return not_modified(request, headers)
    return Response(content, headers=headers, media_type=media_type)
