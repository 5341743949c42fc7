"""Trials of searches and cross-validations, claimed in chunks by trial workers.

While its trials run, no process owns the job: the process that finishes the last trial takes it over and ends it.
"""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, exists, func, insert, select, update

from models.core.redaction import redacted
from models.searching.ranking import ScoredTrial, TrialResult
from service.store.changed import note_changed
from service.store.database import Database
from service.store.job_events import LogData, TrialData
from service.store.losses import MAX_CRASHES, LossKind
from service.store.rows import Job, Trial
from service.store.tables import jobs, trials
from service.store.transitions import FINAL, OPEN, State, TrialState, append_events, holds, move
from service.store.trial_pace import TrialPace
from service.store.unowned import GOES_ON, HAS_RUNNING_TRIAL, UNOWNED, pause_between, skip_waiting


@dataclass(frozen=True)
class NewTrial:
    """A trial to create; the fields are those of a trial."""

    number: int
    round: int
    candidate: int
    fold: int
    params: dict[str, Any]


@dataclass(frozen=True)
class JobProcess:
    """A process of a job: its only one, or one of its trial workers.

    Args:
        job_id: The job.
        id: Unique id of the process.
        worker: Name of its worker, shown with the job.
    """

    job_id: str
    id: str
    worker: str


#: How often a trial that runs alone may be lost by these before it fails.
_MOST_LOSSES = {LossKind.MEMORY: 1, LossKind.CRASH: MAX_CRASHES}


class Trials:
    """The trials of a database.

    Each write has the same effect once and twice: its caller repeats it when the database did not say whether it was committed.

    Args:
        database: The database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_job(self, job_id: str) -> list[Trial]:
        """Return all trials of a job, in order."""
        query = select(trials).where(trials.c.job_id == job_id).order_by(trials.c.number)
        with self._database.reading() as connection:
            return [Trial.of(row) for row in connection.execute(query)]

    def scores_of_job(self, job_id: str) -> list[ScoredTrial]:
        """Return all trials of a job, in order, with what their standing depends on: of thousands, reading all columns takes three times as long."""
        query = select(*(trials.c[name] for name in ScoredTrial.__dataclass_fields__)).where(trials.c.job_id == job_id).order_by(trials.c.number)
        with self._database.reading() as connection:
            return [ScoredTrial(*row) for row in connection.execute(query)]

    def open_and_figures(self, job_id: str, candidates: Collection[int]) -> tuple[int, dict[int, dict[str, float]]]:
        """Return how many trials of a job are not done, and the further figures of some of its candidates, without those that have none."""
        of_job = trials.c.job_id == job_id
        count = select(func.count()).select_from(trials).where(of_job, trials.c.state.in_([state.value for state in OPEN]))
        wanted = select(trials.c.candidate, trials.c.figures).where(of_job, trials.c.candidate.in_(candidates)).order_by(trials.c.number)
        with self._database.reading() as connection:
            n_open = int(connection.execute(count).scalar_one())
            return n_open, {row.candidate: row.figures for row in connection.execute(wanted) if row.figures}

    def release(self, job_id: str, token: int, new: Sequence[NewTrial]) -> bool:
        """Add trials, and release the job to its trial workers.

        Returns:
            Whether the attempt still owned the job; if not, nothing was changed.
        """
        with self._database.writing() as connection:
            free = update(jobs).where(jobs.c.id == job_id, holds(token)).values(process=None, lease_expires_at=None, phase="fitting")
            if not connection.execute(free).rowcount:
                return False
            if new and not _exists(connection, job_id, new[0].number):
                rows = [{"job_id": job_id, "state": TrialState.QUEUED.value, "figures": {}, "losses": 0, **asdict(trial)} for trial in new]
                connection.execute(insert(trials), rows)
            _settle(connection, job_id)
            return True

    def claim(self, process: JobProcess, count: int, lease_s: float) -> list[Trial]:
        """Claim the next trials; empty if none are queued or the job must stop or pause. A trial that was lost before is claimed separately.

        Returns:
            The trials; those that the process holds already, if there are any.
        """
        runs = exists().where(jobs.c.id == process.job_id, UNOWNED, GOES_ON, jobs.c.stop_requested == 0)
        queued = (trials.c.job_id == process.job_id) & (trials.c.state == TrialState.QUEUED.value)
        with self._database.writing() as connection:
            held = connection.execute(select(trials).where(_held_by(process)).order_by(trials.c.number)).all()
            if held:
                return [Trial.of(row) for row in held]
            first = connection.execute(select(trials.c.losses).where(queued, runs).order_by(trials.c.number).limit(1)).scalar_one_or_none()
            if first is None:
                return []
            wanted = queued if first else queued & (trials.c.losses == 0)
            free = select(trials.c.number).where(wanted).order_by(trials.c.number).limit(1 if first else count).with_for_update(skip_locked=True)
            # A separate statement: PostgreSQL may run a locking subquery of an UPDATE once for every row.
            numbers = connection.execute(free).scalars().all()
            taken = {"member": process.id, "worker": process.worker, "lease_expires_at": time.time() + lease_s, "state": TrialState.RUNNING.value}
            rows = update(trials).where(trials.c.job_id == process.job_id, trials.c.number.in_(numbers)).values(**taken).returning(trials)
            return sorted((Trial.of(row) for row in connection.execute(rows)), key=lambda trial: trial.number)

    def finish(self, process: JobProcess, results: Mapping[int, TrialResult], n_fits: int, pace: TrialPace | None = None) -> None:
        """Write results of trials that a process still holds, and the progress of the job; other results are dropped.

        Args:
            process: The process that ran them.
            results: Results by trial number.
            n_fits: Number of trials of the whole job.
            pace: By which it is estimated when the job will have ended; None to leave that open.
        """
        mine = _held_by(process) & exists().where(jobs.c.id == process.job_id, UNOWNED)
        with self._database.writing() as connection:
            locked = select(trials.c.number, trials.c.candidate, trials.c.fold).where(mine).with_for_update()
            kept = [row for row in connection.execute(locked) if row.number in results]
            for row in kept:
                connection.execute(update(trials).where(mine, trials.c.number == row.number).values(_columns(results[row.number])))
            append_events(connection, process.job_id, [_event(row.candidate, row.fold, results[row.number]) for row in kept])
            counted = select(func.count(), func.count().filter(trials.c.state == TrialState.FAILED.value)).where(
                trials.c.job_id == process.job_id, trials.c.state.not_in([state.value for state in OPEN])
            )
            done, failed = connection.execute(counted).one()
            so_far = {"progress": min(1.0, done / n_fits), "metrics": {"trials": float(done), "failed_trials": float(failed)}}
            if pace is not None:
                so_far["ends_at"] = time.time() + pace.seconds_left(n_fits - done, _n_processes(connection, process.job_id))
            connection.execute(update(jobs).where(jobs.c.id == process.job_id, UNOWNED).values(**so_far))
            note_changed(connection, process.job_id)
            _settle(connection, process.job_id)

    def n_waiting(self, job_id: str) -> int:
        """Return the number of queued trials of a job."""
        query = select(func.count()).select_from(trials).where(trials.c.job_id == job_id, trials.c.state == TrialState.QUEUED.value)
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def give_back(self, process: JobProcess, reason: str = "") -> None:
        """Queue the trials that a process holds again; with a reason, if there is one."""
        with self._database.writing() as connection:
            # Of a job that has ended, which may be why its process was stopped, nothing more is said.
            if _free(connection, process.job_id, _held_by(process)) and reason and not _has_ended(connection, process.job_id):
                append_events(connection, process.job_id, [LogData(message=redacted(f"trials are queued again because {reason}"))])

    def take_over(self, process: JobProcess, lease_s: float) -> Job | None:
        """Claim the job, if no process owns it and all of its trials are done.

        Returns:
            The job, with the new token as its `attempt`; as it is, if the process owns it already; None if it cannot be claimed.
        """
        open_ = exists().where(trials.c.job_id == process.job_id, trials.c.state.in_([state.value for state in OPEN]))
        taken = {"attempt": jobs.c.attempt + 1, "process": process.id, "worker": process.worker, "lease_expires_at": time.time() + lease_s}
        taken |= {"trial_calls": 0, "called_at": None}  # Who was called for these trials comes too late; those of a next round call again.
        query = update(jobs).where(jobs.c.id == process.job_id, UNOWNED, GOES_ON, ~open_).values(**taken).returning(jobs)
        with self._database.writing() as connection:
            row = connection.execute(query).one_or_none() or connection.execute(select(jobs).where(_owned_by(process))).one_or_none()
        return None if row is None else Job.of(row)

    def renew(self, process: JobProcess, lease_s: float) -> Job | None:
        """Renew the leases of what a process holds, trials or the job itself.

        Returns:
            The job while it is running, else None.
        """
        until = {"lease_expires_at": time.time() + lease_s}
        with self._database.writing() as connection:
            connection.execute(update(trials).where(_held_by(process)).values(**until))
            connection.execute(update(jobs).where(_owned_by(process)).values(**until))
            row = connection.execute(select(jobs).where(jobs.c.id == process.job_id, jobs.c.state == State.RUNNING.value)).one_or_none()
        return None if row is None else Job.of(row)

    def lose(self, process: JobProcess, reason: str, max_losses: int, kind: LossKind = LossKind.MACHINE) -> None:
        """Queue the trials of a lost process again; fail those that were lost too often, and the only one of a process that fails by itself."""
        with self._database.writing() as connection:
            n_held = connection.execute(select(func.count()).select_from(trials).where(_held_by(process))).scalar_one()
            # Of several, it is not known which was at fault: each is run again, separately.
            allowed = _MOST_LOSSES.get(kind, max_losses) if n_held == 1 else max_losses
            _lose(connection, process.job_id, _held_by(process), reason, allowed)

    def end_unowned(self, job_id: str, state: State, error: str | None) -> bool:
        """End a job that no process owns; return whether that was so."""
        note = {"error": error} if error else {}
        with self._database.writing() as connection:
            return move(connection, job_id, state, UNOWNED, note=note, error=error)

    def lose_expired(self, max_losses: int) -> list[JobProcess]:
        """Queue trials whose lease has expired again; return the processes that held them."""
        late = (trials.c.state == TrialState.RUNNING.value) & (trials.c.lease_expires_at < time.time())
        held = select(trials.c.job_id, trials.c.member, trials.c.worker).where(late).distinct()
        with self._database.reading() as connection:  # Often, and mostly in vain: it takes no lock for that.
            lost = [JobProcess(*row) for row in connection.execute(held)]
        for job_id in dict.fromkeys(process.job_id for process in lost):
            with self._database.writing() as connection:
                _lose(connection, job_id, late & (trials.c.job_id == job_id), "the lease of its worker expired", max_losses)
        return lost

    def stalled(self) -> list[Job]:
        """Return running jobs that no process works on, and that wait for none."""
        with self._database.reading() as connection:
            return [Job.of(row) for row in connection.execute(select(jobs).where(UNOWNED, jobs.c.trial_calls == 0, ~HAS_RUNNING_TRIAL))]


def _n_processes(connection: Connection, job_id: str) -> int:
    """Return the number of processes that run trials of a job."""
    at_work = (trials.c.job_id == job_id) & (trials.c.state == TrialState.RUNNING.value)
    return int(connection.execute(select(func.count(trials.c.member.distinct())).where(at_work)).scalar_one())


def _has_ended(connection: Connection, job_id: str) -> bool:
    return connection.execute(select(jobs.c.state).where(jobs.c.id == job_id)).scalar_one() in FINAL


def _held_by(process: JobProcess) -> ColumnElement[bool]:
    return (trials.c.job_id == process.job_id) & (trials.c.member == process.id) & (trials.c.state == TrialState.RUNNING.value)


def _owned_by(process: JobProcess) -> ColumnElement[bool]:
    return (jobs.c.id == process.job_id) & (jobs.c.process == process.id) & (jobs.c.state == State.RUNNING.value)


def _exists(connection: Connection, job_id: str, number: int) -> bool:
    known = exists().where(trials.c.job_id == job_id, trials.c.number == number)
    return bool(connection.execute(select(known)).scalar_one())


def _columns(result: TrialResult) -> dict[str, Any]:
    names = ("score", "train_score", "figures", "fit_seconds", "score_seconds")
    state = TrialState.FAILED if result.error else TrialState.DONE
    return {**{name: getattr(result, name) for name in names}, "error": result.error or None, "state": state.value, "lease_expires_at": None}


def _event(candidate: int, fold: int, result: TrialResult) -> TrialData:
    found: dict[str, Any] = {"error": result.error} if result.error else {"score": result.score, "train_score": result.train_score}
    return TrialData(candidate=candidate, fold=fold, **found, fit_seconds=result.fit_seconds)


def _free(connection: Connection, job_id: str, which: ColumnElement[bool]) -> int:
    """Queue trials again; return their number."""
    freed = connection.execute(update(trials).where(which).values(state=TrialState.QUEUED.value, member=None, lease_expires_at=None))
    _settle(connection, job_id)
    return freed.rowcount


def _settle(connection: Connection, job_id: str) -> None:
    """Do what was requested of a job whose trials were queued again: skip them if it stops or ends, cancel or pause it after the last process."""
    asked = select(jobs.c.state, jobs.c.stop_requested, jobs.c.pause_requested, jobs.c.cancel_requested).where(jobs.c.id == job_id).with_for_update()
    job = connection.execute(asked).one_or_none()
    if job is None:  # It was purged while a process of it drew figures.
        return
    # Its process may end before its supervisor sees the request, and then nobody else would.
    is_cancelled = job.cancel_requested and move(connection, job_id, State.CANCELLED, UNOWNED, ~HAS_RUNNING_TRIAL)
    if job.stop_requested or job.state in FINAL or is_cancelled:
        skip_waiting(connection, job_id)
    if job.pause_requested:
        pause_between(connection, job_id, time.time())


def _lose(connection: Connection, job_id: str, which: ColumnElement[bool], reason: str, max_losses: int) -> None:
    too_often = trials.c.losses + 1 >= max_losses
    error = reason if max_losses == 1 else f"its process was lost {max_losses} times, the last time because {reason}"
    lost = {
        "losses": trials.c.losses + 1,
        "state": case((too_often, TrialState.FAILED.value), else_=TrialState.QUEUED.value),
        "error": case((too_often, error), else_=None),
        "member": None,
        "lease_expires_at": None,
    }
    connection.execute(update(trials).where(which).values(**lost))
    _settle(connection, job_id)
