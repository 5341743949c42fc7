"""The files of jobs besides models and checkpoints: what was sent with a job, what it leaves, and what others would have resumed it from."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select, text, update

from models.specs.tasks import TASKS
from service.store.database import Database
from service.store.readable_json import readable
from service.store.rows import Job
from service.store.tables import jobs
from service.store.transitions import FINAL, State

#: As the index of these jobs has it: with a parameter in its place, SQLite would read all jobs.
WITH_FILES = text("stored_bytes > 0")
_OPEN = jobs.c.state.in_([state.value for state in State if state not in FINAL])
_LEAVES_OUTPUT = readable(jobs.c.spec)["task"].as_string().in_([name for name, task in TASKS.items() if task.leaves_output])


class JobFiles:
    """The files of all jobs.

    Args:
        database: The database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def sent_with_ended(self) -> list[Job]:
        """Return jobs that have ended, and whose files that were sent with them may still exist."""
        with self._database.reading() as connection:
            return [Job.of(row) for row in connection.execute(select(jobs).where(WITH_FILES, ~_OPEN, ~_LEAVES_OUTPUT))]

    def forget(self, job_id: str) -> None:
        """Record that the files of a job are removed."""
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.id == job_id).values(stored_bytes=0))

    def ended_of(self, job_ids: Sequence[str]) -> list[str]:
        """Return those of some ids that are of no job, or of one that has ended."""
        with self._database.reading() as connection:
            found = set(connection.execute(select(jobs.c.id).where(jobs.c.id.in_(list(job_ids)), _OPEN)).scalars())
        return [job_id for job_id in job_ids if job_id not in found]


def has_files(owner: str) -> ColumnElement[bool]:
    """Return the condition for the jobs of an owner whose files count: what was sent with one is removed at its end, what it leaves is not."""
    return and_(jobs.c.owner == owner, jobs.c.stored_bytes > 0, or_(_OPEN, _LEAVES_OUTPUT))
