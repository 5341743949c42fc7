"""Each write that followers of a job are shown is announced after its commit; one that is rolled back is not."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from models.searching.ranking import TrialResult
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.followed_jobs import PAGE, FollowedJobs
from service.store.job_events import LogData
from service.store.jobs import Jobs
from service.store.rows import Epoch, Job
from service.store.transitions import State, append_event, append_events
from service.store.trials import JobProcess, NewTrial, Trials
from tests.integration.given import queued, running


@pytest.fixture
def announced(database: Database) -> Iterator[tuple[Database, list[set[str]]]]:
    """A database like that of the test, and the ids that it announces."""
    found: list[set[str]] = []
    own = Database(database.url, found.append)
    yield own, found
    own.close()


def finish_trial(database: Database, job: Job) -> None:
    trials, process = Trials(database), JobProcess(job.id, "p", "w")
    trials.release(job.id, job.attempt, [NewTrial(0, 0, 0, 0, {})])
    trials.claim(process, 1, 60.0)
    trials.finish(process, {0: TrialResult(0.5, None, {}, 0.1, 0.1, None)}, 1)


WRITES: dict[str, Callable[[Database, Job], Any]] = {
    "progress": lambda database, job: Attempts(database).progress(job.id, job.attempt, 0.5, {}),
    "log": lambda database, job: Attempts(database).log(job.id, job.attempt, "x", time.time()),
    "epoch": lambda database, job: Attempts(database).epoch(job.id, job.attempt, Epoch(1, {"loss": 1.0}, 0.1)),
    "cancel": lambda database, job: Jobs(database).request_cancel(job.id),
    "end": lambda database, job: Attempts(database).end(job.id, job.attempt, State.FAILED, "x"),
    "hand back": lambda database, job: Attempts(database).hand_back(job.id, job.attempt, "x"),
    "lose": lambda database, job: Attempts(database).lose(job.id, job.attempt, "x", 3),
    "trial": finish_trial,
}


@pytest.mark.parametrize("write", WRITES)
def test_a_write_announces_its_job(announced: tuple[Database, list[set[str]]], write: str) -> None:
    database, found = announced
    job = running(database)
    assert found == [{job.id}, {job.id}]  # Its creation, and its claim.
    found.clear()
    WRITES[write](database, job)
    assert found == [{job.id}]


def test_a_renewed_lease_is_no_news(announced: tuple[Database, list[set[str]]]) -> None:
    database, found = announced
    job = running(database)
    found.clear()
    Attempts(database).renew(job.id, job.attempt, 60.0)
    assert found == []


def _rolled_back(database: Database, job: Job) -> None:
    with database.writing() as connection:
        append_event(connection, job.id, LogData(message="x"))
        raise ZeroDivisionError


def test_what_is_rolled_back_is_not_announced_and_not_with_the_next_commit_either(announced: tuple[Database, list[set[str]]]) -> None:
    database, found = announced
    job = queued(database)
    found.clear()
    with pytest.raises(ZeroDivisionError):
        _rolled_back(database, job)
    with database.writing():
        assert found == []
    assert found == []


def test_a_change_is_readable_when_it_is_announced(database: Database) -> None:
    reading, found = FollowedJobs(database), []
    job = queued(database)

    def read(changed: set[str]) -> None:
        found.extend(reading.look(dict.fromkeys(changed, 0)))

    writing = Database(database.url, read)
    Jobs(writing).request_cancel(job.id)
    writing.close()
    assert [(seen.last_event, seen.is_final) for seen in found] == [(2, True)]


def test_many_jobs_are_read_by_two_statements_with_what_is_new_of_each(database: Database, statements: list[str]) -> None:
    made = [queued(database) for _ in range(3)]
    known = {job.id: number for number, job in enumerate(made)}
    with database.writing() as connection:
        for job in made:
            append_events(connection, job.id, [LogData(message=str(number)) for number in range(3)])
    del statements[:]
    seen = {one.job_id: one for one in FollowedJobs(database).look({**known, "not a job": 3})}
    assert len([statement for statement in statements if statement.startswith("SELECT")]) == 2
    assert {job_id: (one.last_event, one.after, [event.id for event in one.events]) for job_id, one in seen.items()} == {
        job.id: (4, number, list(range(number + 1, 5))) for number, job in enumerate(made)
    }


def test_of_a_burst_the_newest_events_are_read_and_pages_have_the_others(database: Database) -> None:
    job, reading = queued(database), FollowedJobs(database)
    with database.writing() as connection:
        append_events(connection, job.id, [LogData(message=str(number)) for number in range(PAGE + 50)])
    (seen,) = reading.look({job.id: 1})
    last = PAGE + 51
    assert (seen.after, [event.id for event in seen.events]) == (51, list(range(52, last + 1)))
    assert [event.id for event in reading.page(job.id, 1, last)] == list(range(2, PAGE + 2))
    assert [event.id for event in reading.page(job.id, PAGE + 49, PAGE + 50)] == [PAGE + 50]
    assert reading.page(job.id, last, last) == []
