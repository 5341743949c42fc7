"""Counts of jobs for the metrics, on SQLite and on PostgreSQL."""

from sqlalchemy import update

from service.store.attempts import Attempts
from service.store.database import Database
from service.store.job_counts import count_jobs
from service.store.tables import events, jobs
from tests.integration.given import LONG_S, claim, queued

#: Seconds before now of the submission.
LONG_AGO_S = 1e6


def test_the_wait_of_a_job_counts_from_when_it_was_queued_last(database: Database) -> None:
    job_id = queued(database).id
    with database.writing() as connection:
        for table in (jobs, events):
            connection.execute(update(table).values(created_at=table.c.created_at - LONG_AGO_S))
    first = count_jobs(database)
    assert first.by_state == {("queued", "cpu"): 1}
    assert first.oldest_s["cpu"] >= LONG_AGO_S
    assert claim(database, job_id, "worker-1", LONG_S) is not None
    assert count_jobs(database).oldest_s == {}
    Attempts(database).hand_back(job_id, 1, "its worker is stopping")
    assert 0 <= count_jobs(database).oldest_s["cpu"] < LONG_AGO_S
