"""Jobs as their owner sees them: create, read, cancel, stop."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from ulid import ULID

from models.specs.tasks import task_of
from service.errors import Conflict, NotFound
from service.problem_types.of_conflicts import IDEMPOTENCY_KEY_USED, JOB_ENDED, NOT_A_SEARCH
from service.problem_types.of_missing import NO_SUCH_JOB, NO_SUCH_SWEEP
from service.store.annotations import Annotations, annotate
from service.store.database import Database
from service.store.hidden import there
from service.store.ids import new_id
from service.store.job_events import LogData
from service.store.job_filter import JobFilter
from service.store.owner_limits import NO_LIMITS, OwnerLimits
from service.store.owners import DEFAULT_OWNER
from service.store.quota import Quota
from service.store.rows import CheckpointFile, Epoch, Job
from service.store.submitted import logged
from service.store.tables import checkpoints, epochs, jobs
from service.store.transitions import State, StateData, append_event, insert_events, move
from service.store.unowned import UNOWNED, skip_waiting

T = TypeVar("T")


@dataclass(frozen=True)
class NewJob:
    """A job to create.

    Args:
        spec: The checked spec, defaults written out.
        name: Name of its model in the registry; None for one made from the job's id.
        recipe: Recipe of the spec.
        queue: "cpu" or "gpu".
        idempotency_key: The caller's key, or None.
        body_sha256: Digest of the request body, compared when a key is used again.
        sweep_member: Name of the job within its sweep; None if it is not in one.
        priority: Jobs of a higher one are started first.
        stored_bytes: Bytes of the files that were sent with it.
        notify: Which URLs get notices of which changes of its state; None for none.
        estimate: What it is expected to take; None where that is not known.
        retrains: Which model it trains again; None for other jobs.
    """

    spec: dict[str, Any]
    name: str | None
    recipe: str | None
    queue: str
    idempotency_key: str | None
    body_sha256: str
    sweep_member: str | None = None
    priority: int = 0
    stored_bytes: int = 0
    notify: list[dict[str, Any]] | None = None
    estimate: dict[str, Any] | None = None
    retrains: dict[str, Any] | None = None


class Jobs:
    """The jobs of an owner; those of others do not exist here.

    Args:
        database: The database.
        owner: The owner.
        limits: What it may have.
    """

    def __init__(self, database: Database, owner: str = DEFAULT_OWNER, limits: OwnerLimits = NO_LIMITS) -> None:
        self._database, self._owner = database, owner
        self._quota = Quota(database, owner, limits)

    def create(self, new: NewJob) -> tuple[Job, bool]:
        """Create a queued job, or return the one created with the same key.

        Returns:
            The job, and whether it is new.

        Raises:
            Conflict: The key was used with another body.
            TooMany: The owner has as many jobs as it may.
        """
        job_id = new_id()
        try:
            with self._database.writing() as connection:
                made = _insert(connection, new, job_id, self._owner, None)
                self._quota.require_jobs(connection, 1, new.stored_bytes)
        except IntegrityError:
            return self._created_before(new), False
        except SQLAlchemyError as error:
            return _found(partial(self.get, job_id), error), True
        return logged([made])[0], True

    def may_have(self, new: NewJob) -> bool:
        """Return whether a job of this body exists, or may exist as the database does not say."""
        same = exists().where(jobs.c.body_sha256 == new.body_sha256, jobs.c.owner == self._owner)
        try:
            with self._database.reading() as connection:
                return bool(connection.execute(select(same)).scalar_one())
        except SQLAlchemyError:
            return True

    def create_sweep(self, members: Sequence[NewJob]) -> tuple[list[Job], bool]:
        """Create all jobs of a sweep, or return those created with the key of the first one.

        Returns:
            The jobs in order, and whether they are new.

        Raises:
            Conflict: The key was used with another body.
            TooMany: The owner would have more jobs than it may; none is created.
        """
        sweep_id = str(ULID())
        try:
            with self._database.writing() as connection:
                made = [_insert(connection, new, new_id(), self._owner, sweep_id) for new in members]
                self._quota.require_jobs(connection, len(made), sum(new.stored_bytes for new in members))
        except IntegrityError:
            return self.sweep(self._created_before(members[0]).sweep or ""), False
        except SQLAlchemyError as error:
            return _found(partial(self.sweep, sweep_id), error), True
        return logged(made), True

    def sweep(self, sweep_id: str) -> list[Job]:
        """Return the jobs of a sweep, in order.

        Raises:
            NotFound: There is no such sweep.
        """
        with self._database.reading() as connection:
            rows = connection.execute(select(jobs).where(jobs.c.sweep == sweep_id, self._mine).order_by(jobs.c.id)).all()
        if not rows:
            raise NotFound(f"there is no sweep {sweep_id!r}", kind=NO_SUCH_SWEEP)
        return [Job.of(row) for row in rows]

    def get(self, job_id: str) -> Job:
        """Return a job.

        Raises:
            NotFound: There is no such job.
        """
        with self._database.reading() as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job_id, self._mine)).one_or_none()
        if row is None:
            raise NotFound(f"there is no job {job_id!r}", kind=NO_SUCH_JOB)
        return Job.of(row)

    def page(self, wanted: JobFilter, after: str | None, limit: int) -> list[Job]:
        """Return jobs, newest first, after the job with the id `after`."""
        query = select(jobs).where(self._mine, *wanted.conditions).order_by(jobs.c.id.desc()).limit(limit)
        query = query if after is None else query.where(jobs.c.id < after)
        with self._database.reading() as connection:
            return [Job.of(row) for row in connection.execute(query)]

    def annotate(self, job_id: str, annotations: Annotations) -> Job:
        """Write annotations on a job, and return it. Raises NotFound if there is no such job."""
        with self._database.writing() as connection:
            annotate(connection, jobs, self._mine & (jobs.c.id == job_id), annotations)
        return self.get(job_id)

    def queue_positions(self, listed: Sequence[Job]) -> dict[str, int]:
        """Return the positions of the queued ones of some jobs among those of their owner, from 1, by job id.

        It makes two queries at most for each queue and priority.
        """
        waiting: dict[tuple[str, int], list[str]] = {}
        for job in listed:
            if job.state == State.QUEUED:
                waiting.setdefault((job.queue, job.priority), []).append(job.id)
        with self._database.reading() as connection:
            found = [_positions(connection, self._mine & (jobs.c.queue == queue), priority, ids) for (queue, priority), ids in waiting.items()]
        return {job_id: place for places in found for job_id, place in places.items()}

    def request_cancel(self, job_id: str) -> Job:
        """Cancel a queued or paused job immediately, or ask a running one to stop; idempotent.

        Raises:
            NotFound: There is no such job.
            Conflict: The job has already succeeded or failed.
        """
        with self._database.writing() as connection:
            # Locked first: both updates would miss a job that is queued again between them.
            if connection.execute(select(jobs.c.id).where(jobs.c.id == job_id, self._mine).with_for_update()).one_or_none() is None:
                raise NotFound(f"there is no job {job_id!r}", kind=NO_SUCH_JOB)
            free = jobs.c.state.in_([State.QUEUED.value, State.PAUSED.value]) | UNOWNED
            if move(connection, job_id, State.CANCELLED, free):
                skip_waiting(connection, job_id)
            else:
                asked = update(jobs).where(jobs.c.id == job_id, jobs.c.state == State.RUNNING.value, jobs.c.cancel_requested == 0)
                if connection.execute(asked.values(cancel_requested=1)).rowcount:
                    append_event(connection, job_id, LogData(message="cancel requested"))
        job = self.get(job_id)
        if job.is_final and job.state != State.CANCELLED:
            raise Conflict(f"job {job_id} is {job.state}: only a job that has not ended can be cancelled", kind=JOB_ENDED)
        return job

    def request_stop(self, job_id: str) -> Job:
        """Ask a running search to end with its best candidate so far; idempotent.

        Raises:
            NotFound: There is no such job.
            Conflict: It is not a running search.
        """
        job = self.get(job_id)
        if not task_of(job.spec).ends_with_best:
            raise Conflict(
                f"job {job_id} is not a search: only a search can be stopped with its best candidate; cancel it instead", kind=NOT_A_SEARCH
            )
        with self._database.writing() as connection:
            running = update(jobs).where(jobs.c.id == job_id, jobs.c.state == State.RUNNING.value)
            if not connection.execute(running.values(stop_requested=1)).rowcount and not job.stop_requested:
                settles = "; resume it first" if job.state == State.PAUSED else ""
                raise Conflict(f"job {job_id} is {job.state}: only a running search can be stopped{settles}", kind=JOB_ENDED)
            if not job.stop_requested:
                append_event(connection, job_id, LogData(message="stop requested: the best candidate so far is kept"))
            skip_waiting(connection, job_id)
        return self.get(job_id)

    def history(self, job_id: str) -> list[Epoch]:
        """Return the epochs of a job, in order."""
        query = select(epochs).where(epochs.c.job_id == job_id, self._is_mine(job_id)).order_by(epochs.c.epoch)
        with self._database.reading() as connection:
            return [Epoch.of(row) for row in connection.execute(query)]

    def checkpoints(self, job_id: str) -> list[CheckpointFile]:
        """Return the checkpoints of a job that are on disk, in order."""
        query = select(checkpoints).where(checkpoints.c.job_id == job_id, self._is_mine(job_id)).order_by(checkpoints.c.epoch)
        with self._database.reading() as connection:
            return [CheckpointFile.of(row) for row in connection.execute(query)]

    @property
    def _mine(self) -> ColumnElement[bool]:
        return (jobs.c.owner == self._owner) & there(jobs)

    def _is_mine(self, job_id: str) -> ColumnElement[bool]:
        return exists().where(jobs.c.id == job_id, self._mine)

    def _created_before(self, new: NewJob) -> Job:
        with self._database.reading() as connection:
            row = connection.execute(select(jobs).where(jobs.c.idempotency_key == new.idempotency_key, jobs.c.owner == self._owner)).one()
        job = Job.of(row)
        if row.deletion is not None:
            raise Conflict(
                f"Idempotency-Key {new.idempotency_key!r} was used for job {job.id}, which is deleted; expected another key, or that the deletion "
                f"{row.deletion} is undone",
                kind=IDEMPOTENCY_KEY_USED,
            )
        if job.body_sha256 != new.body_sha256:
            raise Conflict(
                f"Idempotency-Key {new.idempotency_key!r} was used for job {job.id} with another body; expected the same body or another key",
                kind=IDEMPOTENCY_KEY_USED,
            )
        return job


def _found(find: Callable[[], T], error: SQLAlchemyError) -> T:
    """Return what was created though its commit failed: the connection may have been cut after it.

    Raises:
        SQLAlchemyError: The error; it was not created, or the database does not say.
    """
    try:
        return find()
    except (NotFound, SQLAlchemyError):
        raise error from None


def _insert(connection: Connection, new: NewJob, job_id: str, owner: str, sweep: str | None) -> Job:
    """Insert a queued job with its first event, and return it."""
    named = {"name": new.name or f"job-{job_id.lower()}", "recipe": new.recipe, "spec": new.spec, "queue": new.queue}
    keys = {"idempotency_key": new.idempotency_key, "body_sha256": new.body_sha256, "sweep": sweep, "sweep_member": new.sweep_member, "owner": owner}
    state = {"state": State.QUEUED.value, "metrics": {}, "created_at": time.time(), "last_event": 1, "priority": new.priority}
    state |= {"stored_bytes": new.stored_bytes, "notify": new.notify, "estimate": new.estimate, "retrains": new.retrains}
    row = connection.execute(insert(jobs).values(id=job_id, **state, **named, **keys).returning(jobs)).one()
    insert_events(connection, job_id, [StateData(state=State.QUEUED)], first=1, may_notify=new.notify is not None)
    return Job.of(row)


def _positions(connection: Connection, among: ColumnElement[bool], priority: int, ids: Sequence[str]) -> dict[str, int]:
    """Return the positions of jobs of one priority in a part of a queue.

    Those before the first are only counted, a fraction of the work of reading them.
    """
    first, last, queued = min(ids), max(ids), (jobs.c.state == State.QUEUED.value) & among
    same = jobs.c.priority == priority
    before = (jobs.c.priority > priority) | (same & (jobs.c.id < first))
    ahead = int(connection.execute(select(func.count()).select_from(jobs).where(queued, before)).scalar_one())
    if first == last:
        return {first: ahead + 1}
    near = connection.execute(select(jobs.c.id).where(queued, same, jobs.c.id.between(first, last)).order_by(jobs.c.id)).scalars()
    places = {job_id: place for place, job_id in enumerate(near, ahead + 1)}
    return {job_id: places[job_id] for job_id in ids if job_id in places}
