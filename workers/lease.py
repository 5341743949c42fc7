"""The lease of a job process: on a whole job, or on some of its trials."""

import time
from typing import Protocol

from service.store.attempts import Attempts
from service.store.losses import LossKind
from service.store.rows import Job
from service.store.transitions import State
from service.store.trials import JobProcess
from workers.stores import Stores


class Lease(Protocol):
    """Lease of a process. Every write is guarded: it has no effect once the lease is lost."""

    job: Job

    def renew(self, lease_s: float) -> bool:
        """Renew the lease; return whether it is still held."""

    def is_to_stop(self) -> bool:
        """Return whether the job must stop."""

    def used_s(self) -> float:
        """Return the used part of the job's time limit, in seconds."""

    def hand_back(self, reason: str) -> None:
        """Release the lease so that others continue."""

    def end(self, state: State, error: str | None) -> None:
        """End the job."""

    def lose(self, reason: str, max_losses: int, kind: LossKind) -> None:
        """Record that the process died; no effect if it has recorded its end itself."""

    def note_memory(self, size_bytes: int) -> None:
        """Record what the process uses, if it is the most of the job so far."""


class JobLease:
    """Lease of a job that one process runs from start to end.

    Args:
        attempts: Writes the job.
        job: The claimed job.
    """

    def __init__(self, attempts: Attempts, job: Job) -> None:
        self.job, self._attempts, self._start = job, attempts, time.monotonic()

    def renew(self, lease_s: float) -> bool:
        return self._attempts.renew(self.job.id, self.job.attempt, lease_s) is not None

    def is_to_stop(self) -> bool:
        return self._attempts.cancel_requested(self.job.id, self.job.attempt)

    def used_s(self) -> float:
        return time.monotonic() - self._start

    def hand_back(self, reason: str) -> None:
        self._attempts.hand_back(self.job.id, self.job.attempt, reason)

    def end(self, state: State, error: str | None) -> None:
        self._attempts.end(self.job.id, self.job.attempt, state, error)

    def lose(self, reason: str, max_losses: int, kind: LossKind) -> None:
        self._attempts.lose(self.job.id, self.job.attempt, reason, max_losses, kind)

    def note_memory(self, size_bytes: int) -> None:
        self._attempts.memory(self.job.id, size_bytes)


class TrialsLease:
    """Lease of a trial worker on its trials, and on the job while it owns it.

    Args:
        stores: Stores of jobs and trials.
        job: The job.
        process: The process.
    """

    def __init__(self, stores: Stores, job: Job, process: JobProcess) -> None:
        self.job, self._process = job, process
        self._attempts, self._trials, self._jobs = stores.attempts, stores.trials, stores.jobs

    def renew(self, lease_s: float) -> bool:
        return self._trials.renew(self._process, lease_s) is not None

    def is_to_stop(self) -> bool:
        job = self._jobs.get(self.job.id)
        return job.state != State.RUNNING or bool(job.cancel_requested)

    def used_s(self) -> float:
        now = time.time()
        return now - (self.job.limited_from or self.job.started_at or now)

    def hand_back(self, reason: str) -> None:
        self._trials.give_back(self._process)
        if token := self._token():
            self._attempts.hand_back(self.job.id, token, reason)

    def end(self, state: State, error: str | None) -> None:
        self._trials.give_back(self._process)
        if token := self._token():
            self._attempts.end(self.job.id, token, state, error)
        else:
            self._trials.end_unowned(self.job.id, state, error)

    def lose(self, reason: str, max_losses: int, kind: LossKind) -> None:
        if kind is LossKind.ROOM:
            self._trials.give_back(self._process, reason)
        else:
            self._trials.lose(self._process, reason, max_losses, kind)
        if token := self._token():
            self._attempts.lose(self.job.id, token, reason, max_losses, kind)

    def note_memory(self, size_bytes: int) -> None:
        self._attempts.memory(self.job.id, size_bytes)

    def _token(self) -> int | None:
        """Return the token of the job if this process owns it, else None."""
        job = self._jobs.get(self.job.id)
        return job.attempt if job.state == State.RUNNING and job.process == self._process.id else None
