"""Following a job: a stream of its events, or waiting for a change."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager

from fastapi.concurrency import run_in_threadpool
from fastapi.sse import ServerSentEvent

from service.errors import Unauthorized, Unavailable
from service.http.work import Work
from service.store.all_jobs import AllJobs
from service.store.rows import Job

#: Tells whether the key of a caller is still valid.
StillValid = Callable[[], Awaitable[bool]]
#: Seconds between polls of the database.
POLL_EVERY_S = 0.25
#: Streams one process serves at a time.
MAX_STREAMS = 100


class EventStreams:
    """The event streams of one process.

    Args:
        jobs: The jobs to follow.
        work: The requests that the process works on, to which one that waits for a job does not count.
    """

    def __init__(self, jobs: AllJobs, work: Work) -> None:
        self._jobs = jobs
        self.work = work
        self._open = self._n_waiting = 0
        self._stopping = False

    def stop(self) -> None:
        """End every stream and every wait, at shutdown."""
        self._stopping = True

    @property
    def stopping(self) -> bool:
        """Return whether the process is stopping."""
        return self._stopping

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Count a stream as open within the `with` block."""
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1

    def require_room(self) -> None:
        """Require a free stream.

        Raises:
            Unavailable: Too many are open.
        """
        if self._open >= MAX_STREAMS:
            raise Unavailable(f"all {MAX_STREAMS} event streams are in use; poll the job instead")

    async def follow(self, job_id: str, after: int, still_valid: StillValid) -> AsyncIterator[ServerSentEvent]:
        """Yield a job's events after the id `after`, and its progress, until it ends.

        Args:
            job_id: The job.
            after: Id of the last event that the caller has.
            still_valid: Tells whether the key of the caller is still valid; the stream ends when it is not.
        """
        with self.opened():
            progress = -1.0
            while not self._stopping and await still_valid():
                job = await run_in_threadpool(self._jobs.get, job_id)
                for event in await run_in_threadpool(self._jobs.events_after, job_id, after) if job.last_event > after else ():
                    after = event.id
                    yield ServerSentEvent(id=str(event.id), event=event.kind, data=event.data)
                if job.progress != progress:
                    progress = job.progress
                    yield ServerSentEvent(event="progress", data={"progress": progress, "metrics": job.metrics})
                if job.is_final:
                    return
                await asyncio.sleep(POLL_EVERY_S)

    async def wait(self, job: Job, seconds: float, still_valid: StillValid) -> Job:
        """Return the job when it has a new event, or after the given time.

        Args:
            job: The job.
            seconds: The time.
            still_valid: Tells whether the key of the caller is still valid.

        Raises:
            Unauthorized: The key is no longer valid.
        """
        deadline = time.monotonic() + seconds
        seen = job.last_event
        with self._waiting():
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
