"""What a job process holds while it is watched: a job of its own, or a share in the trials of one."""

import time
from typing import Protocol

from service.store.attempts import Attempts
from service.store.rows import Job
from service.store.states import State
from service.store.trials import JobProcess
from workers.stores import Stores


class Lease(Protocol):
    """What a process holds. Everything is guarded: it does no harm once the lease is lost."""

    job: Job

    def renew(self, lease_s: float) -> bool:
        """Keep it for another while; tell whether it is still held."""

    def is_to_stop(self) -> bool:
        """Tell whether the process is to stop because the job is."""

    def used_s(self) -> float:
        """Return how much of the job's time limit is used, in seconds."""

    def hand_back(self, reason: str) -> None:
        """Let others continue."""

    def end(self, state: State, error: str | None) -> None:
        """End the job."""

    def lose(self, reason: str, max_losses: int) -> None:
        """Note that the process is gone."""


class JobLease:
    """A job that one process runs from beginning to end.

    Args:
        attempts: Where it is written.
        job: The job as claimed.
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

    def lose(self, reason: str, max_losses: int) -> None:
        self._attempts.lose(self.job.id, self.job.attempt, reason, max_losses)


class TrialsLease:
    """A share in a job's trials; the job itself, too, while its process has it.

    Args:
        stores: Where the job and its trials are.
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
        return time.time() - (self.job.started_at or time.time())

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

    def lose(self, reason: str, max_losses: int) -> None:
        self._trials.lose(self._process, reason, max_losses)
        if token := self._token():
            self._attempts.lose(self.job.id, token, reason, max_losses)

    def _token(self) -> int | None:
        """Return the token of the job where this process owns it."""
        job = self._jobs.get(self.job.id)
        return job.attempt if job.state == State.RUNNING and job.owner == self._process.id else None
