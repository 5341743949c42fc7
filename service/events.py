"""Following a job: a stream of its events, or waiting for a change."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager

from fastapi.concurrency import run_in_threadpool
from fastapi.sse import ServerSentEvent

from service.errors import TooMany, Unauthorized, Unavailable
from service.http.work import Work
from service.limit_headers import Limit
from service.problem_types.of_server import OVERLOADED
from service.store.all_jobs import AllJobs
from service.store.job_events import ProgressData
from service.store.rows import Event, Job
from service.store.transitions import FINAL

#: Tells whether the key of a caller is still valid.
StillValid = Callable[[], Awaitable[bool]]
#: Seconds between polls of the database.
POLL_EVERY_S = 0.25
#: Streams one process serves at a time.
MAX_STREAMS = 100
#: Milliseconds after which a browser connects again when a stream has ended.
RETRY_MS = 2_000
#: Seconds after which an owner may try again that has as many open as it may.
RETRY_AFTER_S = 5


class NoMoreEvents(Exception):
    """The caller has every event of a job that has ended."""


def require_more(job: Job, after: int) -> None:
    """Require that a stream of a job's events after the id `after` has something to send.

    Raises:
        NoMoreEvents: It has not, and never will.
    """
    if job.is_final and after >= job.last_event:
        raise NoMoreEvents(job.id)


class EventStreams:
    """The event streams of one process.

    Args:
        jobs: The jobs to follow.
        work: The requests that the process works on, to which one that waits for a job does not count.
        per_owner: Most streams and waits that one owner has open; 0 for no limit.
    """

    def __init__(self, jobs: AllJobs, work: Work, per_owner: int = 0) -> None:
        self._jobs = jobs
        self.work = work
        self.per_owner = per_owner
        self._n_streams = self._n_waiting = 0
        self._of_owners: Counter[str] = Counter()
        self._stopping = False

    def stop(self) -> None:
        """End every stream and every wait, at shutdown."""
        self._stopping = True

    @property
    def stopping(self) -> bool:
        """Return whether the process is stopping."""
        return self._stopping

    def open_of(self, owner: str) -> int:
        """Return how many streams and waits an owner has open."""
        return self._of_owners[owner]

    @contextmanager
    def opened(self, owner: str) -> Iterator[None]:
        """Count a stream of an owner as open within the `with` block.

        Raises:
            TooMany: The owner has too many open.
            Unavailable: The process has too many open.
        """
        if self._n_streams >= MAX_STREAMS:
            raise Unavailable(f"all {MAX_STREAMS} event streams are in use; poll the job instead", kind=OVERLOADED)
        with self._counted(owner):
            self._n_streams += 1
            try:
                yield
            finally:
                self._n_streams -= 1

    @contextmanager
    def _counted(self, owner: str) -> Iterator[None]:
        """Count a stream or wait of an owner; nothing runs between the check and the count, so that calls at once cannot pass the limit."""
        if self.per_owner and self._of_owners[owner] >= self.per_owner:
            raise self._too_many(owner)
        self._of_owners[owner] += 1
        try:
            yield
        finally:
            self._of_owners[owner] -= 1
            if not self._of_owners[owner]:
                del self._of_owners[owner]

    def _too_many(self, owner: str) -> TooMany:
        most = f"expected at most {self.per_owner} open event streams, generated texts and waits for jobs (?wait=) of one owner"
        settles = "close some, or poll without waiting; an administrator can raise MODELBOOK_STREAMS_PER_OWNER"
        headers = Limit("streams", self.per_owner, "concurrent-requests").headers(0, RETRY_AFTER_S)
        return TooMany(f"{most}: owner {owner} has as many; {settles}", RETRY_AFTER_S, headers)

    async def follow(self, job_id: str, after: int, still_valid: StillValid) -> AsyncIterator[ServerSentEvent]:
        """Yield a job's events after the id `after`, and its progress, until it ends. Call it while a stream is `opened`.

        The last progress comes before the event of the final state, and nothing after what that is followed by.

        Args:
            job_id: The job.
            after: Id of the last event that the caller has.
            still_valid: Tells whether the key of the caller is still valid; the stream ends when it is not.
        """
        progress = -1.0
        retry: int | None = RETRY_MS
        while not self._stopping and await still_valid():
            job = await run_in_threadpool(self._jobs.get, job_id)
            for item in _in_order(job, await self._new_events(job, after), has_moved=job.progress != progress):
                yield _sent(item, job, retry)
                retry = None
            after, progress = max(after, job.last_event), job.progress
            if job.is_final:
                return
            await asyncio.sleep(POLL_EVERY_S)

    async def _new_events(self, job: Job, after: int) -> list[Event]:
        """Return the events after an id that a job had when it was read: later ones may belong to a state that it did not have then."""
        if job.last_event <= after:
            return []
        return [event for event in await run_in_threadpool(self._jobs.events_after, job.id, after) if event.id <= job.last_event]

    async def wait(self, job: Job, seconds: float, still_valid: StillValid) -> Job:
        """Return the job when it has a new event, or after the given time.

        Args:
            job: The job.
            seconds: The time.
            still_valid: Tells whether the key of the caller is still valid.

        Raises:
            TooMany: The job's owner has too many streams and waits open.
            Unauthorized: The key is no longer valid.
        """
        if seconds <= 0 or job.is_final:
            return job
        deadline = time.monotonic() + seconds
        seen = job.last_event
        with self._counted(job.owner), self._waiting():
            while job.last_event == seen and not job.is_final and not self._stopping and time.monotonic() < deadline:
                await asyncio.sleep(self.poll_every_s)
                if not await still_valid():
                    raise Unauthorized("the key was revoked or has expired while the request waited")
                job = await run_in_threadpool(self._jobs.get, job.id)
        return job

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        self._n_waiting += 1
        try:
            with self.work.waiting():
                yield
        finally:
            self._n_waiting -= 1

    @property
    def poll_every_s(self) -> float:
        """Return the seconds between two polls of a wait: longer for many waits, so that all together leave the database to others."""
        return POLL_EVERY_S * max(1.0, self._n_waiting / MAX_STREAMS)


def _in_order(job: Job, events: list[Event], *, has_moved: bool) -> list[Event | None]:
    """Return events and, as None, the progress if it has changed: at the end, or before the event of the final state."""
    if not has_moved:
        return [*events]
    ends = (index for index, event in enumerate(events) if event.kind == "state" and event.data["state"] in FINAL)
    index = next(ends, len(events))
    return [*events[:index], None, *events[index:]]


def _sent(event: Event | None, job: Job, retry: int | None) -> ServerSentEvent:
    """Return an event as it is sent; None is the progress. The first one of a stream says when to connect again."""
    if event is None:
        return ServerSentEvent(event="progress", data=ProgressData(progress=job.progress, metrics=job.metrics).as_dict(), retry=retry)
    return ServerSentEvent(id=str(event.id), event=event.kind, data=event.data, retry=retry)
