"""Trials of searches and cross-validations: taken in chunks by trial workers, processes that work on a job together.

While its trials run, nobody owns the job: the process that finishes the last trial takes it over and ends it.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, case, exists, func, insert, select, update

from service.store.database import Database
from service.store.rows import Job, Trial
from service.store.states import FINAL, OPEN, State, TrialState
from service.store.tables import jobs, trials
from service.store.transitions import append_events, holds, move


@dataclass(frozen=True)
class NewTrial:
    """A trial to be made; the fields are those of a trial."""

    number: int
    round: int
    candidate: int
    fold: int
    params: dict[str, Any]


class Result(Protocol):
    """What a trial measured; `error` is empty where it did not fail."""

    @property
    def score(self) -> float | None: ...

    @property
    def train_score(self) -> float | None: ...

    @property
    def figures(self) -> dict[str, float]: ...

    @property
    def fit_seconds(self) -> float: ...

    @property
    def score_seconds(self) -> float: ...

    @property
    def error(self) -> str: ...


@dataclass(frozen=True)
class JobProcess:
    """A process that works on a job, by itself or as one of its trial workers.

    Args:
        job_id: The job.
        id: Id of the process, unique among all.
        worker: Name of its worker, shown with the job.
    """

    job_id: str
    id: str
    worker: str


#: The guard that nobody owns a running job: its trials are being worked on.
UNOWNED = (jobs.c.state == State.RUNNING.value) & jobs.c.lease_expires_at.is_(None)


class Trials:
    """The trials of a database.

    Args:
        database: Where they are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_job(self, job_id: str) -> list[Trial]:
        """Return all trials of a job, in order."""
        query = select(trials).where(trials.c.job_id == job_id).order_by(trials.c.number)
        with self._database.reading() as connection:
            return [Trial.of(row) for row in connection.execute(query)]

    def release(self, job_id: str, token: int, new: Sequence[NewTrial]) -> bool:
        """Add trials, and give the job up to those who work on them.

        Returns:
            Whether the attempt still owned the job; if not, nothing has happened.
        """
        with self._database.writing() as connection:
            free = update(jobs).where(jobs.c.id == job_id, holds(token)).values(owner=None, lease_expires_at=None)
            if not connection.execute(free).rowcount:
                return False
            if new:
                rows = [{"job_id": job_id, "state": TrialState.QUEUED.value, "figures": {}, "losses": 0, **asdict(trial)} for trial in new]
                connection.execute(insert(trials), rows)
            _skip_if_ending(connection, job_id)
            return True

    def claim(self, process: JobProcess, count: int, lease_s: float) -> list[Trial]:
        """Take the next trials; none where none wait, or the job is to stop. One that was lost before is taken by itself."""
        at_work = exists().where(jobs.c.id == process.job_id, UNOWNED, jobs.c.cancel_requested == 0, jobs.c.stop_requested == 0)
        waiting = (trials.c.job_id == process.job_id) & (trials.c.state == TrialState.QUEUED.value)
        with self._database.writing() as connection:
            first = connection.execute(select(trials.c.losses).where(waiting, at_work).order_by(trials.c.number).limit(1)).scalar_one_or_none()
            if first is None:
                return []
            wanted = waiting if first else waiting & (trials.c.losses == 0)
            free = select(trials.c.number).where(wanted).order_by(trials.c.number).limit(1 if first else count).with_for_update(skip_locked=True)
            # In a statement of its own: PostgreSQL may run a locking subquery of an UPDATE once for every row.
            numbers = connection.execute(free).scalars().all()
            taken = {"member": process.id, "worker": process.worker, "lease_expires_at": time.time() + lease_s, "state": TrialState.RUNNING.value}
            rows = update(trials).where(trials.c.job_id == process.job_id, trials.c.number.in_(numbers)).values(**taken).returning(trials)
            return sorted((Trial.of(row) for row in connection.execute(rows)), key=lambda trial: trial.number)

    def finish(self, process: JobProcess, results: Mapping[int, Result], n_fits: int) -> None:
        """Write results of trials that a process still holds, and how far the job is; those of others are dropped.

        Args:
            process: Who ran them.
            results: By the numbers of the trials.
            n_fits: Trials the whole job will have.
        """
        mine = _held_by(process) & exists().where(jobs.c.id == process.job_id, UNOWNED)
        with self._database.writing() as connection:
            fixed = select(trials.c.number, trials.c.candidate, trials.c.fold).where(mine).with_for_update()
            kept = [row for row in connection.execute(fixed) if row.number in results]
            for row in kept:
                connection.execute(update(trials).where(mine, trials.c.number == row.number).values(_columns(results[row.number])))
            append_events(connection, process.job_id, "trial", [_event(row.candidate, row.fold, results[row.number]) for row in kept])
            counted = select(func.count(), func.count().filter(trials.c.state == TrialState.FAILED.value)).where(
                trials.c.job_id == process.job_id, trials.c.state.not_in([state.value for state in OPEN])
            )
            done, failed = connection.execute(counted).one()
            so_far = {"progress": min(1.0, done / n_fits), "metrics": {"trials": float(done), "failed_trials": float(failed)}}
            connection.execute(update(jobs).where(jobs.c.id == process.job_id, UNOWNED).values(**so_far))

    def n_waiting(self, job_id: str) -> int:
        """Return how many trials of a job nobody has taken."""
        query = select(func.count()).select_from(trials).where(trials.c.job_id == job_id, trials.c.state == TrialState.QUEUED.value)
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def give_back(self, process: JobProcess) -> None:
        """Let others take the trials that a process holds."""
        with self._database.writing() as connection:
            _free(connection, process.job_id, _held_by(process))

    def take_over(self, process: JobProcess, lease_s: float) -> Job | None:
        """Own the job again, if nobody does and none of its trials is still to be done.

        Returns:
            The job, its `attempt` the token of the new owner; None if it is not there to be taken.
        """
        open_ = exists().where(trials.c.job_id == process.job_id, trials.c.state.in_([state.value for state in OPEN]))
        taken = {"attempt": jobs.c.attempt + 1, "owner": process.id, "worker": process.worker, "lease_expires_at": time.time() + lease_s}
        query = update(jobs).where(jobs.c.id == process.job_id, UNOWNED, jobs.c.cancel_requested == 0, ~open_).values(**taken).returning(jobs)
        with self._database.writing() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Job.of(row)

    def renew(self, process: JobProcess, lease_s: float) -> Job | None:
        """Keep what a process holds, trials or the job itself, for another lease.

        Returns:
            The job while it runs; else None.
        """
        until = {"lease_expires_at": time.time() + lease_s}
        with self._database.writing() as connection:
            connection.execute(update(trials).where(_held_by(process)).values(**until))
            owned = (jobs.c.id == process.job_id) & (jobs.c.owner == process.id) & (jobs.c.state == State.RUNNING.value)
            connection.execute(update(jobs).where(owned).values(**until))
            row = connection.execute(select(jobs).where(jobs.c.id == process.job_id, jobs.c.state == State.RUNNING.value)).one_or_none()
        return None if row is None else Job.of(row)

    def lose(self, process: JobProcess, reason: str, max_losses: int) -> None:
        """Queue the trials of a process that is gone; fail those that were lost too often."""
        with self._database.writing() as connection:
            _lose(connection, process.job_id, _held_by(process), reason, max_losses)

    def end_unowned(self, job_id: str, state: State, error: str | None) -> bool:
        """End a job that nobody owns; return whether it was so."""
        note = {"error": error} if error else {}
        with self._database.writing() as connection:
            return move(connection, job_id, state, UNOWNED, note=note, error=error)

    def lose_expired(self, max_losses: int) -> None:
        """Queue trials whose process gave no sign of life."""
        late = (trials.c.state == TrialState.RUNNING.value) & (trials.c.lease_expires_at < time.time())
        with self._database.writing() as connection:
            for job_id in connection.execute(select(trials.c.job_id).where(late).distinct()).scalars().all():
                _lose(connection, job_id, late & (trials.c.job_id == job_id), "its worker gave no sign of life", max_losses)

    def stalled(self) -> list[Job]:
        """Return running jobs that nobody owns and nobody works on."""
        at_work = exists().where(trials.c.job_id == jobs.c.id, trials.c.state == TrialState.RUNNING.value)
        with self._database.reading() as connection:
            return [Job.of(row) for row in connection.execute(select(jobs).where(UNOWNED, ~at_work))]

    def others_wait(self, queue: str) -> bool:
        """Tell whether jobs wait in a queue."""
        with self._database.reading() as connection:
            return bool(connection.execute(select(exists().where(jobs.c.state == State.QUEUED.value, jobs.c.queue == queue))).scalar_one())


def skip_waiting(connection: Connection, job_id: str) -> None:
    """Skip the trials of a job that nobody has taken."""
    waiting = (trials.c.job_id == job_id) & (trials.c.state == TrialState.QUEUED.value)
    connection.execute(update(trials).where(waiting).values(state=TrialState.SKIPPED.value))


def _held_by(process: JobProcess) -> ColumnElement[bool]:
    return (trials.c.job_id == process.job_id) & (trials.c.member == process.id) & (trials.c.state == TrialState.RUNNING.value)


def _columns(result: Result) -> dict[str, Any]:
    names = ("score", "train_score", "figures", "fit_seconds", "score_seconds")
    state = TrialState.FAILED if result.error else TrialState.DONE
    return {**{name: getattr(result, name) for name in names}, "error": result.error or None, "state": state.value, "lease_expires_at": None}


def _event(candidate: int, fold: int, result: Result) -> dict[str, Any]:
    found = {"error": result.error} if result.error else {"score": result.score, "train_score": result.train_score}
    return {"candidate": candidate, "fold": fold, **found, "fit_seconds": result.fit_seconds}


def _free(connection: Connection, job_id: str, which: ColumnElement[bool]) -> None:
    connection.execute(update(trials).where(which).values(state=TrialState.QUEUED.value, member=None, lease_expires_at=None))
    _skip_if_ending(connection, job_id)


def _skip_if_ending(connection: Connection, job_id: str) -> None:
    """Skip what waits of a job that is to stop, or has ended."""
    ending = (jobs.c.stop_requested == 1) | jobs.c.state.in_([state.value for state in FINAL])
    if connection.execute(select(exists().where(jobs.c.id == job_id, ending))).scalar_one():
        skip_waiting(connection, job_id)


def _lose(connection: Connection, job_id: str, which: ColumnElement[bool], reason: str, max_losses: int) -> None:
    too_often = trials.c.losses + 1 >= max_losses
    error = f"its process was lost {max_losses} times, the last time because {reason}"
    lost = {
        "losses": trials.c.losses + 1,
        "state": case((too_often, TrialState.FAILED.value), else_=TrialState.QUEUED.value),
        "error": case((too_often, error), else_=None),
        "member": None,
        "lease_expires_at": None,
    }
    connection.execute(update(trials).where(which).values(**lost))
    _skip_if_ending(connection, job_id)
