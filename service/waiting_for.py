"""What jobs wait for that nobody can run now: a worker, the broker, a slot, or the owner's limits."""

import time
from collections.abc import Callable, Sequence
from functools import cache

from service.live_workers import SeenWorker
from service.store.owner_limits import OwnerLimits
from service.store.owner_use import Used
from service.store.rows import Job
from service.store.transitions import State

_NO_BROKER = "the broker, which does not answer: without it no worker is woken"
_NO_SECONDS = "midnight UTC: the CPU seconds of its owner for this day are used"


class WaitingFor:
    """Says what jobs of one owner wait for.

    Args:
        workers: The workers; None if that is not known, since the broker does not answer.
        limits: Limits of the owner.
        used: Returns what the owner has and uses; called only if there are limits.
    """

    def __init__(self, workers: Sequence[SeenWorker] | None, limits: OwnerLimits, used: Callable[[], Used]) -> None:
        self._workers, self._limits = workers, limits
        self._used = cache(used)

    def of(self, job: Job) -> str | None:
        """Return what a job waits for.

        Args:
            job: The job.

        Returns:
            What has to come first; None if the job is run now, is next for a free slot, or is neither queued nor running.
        """
        if job.state == State.QUEUED:
            return self._limit() or self._worker(job.queue) or _pause(job) or self._slot(job.queue)
        if job.state == State.RUNNING and self._workers is not None and not self._is_reporting(job.worker):
            return self._worker(job.queue)
        return None

    def _limit(self) -> str | None:
        most = self._limits.running_jobs
        if most and self._used().running_jobs >= most:
            return f"the end of a running job: its owner has {self._used().running_jobs}, and may have {most} (MODELBOOK_RUNNING_JOBS)"
        seconds = self._limits.cpu_seconds_a_day
        if seconds and self._used().cpu_seconds_a_day >= seconds:
            return f"{_NO_SECONDS} (MODELBOOK_CPU_SECONDS_A_DAY)"
        return None

    def _worker(self, queue: str) -> str | None:
        if self._workers is None:
            return _NO_BROKER
        connected = [worker for worker in self._workers if queue in worker.report.queues and not worker.is_silent]
        if any(worker.is_able for worker in connected):
            return None
        if not connected:
            return f"a {queue} worker; none is connected"
        reasons = sorted({worker.report.problem or "it is stopping" for worker in connected})
        return f"a {queue} worker that can take jobs; {len(connected)} cannot: {', '.join(reasons)}"

    def _slot(self, queue: str) -> str | None:
        able = [worker.report for worker in self._workers or () if queue in worker.report.queues and worker.is_able]
        if any(report.free_slots for report in able):
            return None
        n_slots = sum(report.slots for report in able)
        return f"a free slot; the {queue} workers have {n_slots}, and none is free"

    def _is_reporting(self, name: str | None) -> bool:
        return any(worker.report.name == name and not worker.is_silent for worker in self._workers or ())


def _pause(job: Job) -> str | None:
    """Return what a job waits for that is tried again later: its disk was full, or its process was killed again and again."""
    remaining_s = (job.not_before or 0.0) - time.time()
    return f"its next attempt, in {remaining_s:.0f} s; its last event says why the one before ended" if remaining_s > 0 else None
