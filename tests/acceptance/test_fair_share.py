"""Two owners on one stack: the one job of the second does not wait for the five hundred of the first."""

import os
from collections.abc import Iterator
from contextlib import suppress

import pytest

from service.errors import Conflict
from service.store.database import Database
from service.store.job_filter import JobFilter
from service.store.jobs import Jobs
from service.store.new_job import NewJob
from service.store.quota import Quota
from service.store.rows import Job
from tests.acceptance.service import Service, until

N_JOBS = 500


@pytest.fixture
def database(service: Service) -> Iterator[Database]:
    """The database of the running service, as owners without keys have no other way in."""
    database = Database(f"sqlite:///{service.data / 'modelbook.db'}")
    yield database
    database.close()


@pytest.fixture
def many(database: Database) -> Iterator[Jobs]:
    """The jobs of the owner with many, the rest of which is cancelled at the end."""
    jobs = Jobs(database, "many")
    yield jobs
    while rest := jobs.page(JobFilter(state="queued"), None, 200):
        for job in rest:
            with suppress(Conflict):  # It has started and ended since.
                jobs.request_cancel(job.id)
    until(lambda: not jobs.page(JobFilter(state="running"), None, 1), "the last jobs to end")


def started(jobs: Jobs) -> list[Job]:
    """Return the jobs that have been started, the newest first."""
    ended = [job for state in ("running", "succeeded") for job in jobs.page(JobFilter(state=state), None, N_JOBS)]
    return sorted(ended, key=lambda job: job.started_at or 0.0, reverse=True)


def test_one_job_starts_within_two_job_lengths_beside_five_hundred_of_another_owner(service: Service, database: Database, many: Jobs) -> None:
    first = service.submit("ridge-sine-line")
    new = NewJob(first["spec"], None, None, "cpu", None, "")
    many.create_sweep([new] * N_JOBS)
    until(lambda: len(started(many)) >= 4, "the first jobs of many")
    few = Jobs(database, "few")
    asked, _ = few.create(new)
    until(lambda: few.get(asked.id).state == "succeeded", "the one job")
    began = few.get(asked.id).started_at or 0.0
    between = [job for job in started(many) if asked.created_at < (job.started_at or 0.0) < began]
    assert len(between) <= 2 * (os.cpu_count() or 1)  # Two for each slot of the worker.
    assert many.page(JobFilter(state="queued"), None, 1)
    until(lambda: Quota(database, "few").used().cpu_seconds_a_day > 0.0, "the charge of the one job")
    assert Quota(database, "few").used().cpu_seconds_a_day < Quota(database, "many").used().cpu_seconds_a_day
