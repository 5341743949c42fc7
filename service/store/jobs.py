"""Jobs as their owner sees them: create, read, cancel, stop."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from sqlalchemy import ColumnElement, exists, select, update
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
from service.store.new_job import NewJob, insert_job
from service.store.owner_limits import NO_LIMITS, OwnerLimits
from service.store.owners import DEFAULT_OWNER
from service.store.queue_positions import queue_positions
from service.store.quota import Quota
from service.store.rows import CheckpointFile, Epoch, Job
from service.store.submitted import logged
from service.store.tables import checkpoints, epochs, jobs
from service.store.transitions import State, append_event, move
from service.store.unowned import UNOWNED, skip_waiting

T = TypeVar("T")


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
                made = insert_job(connection, new, job_id, self._owner, None)
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
                made = [insert_job(connection, new, new_id(), self._owner, sweep_id) for new in members]
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
        """Return the positions of the queued ones of some jobs among those of their owner; see `queue_positions`."""
        with self._database.reading() as connection:
            return queue_positions(connection, self._mine, listed)

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
