"""The lease of a job process: on a whole job, or on some of its trials."""

import time
from typing import Protocol

from service.errors import NotFound
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

    def wanted(self) -> State | None:
        """Return what is requested of the job: cancelled, paused, or None if it is to go on."""

    def used_s(self) -> float:
        """Return the used part of the job's time limit, in seconds."""

    def hand_back(self, reason: str) -> None:
        """Release the lease so that others continue."""

    def pause(self) -> None:
        """Release the lease so that the job is paused; a search is paused by the last of its processes."""

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
        self._ran_s = job.ran_s

    def renew(self, lease_s: float) -> bool:
        job = self._attempts.renew(self.job.id, self.job.attempt, lease_s)
        if job is not None:
            self._ran_s = job.ran_s  # An attempt that begins anew sets it to 0.
        return job is not None

    def wanted(self) -> State | None:
        return self._attempts.wanted(self.job.id, self.job.attempt)

    def used_s(self) -> float:
        return self._ran_s + time.monotonic() - self._start

    def hand_back(self, reason: str) -> None:
        self._attempts.hand_back(self.job.id, self.job.attempt, reason)

    def pause(self) -> None:
        self._attempts.pause(self.job.id, self.job.attempt)

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

    def wanted(self) -> State | None:
        job = self._found()
        if job is None or job.is_final or job.cancel_requested:
            return State.CANCELLED
        # One that another has paused or queued meanwhile only has to be released: it may run again by then, without this process.
        return State.PAUSED if job.pause_requested or job.state != State.RUNNING else None

    def used_s(self) -> float:
        return self.job.running_s(time.time())

    def hand_back(self, reason: str) -> None:
        self._trials.give_back(self._process)
        if token := self._token():
            self._attempts.hand_back(self.job.id, token, reason)

    def pause(self) -> None:
        self._trials.give_back(self._process)
        if token := self._token():
            self._attempts.pause(self.job.id, token)

    def end(self, state: State, error: str | None) -> None:
        self._trials.give_back(self._process)
        if token := self._token():
            self._attempts.end(self.job.id, token, state, error)
        else:
            self._trials.end_unowned(self.job.id, state, error)

    def lose(self, reason: str, max_losses: int, kind: LossKind) -> None:
        if kind.never_fails:
            self._trials.give_back(self._process, reason)
        else:
            self._trials.lose(self._process, reason, max_losses, kind)
        if token := self._token():
            self._attempts.lose(self.job.id, token, reason, max_losses, kind)

    def note_memory(self, size_bytes: int) -> None:
        self._attempts.memory(self.job.id, size_bytes)

    def _token(self) -> int | None:
        """Return the token of the job if this process owns it, else None."""
        job = self._found()
        return job.attempt if job is not None and job.state == State.RUNNING and job.process == self._process.id else None

    def _found(self) -> Job | None:
        """Return the job as it is; None if it was purged, which it can be from its end on."""
        try:
            return self._jobs.get(self.job.id)
        except NotFound:
            return None
