"""Jobs that found no room on the disk, or are killed again and again: they wait, are taken in time, and never fail of it; on both databases."""

import time
from typing import Any

import pytest
from sqlalchemy import Row, select, update

from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.claims import Claims
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.losses import ROOM_PAUSE_S, LossKind
from service.store.pauses import Pauses
from service.store.rows import Event, Job
from service.store.tables import jobs as job_rows
from service.store.tables import trials as trial_rows
from service.store.transitions import State
from service.store.trials import JobProcess, NewTrial, Trials
from tests.integration.given import LONG_S, claim, queued

REASON = "there was no room on the disk (No space left on device)"


def put_off(database: Database, job_id: str, kind: LossKind = LossKind.ROOM) -> float:
    """Claim a job, let it find no room or be killed; return the seconds that it waits."""
    claimed = claim(database, job_id, "worker-1", LONG_S)
    assert claimed is not None
    Attempts(database).lose(job_id, claimed.attempt, REASON, 3, kind)
    return float(row_of(database, job_id).not_before or time.time()) - time.time()


def row_of(database: Database, job_id: str) -> Row[Any]:
    with database.reading() as connection:
        return connection.execute(select(job_rows).where(job_rows.c.id == job_id)).one()


def let_pass(database: Database, job_id: str) -> None:
    with database.writing() as connection:
        connection.execute(update(job_rows).where(job_rows.c.id == job_id).values(not_before=time.time() - 0.001))


def taken(database: Database) -> str | None:
    claimed = Claims(database).take("cpu", "worker-1", LONG_S)
    return None if claimed is None else claimed.job.id


def test_it_is_queued_with_the_reason_and_not_taken_before_its_time(database: Database, jobs: Jobs) -> None:
    job = queued(database)
    assert put_off(database, job.id) == pytest.approx(ROOM_PAUSE_S[0], abs=1)
    found = jobs.get(job.id)
    assert (found.state, found.error, row_of(database, job.id).losses) == (State.QUEUED, None, 0)
    assert not Claims(database).is_anything_waiting("cpu")
    assert taken(database) is None
    let_pass(database, job.id)
    assert Claims(database).is_anything_waiting("cpu")
    assert taken(database) == job.id


def test_younger_jobs_go_first_meanwhile(database: Database) -> None:
    old, young = queued(database), queued(database)
    put_off(database, old.id)
    assert (taken(database), taken(database)) == (young.id, None)
    let_pass(database, old.id)
    assert taken(database) == old.id


def test_it_waits_longer_each_time_and_never_fails(database: Database) -> None:
    job = queued(database)
    waits = [round(put_off(database, job.id)) for _ in range(7)]
    assert waits == [5, 10, 20, 40, 60, 60, 60]
    assert (row_of(database, job.id).state, row_of(database, job.id).losses) == (State.QUEUED, 0)


def test_one_that_is_killed_again_and_again_never_fails_and_waits_from_the_third_time_on(database: Database) -> None:
    job = queued(database)
    waits = [round(put_off(database, job.id, LossKind.KILLED)) for _ in range(10)]
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert (row_of(database, job.id).state, row_of(database, job.id).losses) == (State.QUEUED, 0)


def test_a_loss_later_does_not_wait(database: Database, attempts: Attempts) -> None:
    job = queued(database)
    put_off(database, job.id)
    claimed = claim(database, job.id, "worker-1", LONG_S)
    assert claimed is not None
    attempts.lose(job.id, claimed.attempt, "the lease of its worker expired", 3)
    assert taken(database) == job.id


def test_one_that_is_paused_and_resumed_does_not_wait_any_more(database: Database) -> None:
    job = queued(database)
    put_off(database, job.id)
    Pauses(database).request(job.id)
    Pauses(database).resume(job.id)
    assert taken(database) == job.id


def test_one_that_was_to_be_cancelled_is(database: Database, jobs: Jobs, attempts: Attempts) -> None:
    job = queued(database)
    claimed = claim(database, job.id, "worker-1", LONG_S)
    assert claimed is not None
    jobs.request_cancel(job.id)
    attempts.lose(job.id, claimed.attempt, REASON, 3, LossKind.ROOM)
    assert jobs.get(job.id).state == State.CANCELLED


def test_trials_that_found_no_room_are_queued_again_without_a_loss(database: Database) -> None:
    job, trials = _searching(database), Trials(database)
    process = JobProcess(job.id, "p1", "worker-1")
    for _ in range(5):
        assert [trial.number for trial in trials.claim(process, 1, LONG_S)] == [0]
        trials.give_back(process, REASON)
    with database.reading() as connection:
        assert [(trial.state, trial.losses) for trial in connection.execute(select(trial_rows))] == [("queued", 0)]
    messages = [event.data["message"] for event in _events(database, job.id) if event.kind == "log"]
    assert messages == [f"trials are queued again because {REASON}"] * 5


def _searching(database: Database) -> Job:
    job = claim(database, queued(database).id, "worker-1", LONG_S)
    assert job is not None
    Trials(database).release(job.id, job.attempt, [NewTrial(0, 0, 0, 0, {})])
    return job


def _events(database: Database, job_id: str) -> list[Event]:
    return AllJobs(database).events_after(job_id, 0)
