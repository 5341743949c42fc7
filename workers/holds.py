"""What a job process holds while it is watched: a job of its own, or a share in the trials of one."""

import time
from typing import Protocol

from service.store.attempts import Attempts
from service.store.jobs import Jobs
from service.store.rows import Job
from service.store.states import State
from service.store.trials import Member, Trials


class Hold(Protocol):
    """What a process holds. Everything is guarded: it does no harm once the hold is lost."""

    job: Job

    def renew(self, lease_s: float) -> bool:
        """Keep it for another lease; tell whether it is still held."""

    def is_to_stop(self) -> bool:
        """Tell whether the process is to stop because the job is."""

    def used_s(self) -> float:
        """Return how much of the job's time limit is used, in seconds."""

    def hand_back(self, reason: str) -> None:
        """Let others go on."""

    def end(self, state: State, error: str | None) -> None:
        """End the job."""

    def lose(self, reason: str, max_losses: int) -> None:
        """Note that the process is gone."""


class JobHold:
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


class MemberHold:
    """A share in a job's trials; the job itself, too, while its process has it.

    Args:
        attempts: Where the job is written.
        trials: Where its trials are.
        jobs: Where it is looked up.
        job: The job.
        member: The process.
    """

    def __init__(self, attempts: Attempts, trials: Trials, jobs: Jobs, job: Job, member: Member) -> None:
        self.job, self._attempts, self._trials, self._jobs, self._member = job, attempts, trials, jobs, member

    def renew(self, lease_s: float) -> bool:
        return self._trials.renew(self._member, lease_s) is not None

    def is_to_stop(self) -> bool:
        job = self._jobs.get(self.job.id)
        return job.state != State.RUNNING or bool(job.cancel_requested)

    def used_s(self) -> float:
        return time.time() - (self.job.started_at or time.time())

    def hand_back(self, reason: str) -> None:
        self._trials.give_back(self._member)
        if token := self._token():
            self._attempts.hand_back(self.job.id, token, reason)

    def end(self, state: State, error: str | None) -> None:
        self._trials.give_back(self._member)
        if token := self._token():
            self._attempts.end(self.job.id, token, state, error)
        else:
            self._trials.end_unowned(self.job.id, state, error)

    def lose(self, reason: str, max_losses: int) -> None:
        self._trials.lose(self._member, reason, max_losses)
        if token := self._token():
            self._attempts.lose(self.job.id, token, reason, max_losses)

    def _token(self) -> int | None:
        """Return the token of the job where this process owns it."""
        job = self._jobs.get(self.job.id)
        return job.attempt if job.state == State.RUNNING and job.owner == self._member.id else None
