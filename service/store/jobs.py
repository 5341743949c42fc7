"""Jobs: the only writer of a job's state."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from ulid import ULID

from service.errors import Conflict, NotFound
from service.store.database import Database
from service.store.moves import append_event, holds, move
from service.store.rows import CheckpointFile, Epoch, Event, Job
from service.store.states import State
from service.store.tables import checkpoints, epochs, events, jobs


@dataclass(frozen=True)
class NewJob:
    """A job to be made.

    Args:
        spec: The checked spec, defaults written out.
        name: Name the model will have in the registry; None for one made from the job's id.
        recipe: Recipe the spec came from.
        queue: "cpu" or "gpu".
        idempotency_key: The caller's key, if it gave one.
        body_sha256: Digest of the request body, compared when a key comes again.
    """

    spec: dict[str, Any]
    name: str | None
    recipe: str | None
    queue: str
    idempotency_key: str | None
    body_sha256: str


@dataclass(frozen=True)
class Filter:
    """Which jobs to list; None for any."""

    state: str | None = None
    recipe: str | None = None
    name: str | None = None


class Jobs:
    """The jobs of a database.

    Args:
        database: Where they are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, new: NewJob) -> tuple[Job, bool]:
        """Make a queued job, or return the one that the same key made before.

        Returns:
            The job, and whether it is new.

        Raises:
            Conflict: The key was used with another body.
        """
        job_id = str(ULID())
        try:
            with self._database.writing() as connection:
                values = {"name": new.name or f"job-{job_id.lower()}", "recipe": new.recipe, "spec": new.spec, "queue": new.queue}
                keys = {"idempotency_key": new.idempotency_key, "body_sha256": new.body_sha256}
                connection.execute(insert(jobs).values(id=job_id, state=State.QUEUED.value, metrics={}, created_at=time.time(), **values, **keys))
                append_event(connection, job_id, "state", {"state": State.QUEUED.value})
        except IntegrityError:
            return self._made_before(new), False
        return self.get(job_id), True

    def get(self, job_id: str) -> Job:
        """Return a job.

        Raises:
            NotFound: There is no such job.
        """
        with self._database.reading() as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job_id)).one_or_none()
        if row is None:
            raise NotFound(f"there is no job {job_id!r}")
        return Job.of(row)

    def page(self, wanted: Filter, after: str | None, limit: int) -> list[Job]:
        """Return jobs, newest first, from behind the job with the id `after`."""
        query = select(jobs).order_by(jobs.c.id.desc()).limit(limit)
        for name, value in (("state", wanted.state), ("recipe", wanted.recipe), ("name", wanted.name)):
            query = query if value is None else query.where(jobs.c[name] == value)
        query = query if after is None else query.where(jobs.c.id < after)
        with self._database.reading() as connection:
            return [Job.of(row) for row in connection.execute(query)]

    def queue_position(self, job: Job) -> int | None:
        """Return how many queued jobs of its queue come before it, plus 1; None once it is not queued."""
        if job.state != State.QUEUED:
            return None
        before = select(func.count()).select_from(jobs).where(jobs.c.state == State.QUEUED.value, jobs.c.queue == job.queue, jobs.c.id <= job.id)
        with self._database.reading() as connection:
            return int(connection.execute(before).scalar_one())

    def request_cancel(self, job_id: str) -> Job:
        """Cancel a queued job at once, or ask a running one to stop. Asking again changes nothing.

        Raises:
            NotFound: There is no such job.
            Conflict: The job has already succeeded or failed.
        """
        with self._database.writing() as connection:
            # Locked first: a job that goes back to the queue between the two updates would be missed by both.
            connection.execute(select(jobs.c.id).where(jobs.c.id == job_id).with_for_update())
            if not move(connection, job_id, State.CANCELLED, jobs.c.state == State.QUEUED.value):
                asked = update(jobs).where(jobs.c.id == job_id, jobs.c.state == State.RUNNING.value, jobs.c.cancel_requested == 0)
                if connection.execute(asked.values(cancel_requested=1)).rowcount:
                    append_event(connection, job_id, "log", {"message": "cancel requested"})
        job = self.get(job_id)
        if job.is_final and job.state != State.CANCELLED:
            raise Conflict(f"job {job_id} has already {job.state}; only a queued or running job can be cancelled")
        return job

    def events_after(self, job_id: str, after: int) -> list[Event]:
        """Return a job's events with larger ids than `after`, in order."""
        query = select(events).where(events.c.job_id == job_id, events.c.id > after).order_by(events.c.id)
        with self._database.reading() as connection:
            return [Event.of(row) for row in connection.execute(query)]

    def history(self, job_id: str) -> list[Epoch]:
        """Return the epochs a job has done, in order."""
        query = select(epochs).where(epochs.c.job_id == job_id).order_by(epochs.c.epoch)
        with self._database.reading() as connection:
            return [Epoch.of(row) for row in connection.execute(query)]

    def checkpoints(self, job_id: str) -> list[CheckpointFile]:
        """Return the snapshots of a job that are on disk, in order."""
        query = select(checkpoints).where(checkpoints.c.job_id == job_id).order_by(checkpoints.c.epoch)
        with self._database.reading() as connection:
            return [CheckpointFile.of(row) for row in connection.execute(query)]

    def mark_published(self, job_id: str) -> None:
        """Note that the job's message has been sent."""
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id).values(published_at=time.time()))

    def unpublished(self, older_than_s: float) -> list[Job]:
        """Return queued jobs whose message was never sent, or sent longer ago than that."""
        before = time.time() - older_than_s
        due = (jobs.c.published_at.is_(None) & (jobs.c.created_at < before)) | (jobs.c.published_at < before)
        query = select(jobs).where(jobs.c.state == State.QUEUED.value, due).order_by(jobs.c.id).limit(1000)
        with self._database.reading() as connection:
            return [Job.of(row) for row in connection.execute(query)]

    def _made_before(self, new: NewJob) -> Job:
        with self._database.reading() as connection:
            row = connection.execute(select(jobs).where(jobs.c.idempotency_key == new.idempotency_key)).one()
        job = Job.of(row)
        if job.body_sha256 != new.body_sha256:
            raise Conflict(
                f"Idempotency-Key {new.idempotency_key!r} was used for job {job.id} with another body; expected the same body or another key"
            )
        return job


class Attempts:
    """What a worker writes of the jobs it runs. Every write carries the attempt as a fencing token.

    Args:
        database: Where the jobs are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, job_id: str, worker: str, lease_s: float) -> Job | None:
        """Take a queued job.

        Returns:
            The job, its `attempt` the token of this claim; None if it is not there to be taken.
        """
        now = time.time()
        with self._database.writing() as connection:
            taken = {"worker": worker, "lease_expires_at": now + lease_s, "started_at": func.coalesce(jobs.c.started_at, now)}
            if not move(connection, job_id, State.RUNNING, attempt=jobs.c.attempt + 1, progress=0.0, metrics={}, note={"worker": worker}, **taken):
                return None
            for table in (epochs, checkpoints):
                connection.execute(delete(table).where(table.c.job_id == job_id))
            return Job.of(connection.execute(select(jobs).where(jobs.c.id == job_id)).one())

    def renew(self, job_id: str, token: int, lease_s: float) -> Job | None:
        """Keep a job for another lease.

        Returns:
            The job, which may ask to be cancelled; None if it is no longer this attempt's.
        """
        with self._database.writing() as connection:
            kept = update(jobs).where(jobs.c.id == job_id, holds(token)).values(lease_expires_at=time.time() + lease_s).returning(jobs)
            row = connection.execute(kept).one_or_none()
        return None if row is None else Job.of(row)

    def cancel_requested(self, job_id: str, token: int) -> bool:
        """Tell whether a running job is to stop; also if it is no longer this attempt's."""
        with self._database.reading() as connection:
            asked = connection.execute(select(jobs.c.cancel_requested).where(jobs.c.id == job_id, holds(token))).scalar_one_or_none()
        return asked is None or bool(asked)

    def log(self, job_id: str, token: int, message: str) -> None:
        """Add a sentence to the job's events."""
        with self._database.writing() as connection:
            if self._owned(connection, job_id, token):
                append_event(connection, job_id, "log", {"message": message})

    def progress(self, job_id: str, token: int, share: float, metrics: dict[str, float]) -> None:
        """Note how far the job is; no event."""
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id, holds(token)).values(progress=share, metrics=metrics))

    def epoch(self, job_id: str, token: int, epoch: Epoch) -> None:
        """Add an epoch to the job's history and events."""
        with self._database.writing() as connection:
            if self._owned(connection, job_id, token):
                line = {"epoch": epoch.epoch, "metrics": epoch.metrics, "seconds": epoch.seconds}
                connection.execute(insert(epochs).values(job_id=job_id, **line))
                connection.execute(update(jobs).where(jobs.c.id == job_id).values(metrics=epoch.metrics))
                append_event(connection, job_id, "epoch", {"epoch": epoch.epoch, **epoch.metrics, "seconds": epoch.seconds})

    def checkpoint(self, job_id: str, token: int, made: CheckpointFile, removed: Sequence[str]) -> None:
        """Note a snapshot that has been written, and older ones that have been deleted."""
        with self._database.writing() as connection:
            if self._owned(connection, job_id, token):
                columns = {name: getattr(made, name) for name in made.__dataclass_fields__}
                connection.execute(insert(checkpoints).values(job_id=job_id, **columns))
                connection.execute(delete(checkpoints).where(checkpoints.c.job_id == job_id, checkpoints.c.file.in_(list(removed))))

    def end(self, job_id: str, token: int, state: State, error: str | None = None) -> bool:
        """End a job that made no model.

        Returns:
            Whether this attempt still owned the job; if not, nothing has happened.
        """
        note = {"error": error} if error else {}
        with self._database.writing() as connection:
            return move(connection, job_id, state, holds(token), note=note, error=error)

    def hand_back(self, job_id: str, token: int, reason: str) -> None:
        """Queue a job again that its worker gives up on purpose; a job that was asked to stop is cancelled instead."""
        with self._database.writing() as connection:
            if not move(connection, job_id, State.CANCELLED, holds(token), jobs.c.cancel_requested == 1):
                _requeue(connection, job_id, token, reason)

    def lose(self, job_id: str, token: int, reason: str, max_losses: int) -> None:
        """Queue a job again whose attempt was lost; end it when it was asked to stop, or was lost too often."""
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
        """Return running jobs whose lease has run out."""
        query = select(jobs).where(jobs.c.state == State.RUNNING.value, jobs.c.lease_expires_at < time.time())
        with self._database.reading() as connection:
            return [Job.of(row) for row in connection.execute(query)]

    @staticmethod
    def _owned(connection: Connection, job_id: str, token: int) -> bool:
        """Tell whether the attempt owns the job, and lock the row until the transaction ends."""
        query = select(jobs.c.id).where(jobs.c.id == job_id, holds(token)).with_for_update()
        return connection.execute(query).one_or_none() is not None


def _requeue(connection: Connection, job_id: str, token: int, reason: str) -> None:
    free = {"lease_expires_at": None, "published_at": None, "worker": None}
    move(connection, job_id, State.QUEUED, holds(token), note={"reason": reason}, **free)
