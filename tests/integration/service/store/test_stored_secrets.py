"""Errors and messages that quote what a caller has sent are stored without the keys in it."""

import pytest

from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.rows import Job
from service.store.transitions import State
from service.store.trials import Trials
from tests.integration.given import running
from tests.leaks import leaks, new_key

KEY = new_key()
ERROR = f"expected one of [a, b], got {KEY}"


def ended_by_its_attempt(database: Database, job: Job) -> None:
    assert Attempts(database).end(job.id, job.attempt, State.FAILED, ERROR)


def lost(database: Database, job: Job) -> None:
    Attempts(database).lose(job.id, job.attempt, ERROR, max_losses=1)


def handed_back(database: Database, job: Job) -> None:
    Attempts(database).hand_back(job.id, job.attempt, ERROR)


def logged(database: Database, job: Job) -> None:
    Attempts(database).log(job.id, job.attempt, ERROR, 1.0)


def ended_after_its_trials(database: Database, job: Job) -> None:
    trials = Trials(database)
    assert trials.release(job.id, job.attempt, [])
    assert trials.end_unowned(job.id, State.FAILED, ERROR)


@pytest.mark.parametrize("end", [ended_by_its_attempt, lost, handed_back, logged, ended_after_its_trials])
def test_no_error_and_no_event_holds_a_key(end, database: Database, all_jobs: AllJobs) -> None:
    job = running(database)
    end(database, job)
    stored = f"{all_jobs.get(job.id).error} {[event.data for event in all_jobs.events_after(job.id, 0)]}"
    assert ("got mb_…" in stored, leaks(stored, KEY)) == (True, False)
