"""How many jobs there are in each state, of all owners."""

import time
from typing import NamedTuple

from sqlalchemy import and_, func, select

from service.store.database import Database
from service.store.hidden import there
from service.store.tables import events, jobs
from service.store.transitions import State


class JobCounts(NamedTuple):
    """The jobs of an installation at one moment.

    Attributes:
        by_state: Number of jobs by state and queue.
        oldest_s: Seconds for which the queued job has waited that waits longest, by queue: since it was queued, for the first time or again.
    """

    by_state: dict[tuple[str, str], int]
    oldest_s: dict[str, float]


def count_jobs(database: Database) -> JobCounts:
    """Count the jobs, without deleted ones.

    Raises:
        SQLAlchemyError: The database does not answer.
    """
    counts = select(jobs.c.state, jobs.c.queue, func.count()).where(there(jobs)).group_by(jobs.c.state, jobs.c.queue)
    last = and_(events.c.job_id == jobs.c.id, events.c.id == jobs.c.last_event)  # Of a queued job, that it was queued.
    since_when = func.min(func.coalesce(events.c.created_at, jobs.c.created_at)).label("since")
    oldest = select(jobs.c.queue, since_when).outerjoin(events, last).where(jobs.c.state == State.QUEUED.value).group_by(jobs.c.queue)
    with database.reading() as connection:
        by_state = {(state, queue): n_jobs for state, queue, n_jobs in connection.execute(counts)}
        since = {row.queue: row.since for row in connection.execute(oldest)}
    now = time.time()
    return JobCounts(by_state, {queue: max(0.0, now - queued_at) for queue, queued_at in since.items()})
