"""Writes of workers to jobs: claims, leases, progress, ends. Every write carries the attempt as a fencing token."""

import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, case, delete, exists, func, insert, select, update

from models.core.redaction import redacted
from service.store.changed import note_changed
from service.store.database import Database
from service.store.job_events import EpochData, LogData, SampleData
from service.store.losses import LossKind, failure, pause_s
from service.store.rows import CheckpointFile, Epoch, Job
from service.store.running_time import FREE, ran_s
from service.store.shares import begin
from service.store.tables import checkpoints, epochs, events, jobs, trials
from service.store.transitions import State, append_event, append_once, has_ended, holds, move, moved

#: Column in which losses are counted, by their kind.
_COUNTED_IN = {
    **{LossKind.MACHINE: "losses", LossKind.CRASH: "crashes", LossKind.MEMORY: "crashes"},
    **{LossKind.KILLED: "delays", LossKind.ROOM: "delays"},
}


class Attempts:
    """Writes of a worker to the jobs it runs.

    Each has the same effect once and twice: its caller repeats it when the database did not say whether it was committed.

    Args:
        database: The database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def renew(self, job_id: str, token: int, lease_s: float) -> Job | None:
        """Renew the lease of a job.

        Returns:
            The job; None if the attempt no longer owns it.
        """
        with self._database.writing() as connection:
            kept = update(jobs).where(jobs.c.id == job_id, holds(token)).values(lease_expires_at=time.time() + lease_s).returning(jobs)
            row = connection.execute(kept).one_or_none()
        return None if row is None else Job.of(row)

    def wanted(self, job_id: str, token: int) -> State | None:
        """Return the state that is requested of a job; cancelled if the attempt no longer owns it, None if it is to go on."""
        asked = select(jobs.c.cancel_requested, jobs.c.pause_requested).where(jobs.c.id == job_id, holds(token))
        with self._database.reading() as connection:
            row = connection.execute(asked).one_or_none()
        if row is None or row.cancel_requested:
            return State.CANCELLED
        return State.PAUSED if row.pause_requested else None

    def log(self, job_id: str, token: int, message: str, at: float) -> None:
        """Add a message to the job's events.

        Args:
            job_id: The job.
            token: The attempt.
            message: The message.
            at: When it was sent, in seconds since 1970; each message of a job has a time of its own.
        """
        with self._database.writing() as connection:
            if self._owned(connection, job_id, token):
                append_once(connection, job_id, LogData(message=redacted(message)), at)

    def sample(self, job_id: str, token: int, sample: dict[str, Any]) -> None:
        """Add a text sample to the job's events, unless it is there."""
        with self._database.writing() as connection:
            if self._owned(connection, job_id, token):
                _add_sample(connection, job_id, SampleData(**sample))

    def progress(self, job_id: str, token: int, progress: float, metrics: dict[str, float], ends_at: float | None = None) -> None:
        """Update the progress of the job, and when it will have ended, without an event."""
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id, holds(token)).values(progress=progress, metrics=metrics, ends_at=ends_at))
            note_changed(connection, job_id)

    def phase(self, job_id: str, token: int, phase: str, ends_at: float | None = None) -> None:
        """Record what the job does now, and when it will have ended."""
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id, holds(token)).values(phase=phase, ends_at=ends_at))

    def find(self, job_id: str, token: int, findings: dict[str, Any]) -> None:
        """Record what the job has found besides its metrics."""
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id, holds(token)).values(findings=findings))

    def begin(self, job_id: str, token: int) -> None:
        """Forget the progress, the history and the checkpoints of earlier attempts: this one begins at the first epoch."""
        with self._database.writing() as connection:
            if self._owned(connection, job_id, token):
                for table in (epochs, checkpoints):
                    connection.execute(delete(table).where(table.c.job_id == job_id))
                # The trials of a search continue where earlier attempts were, so their time counts.
                has_trials = exists().where(trials.c.job_id == job_id)
                ran = case((has_trials, jobs.c.ran_s), else_=0.0)
                connection.execute(update(jobs).where(jobs.c.id == job_id).values(progress=0.0, metrics={}, ran_s=ran))

    def go_on(self, job_id: str, token: int, message: str, done: Sequence[Epoch], samples: Sequence[dict[str, Any]], at: float) -> None:
        """Add what an earlier attempt has done and could not write, before this one continues with it.

        Args:
            job_id: The job.
            token: The attempt.
            message: Where it goes on.
            done: All epochs so far.
            samples: All text samples so far.
            at: When it went on, in seconds since 1970.
        """
        with self._database.writing() as connection:
            if self._owned(connection, job_id, token):
                append_once(connection, job_id, LogData(message=message), at)
                for epoch in done:
                    _add_epoch(connection, job_id, epoch)
                for sample in samples:
                    _add_sample(connection, job_id, SampleData(**sample))

    def epoch(self, job_id: str, token: int, epoch: Epoch) -> None:
        """Add an epoch to the job's history and events, unless it is there: an attempt may repeat what its predecessor did last."""
        with self._database.writing() as connection:
            if self._owned(connection, job_id, token):
                _add_epoch(connection, job_id, epoch)
                connection.execute(update(jobs).where(jobs.c.id == job_id).values(metrics=epoch.metrics))

    def checkpoint(self, job_id: str, token: int, made: CheckpointFile, removed: Sequence[str]) -> None:
        """Record a checkpoint that was written, and remove the rows of those that were deleted or overwritten."""
        with self._database.writing() as connection:
            if self._owned(connection, job_id, token):
                # Removed first: a checkpoint that overwrites the one before it has the same file; one that is made again has the same epoch.
                old = checkpoints.c.file.in_(list(removed)) | (checkpoints.c.epoch == made.epoch)
                connection.execute(delete(checkpoints).where(checkpoints.c.job_id == job_id, old))
                connection.execute(insert(checkpoints).values(job_id=job_id, **vars(made)))

    def checkpoints(self, job_id: str, token: int, kept: Sequence[CheckpointFile]) -> None:
        """Replace the checkpoints of a job by those that an earlier attempt has kept."""
        with self._database.writing() as connection:
            if self._owned(connection, job_id, token):
                connection.execute(delete(checkpoints).where(checkpoints.c.job_id == job_id))
                if kept:
                    connection.execute(insert(checkpoints), [{"job_id": job_id, **vars(one)} for one in kept])

    def best(self, job_id: str, token: int, best: dict[str, Any]) -> None:
        """Record the best candidate of a search."""
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id, holds(token)).values(best=best))

    def succeed(self, job_id: str, token: int, metrics: dict[str, float], stored_bytes: int = 0) -> bool:
        """End a job without a model as succeeded; return whether the attempt still owned it.

        Args:
            job_id: The job.
            token: The attempt.
            metrics: Its figures.
            stored_bytes: Size of the output file that it leaves.
        """
        kept: dict[str, Any] = {"stored_bytes": stored_bytes} if stored_bytes else {}
        with self._database.writing() as connection:
            ended = move(connection, job_id, State.SUCCEEDED, holds(token), progress=1.0, metrics=metrics, **kept)
            return ended or has_ended(connection, job_id, token, State.SUCCEEDED)

    def end(self, job_id: str, token: int, state: State, error: str | None = None) -> bool:
        """End a job without a model.

        Returns:
            Whether the attempt still owned the job; if not, nothing was changed.
        """
        note = {"error": error} if error else {}
        with self._database.writing() as connection:
            return move(connection, job_id, state, holds(token), note=note, error=error) or has_ended(connection, job_id, token, state)

    def hand_back(self, job_id: str, token: int, reason: str) -> None:
        """Queue a job again when its worker stops; if its cancellation or a pause was requested, cancel or pause it."""
        with self._database.writing() as connection:
            _go_on_later(connection, job_id, token, reason)

    def pause(self, job_id: str, token: int) -> None:
        """Pause a job whose process has stopped for that; if it was resumed or cancelled meanwhile, queue it again or cancel it."""
        self.hand_back(job_id, token, "it was resumed before it had paused")

    def lose(self, job_id: str, token: int, reason: str, max_losses: int, kind: LossKind = LossKind.MACHINE) -> None:
        """Queue a job again whose attempt was lost; fail it if it was lost too often; if that was requested, cancel or pause it.

        Args:
            job_id: The job.
            token: The attempt.
            reason: Why it was lost; what follows "because".
            max_losses: How often the job may be lost with its machine.
            kind: What it was lost by.
        """
        with self._database.writing() as connection:
            counted = _count_loss(connection, job_id, token, kind)
            if counted is None:
                return
            error = failure(kind, counted, max_losses, reason)
            if error is None:
                _go_on_later(connection, job_id, token, reason, {"reason": reason}, pause_s(kind, counted))
            elif not move(connection, job_id, State.CANCELLED, holds(token), jobs.c.cancel_requested == 1):
                move(connection, job_id, State.FAILED, holds(token), note={"error": error}, error=error)

    def memory(self, job_id: str, size_bytes: int) -> None:
        """Record what a process of the job uses, if it is the most so far. It may arrive after the job has ended."""
        more = func.coalesce(jobs.c.peak_memory, 0) < size_bytes
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id, more).values(peak_memory=size_bytes))

    def expired(self) -> list[Job]:
        """Return running jobs whose lease has expired."""
        query = select(jobs).where(jobs.c.state == State.RUNNING.value, jobs.c.lease_expires_at < time.time())
        with self._database.reading() as connection:
            return [Job.of(row) for row in connection.execute(query)]

    @staticmethod
    def _owned(connection: Connection, job_id: str, token: int) -> bool:
        """Return whether the attempt owns the job, and lock the row until the transaction ends."""
        query = select(jobs.c.id).where(jobs.c.id == job_id, holds(token)).with_for_update()
        return connection.execute(query).one_or_none() is not None


def claim_queued(connection: Connection, job_id: str, worker: str, lease_s: float, process: str) -> Job | None:
    """Claim a queued job, and charge its owner for the start of a process.

    Args:
        connection: A writing transaction.
        job_id: The job.
        worker: Name of the worker.
        lease_s: Its lease, in seconds.
        process: Id of the process that is to run it.

    Returns:
        The job, with the token of this claim as its `attempt`; None if it cannot be claimed.
    """
    now = time.time()
    taken = {"worker": worker, "lease_expires_at": now + lease_s, "process": process, "started_at": func.coalesce(jobs.c.started_at, now)}
    anew = {"attempt": jobs.c.attempt + 1, "phase": None, "ends_at": None, "trial_calls": 0, "called_at": None, "limited_from": now}
    row = moved(connection, job_id, State.RUNNING, returning=[*jobs.columns], note={"worker": worker}, **anew, **taken)
    if row is None:
        return None
    job = Job.of(row)
    begin(connection, job.owner, job.queue)
    return job


def _add_epoch(connection: Connection, job_id: str, epoch: Epoch) -> None:
    here = select(epochs.c.epoch).where(epochs.c.job_id == job_id, epochs.c.epoch == epoch.epoch)
    if connection.execute(here).one_or_none() is None:
        connection.execute(insert(epochs).values(job_id=job_id, **vars(epoch)))
        append_event(connection, job_id, EpochData.model_validate(epoch.line))


def _add_sample(connection: Connection, job_id: str, sample: SampleData) -> None:
    made = connection.execute(select(events.c.data).where(events.c.job_id == job_id, events.c.kind == SampleData.event)).scalars()
    if sample.as_dict() not in list(made):
        append_event(connection, job_id, sample)


def _count_loss(connection: Connection, job_id: str, token: int, kind: LossKind) -> int | None:
    """Count a loss; return how many of its kind there were without progress between, or None if the attempt no longer owns the job."""
    query = select(jobs.c.losses, jobs.c.crashes, jobs.c.delays, jobs.c.progress, jobs.c.lost_at).where(jobs.c.id == job_id, holds(token))
    row = connection.execute(query.with_for_update()).one_or_none()
    if row is None:
        return None
    counts = dict.fromkeys(_COUNTED_IN.values(), 0) if row.progress > row.lost_at else {name: getattr(row, name) for name in _COUNTED_IN.values()}
    counts[_COUNTED_IN[kind]] += 1
    connection.execute(update(jobs).where(jobs.c.id == job_id).values(lost_at=max(row.progress, row.lost_at), **counts))
    return counts[_COUNTED_IN[kind]]


def _go_on_later(
    connection: Connection, job_id: str, token: int, reason: str, paused_note: dict[str, Any] | None = None, wait_s: float = 0.0
) -> None:
    """End an attempt at a job: cancel or pause the job if that was requested, else queue it again.

    Args:
        connection: A writing transaction.
        job_id: The job.
        token: The attempt.
        reason: Why it is queued again.
        paused_note: More data for the event if it is paused.
        wait_s: Seconds for which it waits in the queue before it is claimed.
    """
    free = {**FREE, "ran_s": ran_s(time.time())}
    if not (
        move(connection, job_id, State.CANCELLED, holds(token), jobs.c.cancel_requested == 1)
        or move(connection, job_id, State.PAUSED, holds(token), jobs.c.pause_requested == 1, note=paused_note, pause_requested=0, **free)
    ):
        not_before = time.time() + wait_s if wait_s else None
        move(connection, job_id, State.QUEUED, holds(token), note={"reason": reason}, not_before=not_before, **free)
