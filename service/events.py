"""Following a job: a stream of its events, or waiting for a change; and how many of both are open."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from functools import partial
from typing import Self

from fastapi.concurrency import run_in_threadpool

from service.access.caller import Caller
from service.access.callers import Callers
from service.errors import TooMany, Unauthorized, Unavailable
from service.following.hub import EventHub
from service.following.response import EventsResponse
from service.following.wakeups import Wakeups
from service.http.work import Work
from service.limit_headers import Limit
from service.problem_types.of_server import OVERLOADED
from service.settings import Settings
from service.store.all_jobs import AllJobs
from service.store.database import Database
from service.store.followed_jobs import FollowedJobs
from service.store.rows import Job

#: Generated texts that one process streams at a time; each takes a share of a core, which an event stream does not.
MAX_TEXTS = 100
#: Seconds after which an owner may try again that has as many open as it may.
RETRY_AFTER_S = 5


class NoMoreEvents(Exception):
    """The caller has every event of a job that has ended."""


def resumed_after(job: Job, last_event_id: int) -> int:
    """Return the id after which a stream begins for a caller who sends the id of the last event that it has.

    An id that the job has not given yet is unknown, and the stream begins with the first event: it may be that of another job, or of the time before
    the database was restored.

    Raises:
        NoMoreEvents: The stream has nothing to send, and never will.
    """
    if job.is_final and last_event_id == job.last_event:
        raise NoMoreEvents(job.id)
    return last_event_id if last_event_id <= job.last_event else 0


class Kind(Enum):
    """What is open for long."""

    EVENTS = "event streams are in use; poll the job instead"
    TEXTS = "streams of generated texts are in use; try again later"


class EventStreams:
    """The event streams and waits of one process.

    Args:
        jobs: The jobs to follow.
        hub: Those who follow them.
        work: The requests that the process works on, to which one that waits for a job does not count.
        max_streams: Most event streams.
        per_owner: Most streams and waits that one owner has open; 0 for no limit.
    """

    def __init__(self, jobs: AllJobs, hub: EventHub, work: Work, max_streams: int, per_owner: int = 0) -> None:
        self._jobs, self.hub = jobs, hub
        self.work = work
        self.per_owner = per_owner
        self._most = {Kind.EVENTS: max_streams, Kind.TEXTS: MAX_TEXTS}
        self._n_open: Counter[Kind] = Counter()
        self._of_owners: Counter[str] = Counter()

    @classmethod
    def of(cls, settings: Settings, database: Database, callers: Callers, work: Work) -> Self:
        """Return the streams of an installation."""
        hub = EventHub(FollowedJobs(database), Wakeups(settings.broker_url), callers.revoked)
        return cls(AllJobs(database), hub, work, settings.max_streams, settings.streams_per_owner)

    def stop(self) -> None:
        """End every stream and every wait, at shutdown."""
        self.hub.stop()

    @property
    def stopping(self) -> bool:
        """Return whether the process is stopping."""
        return self.hub.is_stopping

    @property
    def n_open(self) -> dict[str, int]:
        """Return how many are open, by the name of their kind."""
        return {kind.name.lower(): self._n_open[kind] for kind in Kind}

    def open_of(self, owner: str) -> int:
        """Return how many streams and waits an owner has open."""
        return self._of_owners[owner]

    @contextmanager
    def opened(self, owner: str, kind: Kind) -> Iterator[None]:
        """Count a stream of an owner as open within the `with` block.

        Raises:
            TooMany: The owner has too many open.
            Unavailable: The process has too many open.
        """
        if self._n_open[kind] >= self._most[kind]:
            raise Unavailable(f"all {self._most[kind]:,} {kind.value}", kind=OVERLOADED)
        with self._counted(owner):
            self._n_open[kind] += 1
            try:
                yield
            finally:
                self._n_open[kind] -= 1

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

    def follow(self, job: Job, after: int, caller: Caller) -> EventsResponse:
        """Return the stream of a job's events after the id `after`, and its progress, until it ends. Send it while a stream is `opened`.

        Args:
            job: The job as it was just read.
            after: Id of the last event that the caller has.
            caller: The stream ends when its key is no longer valid.
        """
        return EventsResponse(partial(self.hub.following, job, caller), after, self.hub.read_page)

    async def wait(self, job: Job, seconds: float, caller: Caller) -> Job:
        """Return the job when it has a new event, or after the given time.

        Args:
            job: The job as it was just read.
            seconds: The time.
            caller: Who waits.

        Raises:
            TooMany: The job's owner has too many streams and waits open.
            Unauthorized: The key is no longer valid.
        """
        if seconds <= 0 or job.is_final:
            return job
        deadline = time.monotonic() + seconds
        with self._counted(job.owner), self.work.waiting(), self.hub.following(job, caller) as follower:
            while follower.followed.last_event <= job.last_event and not follower.is_closed and time.monotonic() < deadline:
                await follower.news(max(0.0, deadline - time.monotonic()))
        if follower.is_revoked:
            raise Unauthorized("the key was revoked or has expired while the request waited")
        return await run_in_threadpool(self._jobs.get, job.id)
