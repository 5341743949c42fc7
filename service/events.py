"""Following a job: a stream of its events, or waiting for a change."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

from fastapi.concurrency import run_in_threadpool
from fastapi.sse import ServerSentEvent

from service.errors import Unavailable
from service.store.jobs import Jobs
from service.store.rows import Job

#: Seconds between polls of the database.
POLL_EVERY_S = 0.25
#: Streams one process serves at a time.
MAX_STREAMS = 100


class EventStreams:
    """The event streams of one process.

    Args:
        jobs: The jobs to follow.
    """

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._open = 0
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

    async def follow(self, job_id: str, after: int) -> AsyncIterator[ServerSentEvent]:
        """Yield a job's events after the id `after`, and its progress, until it ends."""
        with self.opened():
            progress = -1.0
            while not self._stopping:
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

    async def wait(self, job: Job, seconds: float) -> Job:
        """Return the job when it has a new event, or after the given time."""
        deadline = time.monotonic() + seconds
        seen = job.last_event
        while job.last_event == seen and not job.is_final and not self._stopping and time.monotonic() < deadline:
            await asyncio.sleep(POLL_EVERY_S)
            job = await run_in_threadpool(self._jobs.get, job.id)
        return job
