"""Plots of what has no files of its own, sweeps and data sets: made anew for each request."""

from dataclasses import dataclass
from importlib.metadata import version

from fastapi import Request, Response

from models.core.errors import DataError
from models.core.faults import quote
from models.plots.figures import MadePlot, MadePlots
from service.api.sent_file import caching
from service.api.shown_plots import MEDIA, PlotsOut, numbers_of, plot_out, sent
from service.bodies.content import file_type
from service.contained_work import draw_plot
from service.errors import NotFound, Unavailable
from service.http.etags import etag_of, is_known, not_modified
from service.plots.folder import Form
from service.plots.maker import PlotMaker
from service.problem_types.of_missing import NO_SUCH_PLOT
from service.problem_types.of_server import PLOT_NOT_READY


@dataclass(frozen=True)
class FreshPlots:
    """The plots of a sweep or data set.

    Args:
        made: The plots, with their numbers.
        maker: Draws figures in a child process.
        url: Path below which the plots stand.
        what: The sweep or data set, in messages.
        query: Query of the URLs of the plots; empty for none.
    """

    made: MadePlots
    maker: PlotMaker
    url: str
    what: str
    query: str = ""

    def listed(self) -> PlotsOut:
        """Return the list."""
        return PlotsOut(plots=[plot_out(plot, self.url, self.query) for plot in self.made.plots], left_out=self.made.left_out)

    def numbers(self, name: str, request: Request) -> Response:
        """Send the numbers of a plot."""
        return numbers_of(self._named(name), request)

    async def figure(self, name: str, form: Form, request: Request) -> Response:
        """Draw a plot, unless the caller has the figure of the same numbers."""
        plot = self._named(name)
        key = f"{version('modelbook')} {form} {plot.model_dump_json()}".encode()
        etag = etag_of(key)
        if is_known(request, etag):
            return not_modified(request, caching(etag))
        try:
            content = await self.maker.done(key, draw_plot, plot, form)
        except DataError as error:
            raise Unavailable(f"the plot {quote(name)} cannot be drawn now: {error}", kind=PLOT_NOT_READY) from error
        return sent(content, etag, file_type(request, MEDIA[form]), request)

    def _named(self, name: str) -> MadePlot:
        found = next((plot for plot in self.made.plots if plot.name == name), None)
        if found is None:
            has = f"it has {', '.join(plot.name for plot in self.made.plots)}" if self.made.plots else "it has none"
            raise NotFound(f"{self.what} has no plot {quote(name)}; {has}", kind=NO_SUCH_PLOT)
        return found
