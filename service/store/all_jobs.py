"""Jobs of all owners, as the queue, workers and event streams need them. Endpoints use `Jobs`, which shows those of one owner."""

import time

from sqlalchemy import select, update

from service.errors import NotFound
from service.store.database import Database
from service.store.rows import Event, Job
from service.store.tables import events, jobs
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
            raise NotFound(f"there is no job {job_id!r}")
        return Job.of(row)

    def events_after(self, job_id: str, after: int) -> list[Event]:
        """Return a job's events after the id `after`, in order."""
        query = select(events).where(events.c.job_id == job_id, events.c.id > after).order_by(events.c.id)
        with self._database.reading() as connection:
            return [Event.of(row) for row in connection.execute(query)]

    def mark_published(self, job_id: str) -> None:
        """Record that the job's message was sent."""
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id).values(published_at=time.time()))

    def unpublished(self, older_than_s: float) -> list[Job]:
        """Return queued jobs whose message was not sent within that time, or was sent longer ago."""
        before = time.time() - older_than_s
        due = (jobs.c.published_at.is_(None) & (jobs.c.created_at < before)) | (jobs.c.published_at < before)
        query = select(jobs).where(jobs.c.state == State.QUEUED.value, due).order_by(jobs.c.id).limit(1000)
        with self._database.reading() as connection:
            return [Job.of(row) for row in connection.execute(query)]
