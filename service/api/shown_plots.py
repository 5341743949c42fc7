"""Plots as a caller sees them, which all that has some sends in the same way."""

import asyncio
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from models.core.errors import DataError
from models.core.faults import quote as quoted
from models.plots.figures import LeftOut, MadePlot
from service.api.plot_origin import PlotOrigin, PlotsPlace
from service.api.sent_file import caching, etag_of_file
from service.bodies.content import JSON, PNG, SVG, file_type
from service.contained_work import draw_plots
from service.errors import NotFound, Unavailable
from service.http.etags import etag_of, is_known, not_modified
from service.plots.folder import Form, Index
from service.plots.maker import PlotMaker
from service.problem_types.of_missing import NO_SUCH_PLOT
from service.problem_types.of_server import PLOT_NOT_READY
from service.request_context import link

#: Kinds of problems of the routes that list plots, and of those that send one.
LISTING = ("plot-not-ready", "model-unavailable")
SENDING = ("no-such-plot", *LISTING)
#: Content type of each form of a figure.
MEDIA: dict[Form, str] = {"svg": SVG, "png": PNG}
#: Seconds from one look for what another process writes to the next.
LOOK_EVERY_S = 0.05
_NOTHING = Index(release="", plots=[], left_out=[])
WorkT = TypeVar("WorkT")


class PlotOut(BaseModel):
    """A plot, with the URLs of its forms, which never change."""

    name: str = Field(description="Its name in URLs.")
    title: str = Field(description="Its title.")
    caption: str = Field(description="What it shows, with its own numbers.")
    svg: str = Field(description="URL of the figure as SVG.")
    png: str = Field(description="URL of the figure as PNG, 150 dots per inch.")
    numbers: str = Field(description="URL of the numbers behind it, as JSON.")


class PlotsOut(BaseModel):
    """The plots of something, and those that could not be made."""

    plots: list[PlotOut] = Field(description="The plots, in order; none while the job, or all of a sweep, has not ended.")
    left_out: list[LeftOut] = Field(description="Plots that could not be made, with the reason.")


class PlotNumbersOut(BaseModel):
    """The numbers behind a figure."""

    name: str = Field(description="Name of the plot.")
    title: str = Field(description="Its title.")
    caption: str = Field(description="What it shows, with its own numbers.")
    numbers: dict[str, Any] = Field(description="All that is drawn; the fields are those of the plot.")


@dataclass(frozen=True)
class ShownPlots:
    """The plots of something.

    Args:
        origin: What they are of.
        maker: Draws figures in a child process.
    """

    origin: PlotOrigin
    maker: PlotMaker

    @property
    def place(self) -> PlotsPlace:
        """Return where the plots are."""
        return self.origin.place

    async def listed(self) -> PlotsOut:
        """Return the list."""
        return self._out(await self.index())

    async def made(self) -> PlotsOut | None:
        """Return the list if it was made already, or is by the process of a job that has just ended; None if not."""
        index = await self._awaited()
        return None if index is None else self._out(index)

    async def numbers(self, name: str, request: Request) -> Response:
        """Send the numbers of a plot."""
        plot = self._named(name, await self.index())
        content = PlotNumbersOut(**plot.model_dump(include=set(PlotNumbersOut.model_fields))).model_dump_json().encode()
        etag = etag_of(content)
        if is_known(request, etag):
            return not_modified(request, caching(etag))
        return Response(content, headers=caching(etag), media_type=JSON)

    async def figure(self, name: str, form: Form, request: Request) -> Response:
        """Send a figure of a plot; it is drawn first if it was not."""
        found = await run_in_threadpool(self._kept, name, form, request)
        if found is not None:
            return found
        self._named(name, await self.index())
        while form == "svg" and found is None and time.time() < self.origin.until:
            await asyncio.sleep(LOOK_EVERY_S)
            found = await run_in_threadpool(self._kept, name, form, request)
        found = found or await self._drawn(name, form, request)
        if found is None:
            raise Unavailable(f"the plot {quoted(name)} was removed while it was drawn; try again", kind=PLOT_NOT_READY)
        return found

    async def _drawn(self, name: str, form: Form, request: Request) -> Response | None:
        """Send a figure as soon as a child has drawn it, which then draws the others; None if it was removed meanwhile."""
        folder = self.place.folder
        drawing = asyncio.create_task(self._made(self.maker.done((folder, form), draw_plots, folder, form, name)))
        try:
            while not drawing.done():
                await asyncio.wait({drawing}, timeout=LOOK_EVERY_S)
                if (found := await run_in_threadpool(self._kept, name, form, request)) is not None:
                    return found
            await drawing
            return await run_in_threadpool(self._kept, name, form, request)  # Drawn since the last look.
        finally:
            drawing.cancel()

    async def index(self) -> Index:
        """Return the plots that the caller may see; they are made first if they were not."""
        index = await self._awaited()
        if index is None:
            if not await self._made(self.origin.make()):
                return _NOTHING
            index = await run_in_threadpool(self._index)
        if index is None:
            raise Unavailable(f"the plots of {self.place.what} were removed while they were made; try again", kind=PLOT_NOT_READY)
        return index

    async def _awaited(self) -> Index | None:
        """Return what is in the folder; what the process of a job that has just ended writes itself is awaited."""
        while (index := await run_in_threadpool(self._index)) is None and time.time() < self.origin.until:
            await asyncio.sleep(LOOK_EVERY_S)
        return index

    def _out(self, index: Index) -> PlotsOut:
        return PlotsOut(plots=[plot_out(plot, self.place) for plot in index.plots], left_out=index.left_out)

    def _index(self) -> Index | None:
        index = self.place.folder.index()
        return None if index is None else self.origin.seen(index)

    def _kept(self, name: str, form: Form, request: Request) -> Response | None:
        """Return the response with a figure that is drawn, or 304 if the caller has it; None where it is not drawn."""
        index = self._index()
        path = self.place.folder.figure(name, form) if index is not None and index.named(name) else None
        try:
            if path is None:
                return None
            etag = etag_of_file(path)
            if is_known(request, etag):
                return not_modified(request, caching(etag))
            return Response(path.read_bytes(), headers=caching(etag), media_type=file_type(request, MEDIA[form]))
        except FileNotFoundError:
            return None

    async def _made(self, work: Awaitable[WorkT]) -> WorkT:
        try:
            return await work
        except DataError as error:
            raise Unavailable(f"the plots of {self.place.what} cannot be made now: {error}", kind=PLOT_NOT_READY) from error

    def _named(self, name: str, index: Index) -> MadePlot:
        found = index.named(name)
        if found is None:
            left_out = next((f": it was left out, because {plot.reason}" for plot in index.left_out if plot.name == name), "")
            has = f"it has {', '.join(plot.name for plot in index.plots)}" if index.plots else self.origin.without_any
            raise NotFound(f"{self.place.what} has no plot {quoted(name)}{left_out}; {has}", kind=NO_SUCH_PLOT)
        return found


def plot_out(plot: MadePlot, place: PlotsPlace) -> PlotOut:
    """Return a plot as lists have it."""
    form, end = link(f"{place.url}/{quote(plot.name, safe='')}"), f"?{place.query}" if place.query else ""
    return PlotOut(
        name=plot.name, title=plot.title, caption=plot.caption, svg=f"{form}.svg{end}", png=f"{form}.png{end}", numbers=f"{form}.json{end}"
    )
