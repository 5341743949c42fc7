"""Claims: what a free slot does next, chosen by priority, the owner's share of running time, and age."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, case, exists, func, select, update

from service.store.attempts import claim_queued
from service.store.database import Database, lock
from service.store.ids import new_id
from service.store.owner_limits import NO_LIMITS, OwnerLimits
from service.store.rows import Job
from service.store.shares import add_running, advance, begin, largest_of
from service.store.tables import jobs, trials
from service.store.transitions import State, TrialState
from service.store.trials import JobProcess
from service.store.unowned import UNOWNED
from service.store.usage import add_cpu, day_of
from service.store.waiting import Waiting, all_waiting, clock_for, have_running, next_of

#: Sorts behind every id: one made now could sort before that of a job made in the same millisecond.
_YOUNGEST = "Z" * 26


@dataclass(frozen=True)
class Claimed:
    """A claimed job, or a search that a trial worker joins.

    Args:
        job: The job.
        process: The process that runs it.
        token: The attempt; None for a trial worker.
    """

    job: Job
    process: JobProcess
    token: int | None


class Claims:
    """The choice between what waits, and the accounts by which it is made.

    Args:
        database: The database.
        limits: Limits of every owner; none when left out.
        clock: Returns seconds since 1970; that of the machine when left out.
    """

    def __init__(self, database: Database, limits: OwnerLimits = NO_LIMITS, clock: Callable[[], float] = time.time) -> None:
        self._database, self._limits, self._clock = database, limits, clock

    def take(self, queue: str, worker: str, lease_s: float, process: str | None = None) -> Claimed | None:
        """Claim what is next in a queue.

        Args:
            queue: The queue.
            worker: Name of the worker.
            lease_s: Lease of a claimed job, in seconds.
            process: Id of the process that is to run it, never used before; one is made when left out.

        Returns:
            The job and its process; None if nothing waits, or only jobs of owners that have reached a limit.
        """
        process = process or new_id()
        while True:
            # Each choice is a transaction: PostgreSQL keeps the lock of a row for which another worker was faster until the end of one.
            with self._database.writing() as connection:
                best = next_of(self._waiting(connection, queue))
                if best is None:
                    return None
                claimed = _join(connection, best, worker, process) if best.calls else self._start(connection, best, worker, lease_s, process)
            if claimed is not None:
                return claimed  # Otherwise another worker was faster, or the job was cancelled: choose again.

    def taken_by(self, process: str) -> Claimed | None:
        """Return the job that a process has claimed; for one that does not know whether its claim was committed.

        A search that it would have joined as a trial worker is not found: a reaper calls another one.
        """
        with self._database.reading() as connection:
            row = connection.execute(select(jobs).where(jobs.c.state == State.RUNNING.value, jobs.c.process == process)).one_or_none()
        return None if row is None else _claimed(Job.of(row))

    def is_anything_waiting(self, queue: str) -> bool:
        """Return whether a claim would find something."""
        with self._database.reading() as connection:
            return bool(self._waiting(connection, queue))

    def prefers_another(self, job: Job) -> bool:
        """Return whether a slot that a running search frees now would go to another job: then it has to make room."""
        with self._database.reading() as connection:
            waiting = self._waiting(connection, job.queue, also=job.id)
        best = next_of(one._replace(since=_YOUNGEST) if one.job_id == job.id else one for one in waiting)
        return best is not None and best.job_id != job.id

    def charge(self, job: Job, running_s: float, cpu_s: float) -> None:
        """Charge the owner of a job for what a process of it has used since the last charge.

        Args:
            job: The job.
            running_s: Seconds that the process has run.
            cpu_s: CPU seconds that it has used.
        """
        with self._database.writing() as connection:
            add_running(connection, job.owner, job.queue, running_s)
            add_cpu(connection, job.owner, day_of(self._clock()), cpu_s)
            clock_s = clock_for(self._waiting(connection, job.queue))
            # While nothing waits, nobody is held up by the use of another: all start at the same time then.
            advance(connection, job.queue, largest_of(connection, job.queue) if clock_s is None else clock_s)

    def _waiting(self, connection: Connection, queue: str, also: str = "") -> list[Waiting]:
        return all_waiting(connection, queue, self._limits, day_of(self._clock()), also)

    def _start(self, connection: Connection, best: Waiting, worker: str, lease_s: float, process: str) -> Claimed | None:
        if self._limits.running_jobs:
            # Counted again behind a lock: another worker may have started a job of the owner since.
            lock(connection, f"running jobs of {best.owner}")
            if best.owner in have_running(connection, self._limits):
                return None
        job = claim_queued(connection, best.job_id, worker, lease_s, process)
        return _claimed(job) if job else None


def _claimed(job: Job) -> Claimed:
    return Claimed(job, JobProcess(job.id, job.process or "", job.worker or ""), job.attempt)


def _join(connection: Connection, best: Waiting, worker: str, process: str) -> Claimed | None:
    """Answer one call of a search, unless another worker has answered one since."""
    asked = update(jobs).where(jobs.c.id == best.job_id, UNOWNED, jobs.c.trial_calls == best.calls)
    runs = exists().where(trials.c.job_id == jobs.c.id, trials.c.state == TrialState.RUNNING.value)
    # Nobody ran it since the last call: its time limit does not count while it has no slot.
    later = func.coalesce(jobs.c.limited_from, jobs.c.started_at) + time.time() - func.coalesce(jobs.c.called_at, time.time())
    taken = {"trial_calls": best.calls - 1, "limited_from": case((runs, jobs.c.limited_from), else_=later)}
    row = connection.execute(asked.values(**taken).returning(jobs)).one_or_none()
    if row is None:
        return None
    begin(connection, row.owner, row.queue)
    return Claimed(Job.of(row), JobProcess(row.id, process, worker), None)
