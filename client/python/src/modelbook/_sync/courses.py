# Written from _async/courses.py by client/python/tools/generate.py; do not edit.
"""The course of jobs: what happened so far, what happens now, and curves of their epochs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from modelbook import _operations as operations
from modelbook._sync.bound import Resource
from modelbook._sync.following import follow
from modelbook._sync.http import Http
from modelbook._sync.pages import pages
from modelbook._calls import Call
from modelbook._events import AnyEvent, LogEvent
from modelbook._models import CurvesOut, HistoryOut, StoredEventOut, StoredEventPage


class Course:
    """What can be seen of the course of a job."""

    if TYPE_CHECKING:
        id: str
        _http: Http

    def events(self, after: int = 0) -> Iterator[AnyEvent]:
        """Yield the job's events until it ends, each once, also over lost connections.

        Args:
            after: Id of the event after which to begin.
        """
        for event in follow(self._http, self.id, after):
            yield event

    def logs(self) -> Iterator[str]:
        """Yield the lines of the job's log until it ends."""
        for event in self.events():
            if isinstance(event, LogEvent):
                yield event.message

    def past_events(self, *names: str, limit: int | None = None) -> Iterator[StoredEventOut]:
        """Yield the stored events of the job, newest first, page by page.

        Args:
            names: Only events of these names, such as `log` and `sample`; all when left out.
            limit: Events on a page, 1 to 1,000.
        """
        query = {"event": names or None, "limit": limit}
        for page in pages(self._http, StoredEventPage, operations.LIST_EVENTS, query, job_id=self.id):
            for event in page.events:
                yield event

    def history(
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
        return self._http.get(HistoryOut, Call(operations.GET_HISTORY, {"job_id": self.id}, query))


class Curves(Resource):
    """Curves of several jobs."""

    def curves(
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
        return self._http.get(CurvesOut, Call(operations.GET_CURVES, query=query))
