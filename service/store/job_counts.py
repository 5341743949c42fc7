"""How many jobs there are in each state, of all owners."""

import time
from typing import NamedTuple

from sqlalchemy import func, select

from service.store.database import Database
from service.store.hidden import there
from service.store.tables import jobs
from service.store.transitions import State


class JobCounts(NamedTuple):
    """The jobs of an installation at one moment.

    Attributes:
        by_state: Number of jobs by state and queue.
        oldest_s: Seconds for which the oldest queued job has waited, by queue.
    """

    by_state: dict[tuple[str, str], int]
    oldest_s: dict[str, float]


def count_jobs(database: Database) -> JobCounts:
    """Count the jobs, without deleted ones.

    Raises:
        SQLAlchemyError: The database does not answer.
    """
    counts = select(jobs.c.state, jobs.c.queue, func.count()).where(there(jobs)).group_by(jobs.c.state, jobs.c.queue)
    oldest = select(jobs.c.queue, func.min(jobs.c.created_at).label("since")).where(jobs.c.state == State.QUEUED.value).group_by(jobs.c.queue)
    with database.reading() as connection:
        by_state = {(state, queue): n_jobs for state, queue, n_jobs in connection.execute(counts)}
        since = {row.queue: row.since for row in connection.execute(oldest)}
    now = time.time()
    return JobCounts(by_state, {queue: max(0.0, now - created_at) for queue, created_at in since.items()})
