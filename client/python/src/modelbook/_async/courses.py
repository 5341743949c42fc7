"""The course of jobs: what happened so far, what happens now, and curves of their epochs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING

from modelbook import _operations as operations
from modelbook._async.bound import AsyncResource
from modelbook._async.following import follow
from modelbook._async.http import AsyncHttp
from modelbook._async.pages import pages
from modelbook._calls import Call
from modelbook._events import AnyEvent, LogEvent
from modelbook._models import CurvesOut, HistoryOut, StoredEventOut, StoredEventPage


class AsyncCourse:
    """What can be seen of the course of a job."""

    if TYPE_CHECKING:
        id: str
        _http: AsyncHttp

    async def events(self, after: int = 0) -> AsyncIterator[AnyEvent]:
        """Yield the job's events until it ends, each once, also over lost connections.

        Args:
            after: Id of the event after which to begin.
        """
        async for event in follow(self._http, self.id, after):
            yield event

    async def logs(self) -> AsyncIterator[str]:
        """Yield the lines of the job's log until it ends."""
        async for event in self.events():
            if isinstance(event, LogEvent):
                yield event.message

    async def past_events(self, *names: str, limit: int | None = None) -> AsyncIterator[StoredEventOut]:
        """Yield the stored events of the job, newest first, page by page.

        Args:
            names: Only events of these names, such as `log` and `sample`; all when left out.
            limit: Events on a page, 1 to 1,000.
        """
        query = {"event": names or None, "limit": limit}
        async for page in pages(self._http, StoredEventPage, operations.LIST_EVENTS, query, job_id=self.id):
            for event in page.events:
                yield event

    async def history(
        self, *, points: int | None = None, first: int | None = None, last: int | None = None, metrics: Sequence[str] | None = None
    ) -> HistoryOut:
        """Return the metrics of each epoch and of some batches; the epochs as thinned `curves` if something is said of them.

        Args:
            points: Points of a curve, 10 to 2,000.
            first: Number of the first epoch.
            last: Number of the last epoch.
            metrics: Names of the curves.
        """
        query = {"points": points, "from": first, "to": last, "metric": metrics}
        return await self._http.get(HistoryOut, Call(operations.GET_HISTORY, {"job_id": self.id}, query))


class AsyncCurves(AsyncResource):
    """Curves of several jobs."""

    async def curves(
        self,
        job_ids: Sequence[str],
        *,
        points: int | None = None,
        first: int | None = None,
        last: int | None = None,
        metrics: Sequence[str] | None = None,
    ) -> CurvesOut:
        """Return curves of up to 100 jobs over the same epochs, thinned for a chart.

        Args:
            job_ids: Ids of the jobs.
            points: Points of a curve, 10 to 2,000.
            first: Number of the first epoch.
            last: Number of the last epoch.
            metrics: Names of the curves; all when left out.
        """
        query = {"job": job_ids, "points": points, "from": first, "to": last, "metric": metrics}
        return await self._http.get(CurvesOut, Call(operations.GET_CURVES, query=query))
