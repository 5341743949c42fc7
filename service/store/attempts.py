"""Writes of workers to jobs: claims, leases, progress, ends. Every write carries the attempt as a fencing token."""

import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update
from ulid import ULID

from models.core.redaction import redacted
from service.store.changed import note_changed
from service.store.database import Database
from service.store.job_events import EpochData, LogData, SampleData
from service.store.rows import CheckpointFile, Epoch, Job
from service.store.shares import begin
from service.store.tables import checkpoints, epochs, events, jobs
from service.store.transitions import FINAL, State, append_event, holds, move, moved

#: As the index of these jobs has it: with a parameter in its place, SQLite would read all jobs.
_WITH_FILES = text("stored_bytes > 0")


class Attempts:
    """Writes of a worker to the jobs it runs.

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

    def cancel_requested(self, job_id: str, token: int) -> bool:
        """Return whether a job must stop: it was cancelled, or the attempt no longer owns it."""
        with self._database.reading() as connection:
            asked = connection.execute(select(jobs.c.cancel_requested).where(jobs.c.id == job_id, holds(token))).scalar_one_or_none()
        return asked is None or bool(asked)

    def log(self, job_id: str, token: int, message: str) -> None:
        """Add a message to the job's events."""
        with self._database.writing() as connection:
            if self._owned(connection, job_id, token):
                append_event(connection, job_id, LogData(message=redacted(message)))

    def sample(self, job_id: str, token: int, sample: dict[str, Any]) -> None:
        """Add a text sample to the job's events, unless it is there."""
        with self._database.writing() as connection:
            if self._owned(connection, job_id, token):
                _add_sample(connection, job_id, SampleData(**sample))

    def progress(self, job_id: str, token: int, progress: float, metrics: dict[str, float]) -> None:
        """Update the progress of the job, without an event."""
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id, holds(token)).values(progress=progress, metrics=metrics))
            note_changed(connection, job_id)

    def phase(self, job_id: str, token: int, phase: str) -> None:
        """Record what the job does now."""
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id, holds(token)).values(phase=phase))

    def begin(self, job_id: str, token: int) -> None:
        """Forget the progress, the history and the checkpoints of earlier attempts: this one begins at the first epoch."""
        with self._database.writing() as connection:
            if self._owned(connection, job_id, token):
                for table in (epochs, checkpoints):
                    connection.execute(delete(table).where(table.c.job_id == job_id))
                connection.execute(update(jobs).where(jobs.c.id == job_id).values(progress=0.0, metrics={}, ran_s=0.0))

    def go_on(self, job_id: str, token: int, message: str, done: Sequence[Epoch], samples: Sequence[dict[str, Any]]) -> None:
        """Add what an earlier attempt has done and could not write, before this one goes on with it.

        Args:
            job_id: The job.
            token: The attempt.
            message: Where it goes on.
            done: All epochs so far.
            samples: All text samples so far.
        """
        with self._database.writing() as connection:
            if self._owned(connection, job_id, token):
                append_event(connection, job_id, LogData(message=message))
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

    def succeed(self, job_id: str, token: int, metrics: dict[str, float]) -> bool:
        """End a job without a model as succeeded; return whether the attempt still owned it."""
        with self._database.writing() as connection:
            return move(connection, job_id, State.SUCCEEDED, holds(token), progress=1.0, metrics=metrics)

    def end(self, job_id: str, token: int, state: State, error: str | None = None) -> bool:
        """End a job without a model.

        Returns:
            Whether the attempt still owned the job; if not, nothing was changed.
        """
        note = {"error": error} if error else {}
        with self._database.writing() as connection:
            return move(connection, job_id, state, holds(token), note=note, error=error)

    def hand_back(self, job_id: str, token: int, reason: str) -> None:
        """Queue a job again when its worker stops; if its cancellation was requested, cancel it."""
        with self._database.writing() as connection:
            if not move(connection, job_id, State.CANCELLED, holds(token), jobs.c.cancel_requested == 1):
                _requeue(connection, job_id, token, reason)

    def lose(self, job_id: str, token: int, reason: str, max_losses: int) -> None:
        """Queue a job again whose attempt was lost; cancel it if that was requested, fail it if it was lost too often."""
        with self._database.writing() as connection:
            counted = update(jobs).where(jobs.c.id == job_id, holds(token)).values(losses=jobs.c.losses + 1).returning(jobs.c.losses)
            losses = connection.execute(counted).scalar_one_or_none()
            if losses is None or move(connection, job_id, State.CANCELLED, holds(token), jobs.c.cancel_requested == 1):
                return
            if losses < max_losses:
                _requeue(connection, job_id, token, reason)
            else:
                error = f"the job was lost {losses} times, the last time because {reason}"
                move(connection, job_id, State.FAILED, holds(token), note={"error": error}, error=error)

    def expired(self) -> list[Job]:
        """Return running jobs whose lease has expired."""
        query = select(jobs).where(jobs.c.state == State.RUNNING.value, jobs.c.lease_expires_at < time.time())
        with self._database.reading() as connection:
            return [Job.of(row) for row in connection.execute(query)]

    def ended_with_files(self) -> list[Job]:
        """Return jobs that have ended, and whose files that were sent with them may still exist."""
        ended = jobs.c.state.in_([state.value for state in FINAL])
        with self._database.reading() as connection:
            return [Job.of(row) for row in connection.execute(select(jobs).where(_WITH_FILES, ended))]

    def ended_of(self, job_ids: Sequence[str]) -> list[str]:
        """Return those of some ids that are of no job, or of one that has ended."""
        live = [state.value for state in State if state not in FINAL]
        with self._database.reading() as connection:
            found = set(connection.execute(select(jobs.c.id).where(jobs.c.id.in_(list(job_ids)), jobs.c.state.in_(live))).scalars())
        return [job_id for job_id in job_ids if job_id not in found]

    def forget_files(self, job_id: str) -> None:
        """Record that the files that were sent with a job are removed."""
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id).values(stored_bytes=0))

    @staticmethod
    def _owned(connection: Connection, job_id: str, token: int) -> bool:
        """Return whether the attempt owns the job, and lock the row until the transaction ends."""
        query = select(jobs.c.id).where(jobs.c.id == job_id, holds(token)).with_for_update()
        return connection.execute(query).one_or_none() is not None


def claim_queued(connection: Connection, job_id: str, worker: str, lease_s: float) -> Job | None:
    """Claim a queued job, and charge its owner for the start of a process.

    Args:
        connection: A writing transaction.
        job_id: The job.
        worker: Name of the worker.
        lease_s: Its lease, in seconds.

    Returns:
        The job, with the token of this claim as its `attempt`; None if it cannot be claimed.
    """
    now = time.time()
    taken = {"worker": worker, "lease_expires_at": now + lease_s, "process": str(ULID()), "started_at": func.coalesce(jobs.c.started_at, now)}
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


def _requeue(connection: Connection, job_id: str, token: int, reason: str) -> None:
    free = {"lease_expires_at": None, "worker": None, "process": None}
    move(connection, job_id, State.QUEUED, holds(token), note={"reason": reason}, **free)
