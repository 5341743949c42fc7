"""Follow a job: its events as a stream, or a wait until it changes."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

from fastapi.concurrency import run_in_threadpool
from fastapi.sse import ServerSentEvent

from service.errors import Unavailable
from service.store.jobs import Jobs
from service.store.rows import Job

#: Seconds from one look at the database to the next.
LOOK_EVERY_S = 0.25
#: Streams one process serves at a time.
MAX_STREAMS = 100


class EventStreams:
    """The event streams of one process.

    Args:
        jobs: The jobs that are followed.
    """

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._open = 0
        self._stopping = False

    def stop(self) -> None:
        """End every stream and every wait; called when the process is asked to stop."""
        self._stopping = True

    @property
    def stopping(self) -> bool:
        """Tell whether the process has been asked to stop."""
        return self._stopping

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Count a stream among those that are open, for as long as it is."""
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1

    def require_room(self) -> None:
        """Refuse a stream when too many are open.

        Raises:
            Unavailable: Too many are open.
        """
        if self._open >= MAX_STREAMS:
            raise Unavailable(f"expected at most {MAX_STREAMS} open event streams, and all are taken; poll the job instead")

    async def follow(self, job_id: str, after: int) -> AsyncIterator[ServerSentEvent]:
        """Yield a job's events from behind the id `after`, and its progress, until it ends."""
        with self.opened():
            share = -1.0
            while not self._stopping:
                job = await run_in_threadpool(self._jobs.get, job_id)
                for event in await run_in_threadpool(self._jobs.events_after, job_id, after) if job.last_event > after else ():
                    after = event.id
                    yield ServerSentEvent(id=str(event.id), event=event.kind, data=event.data)
                if job.progress != share:
                    share = job.progress
                    yield ServerSentEvent(event="progress", data={"progress": share, "metrics": job.metrics})
                if job.is_final:
                    return
                await asyncio.sleep(LOOK_EVERY_S)

    async def wait(self, job: Job, seconds: float) -> Job:
        """Return the job as soon as it has a new event, or as it is when the time is over."""
        deadline = time.monotonic() + seconds
        seen = job.last_event
        while job.last_event == seen and not job.is_final and not self._stopping and time.monotonic() < deadline:
            await asyncio.sleep(LOOK_EVERY_S)
            job = await run_in_threadpool(self._jobs.get, job.id)
        return job
