"""Jobs as their callers see them: made, looked at, asked to end."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from ulid import ULID, LaxMonotonicPolicy, ULIDGenerator

from models.specs.tasks import task_of
from service.errors import Conflict, NotFound
from service.store.database import Database
from service.store.rows import CheckpointFile, Epoch, Event, Job
from service.store.states import State
from service.store.tables import checkpoints, epochs, events, jobs
from service.store.transitions import append_event, move
from service.store.trials import UNOWNED, skip_waiting

#: Ids of one process count up even within a millisecond, so that jobs made together keep their order.
_IDS = ULIDGenerator(policy=LaxMonotonicPolicy())


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
        sweep_member: Name of the job within its sweep; None where it is none.
    """

    spec: dict[str, Any]
    name: str | None
    recipe: str | None
    queue: str
    idempotency_key: str | None
    body_sha256: str
    sweep_member: str | None = None


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
        try:
            with self._database.writing() as connection:
                job_id = _insert(connection, new, None)
        except IntegrityError:
            return self._made_before(new), False
        return self.get(job_id), True

    def create_sweep(self, members: Sequence[NewJob]) -> tuple[list[Job], bool]:
        """Make the jobs of a sweep, all or none; or return those that the first one's key made before.

        Returns:
            The jobs in order, and whether they are new.

        Raises:
            Conflict: The key was used with another body.
        """
        sweep_id = str(ULID())
        try:
            with self._database.writing() as connection:
                for new in members:
                    _insert(connection, new, sweep_id)
        except IntegrityError:
            return self.sweep(self._made_before(members[0]).sweep or ""), False
        return self.sweep(sweep_id), True

    def sweep(self, sweep_id: str) -> list[Job]:
        """Return the jobs of a sweep, in order.

        Raises:
            NotFound: There is no such sweep.
        """
        with self._database.reading() as connection:
            rows = connection.execute(select(jobs).where(jobs.c.sweep == sweep_id).order_by(jobs.c.id)).all()
        if not rows:
            raise NotFound(f"there is no sweep {sweep_id!r}")
        return [Job.of(row) for row in rows]

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
            nobodys = (jobs.c.state == State.QUEUED.value) | UNOWNED
            if move(connection, job_id, State.CANCELLED, nobodys):
                skip_waiting(connection, job_id)
            else:
                asked = update(jobs).where(jobs.c.id == job_id, jobs.c.state == State.RUNNING.value, jobs.c.cancel_requested == 0)
                if connection.execute(asked.values(cancel_requested=1)).rowcount:
                    append_event(connection, job_id, "log", {"message": "cancel requested"})
        job = self.get(job_id)
        if job.is_final and job.state != State.CANCELLED:
            raise Conflict(f"job {job_id} has already {job.state}; only a queued or running job can be cancelled")
        return job

    def request_stop(self, job_id: str) -> Job:
        """Let a running search end with the best it has found so far. Asking again changes nothing.

        Raises:
            NotFound: There is no such job.
            Conflict: It is no search, or none that runs.
        """
        job = self.get(job_id)
        if not task_of(job.spec).ends_with_best:
            raise Conflict(f"job {job_id} is no search: only a search has a best so far to stop at; cancel it instead")
        with self._database.writing() as connection:
            running = update(jobs).where(jobs.c.id == job_id, jobs.c.state == State.RUNNING.value)
            if not connection.execute(running.values(stop_requested=1)).rowcount and not job.stop_requested:
                raise Conflict(f"job {job_id} is {job.state}; only a search that runs can be stopped")
            if not job.stop_requested:
                append_event(connection, job_id, "log", {"message": "stop requested: the best so far is kept"})
            skip_waiting(connection, job_id)
        return self.get(job_id)

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
        """Return the checkpoints of a job that are on disk, in order."""
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


def _insert(connection: Connection, new: NewJob, sweep: str | None) -> str:
    """Insert a queued job, and return its id."""
    job_id = str(_IDS.generate())
    named = {"name": new.name or f"job-{job_id.lower()}", "recipe": new.recipe, "spec": new.spec, "queue": new.queue}
    keys = {"idempotency_key": new.idempotency_key, "body_sha256": new.body_sha256, "sweep": sweep, "sweep_member": new.sweep_member}
    connection.execute(insert(jobs).values(id=job_id, state=State.QUEUED.value, metrics={}, created_at=time.time(), **named, **keys))
    append_event(connection, job_id, "state", {"state": State.QUEUED.value})
    return job_id
