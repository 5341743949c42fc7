"""Which state may follow which, over every pair, on SQLite and on PostgreSQL."""

from collections.abc import Callable
from typing import Any

import pytest

from service.errors import Conflict
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.registry import Registry
from service.store.rows import Job
from service.store.transitions import COMES_FROM, FINAL, State, move
from tests.integration.given import LONG_S, claim, new_version, queued, rows_of, running
from tests.integration.service.store.test_store_attempts import WRITES

#: The whole life of a job, as DESIGN.md draws it.
ALLOWED = {
    (State.QUEUED, State.RUNNING),
    (State.QUEUED, State.CANCELLED),
    (State.RUNNING, State.QUEUED),
    (State.RUNNING, State.SUCCEEDED),
    (State.RUNNING, State.FAILED),
    (State.RUNNING, State.CANCELLED),
    (State.QUEUED, State.PAUSED),
    (State.RUNNING, State.PAUSED),
    (State.PAUSED, State.QUEUED),
    (State.PAUSED, State.CANCELLED),
}


def _succeeded(database: Database) -> Job:
    job = running(database)
    assert Registry(database).register(job.id, job.attempt, new_version()) is not None
    return Jobs(database).get(job.id)


def _paused(database: Database) -> Job:
    job = queued(database)
    with database.writing() as connection:
        assert move(connection, job.id, State.PAUSED)
    return Jobs(database).get(job.id)


def _ended(state: State) -> Callable[[Database], Job]:
    def make(database: Database) -> Job:
        job = running(database)
        assert Attempts(database).end(job.id, job.attempt, state, "why")
        return Jobs(database).get(job.id)

    return make


#: State -> what brings a new job there.
MAKE: dict[State, Callable[[Database], Job]] = {
    State.QUEUED: queued,
    State.RUNNING: running,
    State.PAUSED: _paused,
    State.SUCCEEDED: _succeeded,
    State.FAILED: _ended(State.FAILED),
    State.CANCELLED: _ended(State.CANCELLED),
}


def _cancel(database: Database, job_id: str) -> None:
    try:
        Jobs(database).request_cancel(job_id)
    except Conflict:
        return


def test_a_job_has_a_next_state_until_it_has_ended() -> None:
    assert {(before, after) for after, befores in COMES_FROM.items() for before in befores} == ALLOWED
    assert {before for before, _ in ALLOWED} == set(State) - FINAL


@pytest.mark.parametrize("after", State)
@pytest.mark.parametrize("before", State)
def test_a_move_happens_exactly_where_the_states_allow_it(database: Database, before: State, after: State) -> None:
    job = MAKE[before](database)
    rows = rows_of(database)
    with database.writing() as connection:
        moved = move(connection, job.id, after)
    assert moved == ((before, after) in ALLOWED)
    assert Jobs(database).get(job.id).state == (after if moved else before)
    assert (rows_of(database) == rows) != moved


@pytest.mark.parametrize("state", sorted(FINAL))
def test_nothing_changes_a_final_job(database: Database, state: State) -> None:
    job = MAKE[state](database)
    calls: list[Callable[[], Any]] = [lambda: _cancel(database, job.id), lambda: claim(database, job.id, "worker-2", LONG_S)]
    calls += [lambda write=write: write(database, job.id, job.attempt) for write in WRITES.values()]
    rows = rows_of(database)
    for call in calls:
        call()
    assert rows_of(database) == rows
