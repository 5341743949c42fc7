"""The seconds of all attempts that count for a job's time limit, on SQLite and on PostgreSQL."""

import time
from collections.abc import Callable

import pytest
from sqlalchemy import update

from service.store import tables
from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.pauses import Pauses
from service.store.rows import Job
from service.store.trials import Trials
from tests.integration.given import LONG_S, claim, running
from tests.integration.service.store.test_store_pauses import NETWORK, every_release, search_of
from workers.lease import JobLease


def _began(database: Database, job: Job, seconds_ago: float, lease_ended_ago: float | None = None) -> None:
    """Let a job have been claimed that many seconds ago."""
    now = time.time()
    ended = {} if lease_ended_ago is None else {"lease_expires_at": now - lease_ended_ago}
    with database.writing() as connection:
        connection.execute(update(tables.jobs).where(tables.jobs.c.id == job.id).values(limited_from=now - seconds_ago, **ended))


@every_release
def test_the_seconds_of_all_attempts_count_for_the_time_limit(
    attempts: Attempts, jobs: Jobs, pauses: Pauses, database: Database, release: Callable[[Attempts, Job], None]
) -> None:
    job = running(database, spec=NETWORK)
    _began(database, job, 1000)
    pauses.request(job.id)
    release(attempts, job)
    pauses.resume(job.id)
    again = claim(database, job.id, "worker-2", LONG_S)
    assert again is not None
    assert again.ran_s == pytest.approx(1000, abs=50)
    assert JobLease(attempts, again).used_s() == pytest.approx(1000, abs=50)
    _began(database, job, 500)
    attempts.hand_back(job.id, again.attempt, "its worker is stopping")
    assert jobs.get(job.id).ran_s == pytest.approx(1500, abs=50)


def test_the_time_after_the_end_of_a_lease_does_not_count(attempts: Attempts, jobs: Jobs, database: Database) -> None:
    job = running(database, spec=NETWORK)
    _began(database, job, 1000, lease_ended_ago=400)
    attempts.lose(job.id, job.attempt, "the lease of its worker expired", 3)
    assert jobs.get(job.id).ran_s == pytest.approx(600, abs=50)


def test_the_time_in_which_a_search_waits_for_a_slot_does_not_count(
    pauses: Pauses, trials: Trials, jobs: Jobs, all_jobs: AllJobs, database: Database
) -> None:
    job = search_of(database, trials)
    all_jobs.add_trial_calls(job.id, 1)
    _began(database, job, 1000)
    with database.writing() as connection:
        connection.execute(update(tables.jobs).values(called_at=time.time() - 300))
    assert pauses.request(job.id).ran_s == pytest.approx(700, abs=50)


def test_a_clock_that_was_set_back_takes_no_seconds_away(attempts: Attempts, jobs: Jobs, database: Database) -> None:
    job = running(database, spec=NETWORK)
    _began(database, job, -5000)
    attempts.hand_back(job.id, job.attempt, "its worker is stopping")
    assert jobs.get(job.id).ran_s == 0.0
