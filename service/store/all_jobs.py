"""Jobs of all owners, as the queue, workers and event streams need them. Endpoints use `Jobs`, which shows those of one owner."""

import time

from sqlalchemy import exists, or_, select, update

from service.errors import NotFound
from service.problem_types.of_missing import NO_SUCH_JOB
from service.store.database import Database
from service.store.rows import Event, Job
from service.store.tables import checkpoints, events, jobs, versions
from service.store.transitions import State


class AllJobs:
    """The jobs of a database.

    Args:
        database: The database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, job_id: str) -> Job:
        """Return a job.

        Raises:
            NotFound: There is no such job.
        """
        with self._database.reading() as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job_id)).one_or_none()
        if row is None:
            raise NotFound(f"there is no job {job_id!r}", kind=NO_SUCH_JOB)
        return Job.of(row)

    def events_after(self, job_id: str, after: int) -> list[Event]:
        """Return a job's events after the id `after`, in order."""
        query = select(events).where(events.c.job_id == job_id, events.c.id > after).order_by(events.c.id)
        with self._database.reading() as connection:
            return [Event.of(row) for row in connection.execute(query)]

    def have_registered(self, job_id: str, folder: str) -> bool:
        """Return whether a job has registered a model whose artifact is in a folder, which is given by its key."""
        made = or_(versions.c.job_id == job_id, versions.c.moved_by == job_id) & versions.c.artifact.startswith(f"{folder}/", autoescape=True)
        with self._database.reading() as connection:
            return bool(connection.execute(select(exists().where(made))).scalar_one())

    def checkpoint_files(self, job_id: str) -> set[str]:
        """Return the keys of the files of a job's checkpoints."""
        with self._database.reading() as connection:
            return set(connection.execute(select(checkpoints.c.file).where(checkpoints.c.job_id == job_id)).scalars())

    def add_trial_calls(self, job_id: str, n_workers: int) -> None:
        """Record that a running search has called trial workers."""
        with self._database.writing() as connection:
            calls = {"trial_calls": jobs.c.trial_calls + n_workers, "called_at": time.time()}
            connection.execute(update(jobs).where(jobs.c.id == job_id, jobs.c.state == State.RUNNING.value).values(**calls))
