"""Jobs are cancelled for a request; one that deletes jobs waits a while until they have stopped."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from fastapi.concurrency import run_in_threadpool

from models.specs.tasks import task_of
from service.deps import Parts
from service.errors import Conflict
from service.store.rows import Job

#: Longest wait of a request for jobs to stop, and the time from one look to the next, in seconds.
STOP_S, LOOK_EVERY_S = 15.0, 0.1


def cancel(job_id: str, parts: Parts) -> Job:
    """Cancel a job, or ask a running one to stop.

    Raises:
        NotFound: There is no such job.
        Conflict: The job has already succeeded or failed.
    """
    job = parts.jobs.request_cancel(job_id)
    sent = task_of(job.spec).sent_file(job.spec)
    if job.is_final and sent is not None:
        parts.files.path(sent).unlink(missing_ok=True)  # Otherwise the job, or a reaper, removes it at its end.
    return job


def cancel_open(jobs: Sequence[Job], parts: Parts) -> None:
    """Cancel those of some jobs that have not ended."""
    for job in jobs:
        if not job.is_final:
            with suppress(Conflict):  # It may have just ended.
                cancel(job.id, parts)


async def stopped(find: Callable[[], Sequence[Job]], parts: Parts) -> None:
    """Cancel jobs, and wait until they have stopped, or for `STOP_S`.

    Args:
        find: Returns the jobs as they are.
        parts: The parts, as the caller sees them.
    """
    until = time.monotonic() + STOP_S
    await run_in_threadpool(lambda: cancel_open(find(), parts))
    while not all(job.is_final for job in await run_in_threadpool(find)) and time.monotonic() < until:
        await asyncio.sleep(LOOK_EVERY_S)
