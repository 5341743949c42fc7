"""Event streams over sockets: they share one poller, and a reader that takes nothing is dropped and holds nothing up."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from service.app import create_app
from service.settings import Settings
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.job_events import LogData
from service.store.transitions import append_events
from tests.integration.given import queued, running
from tests.integration.service.http.served import served
from tests.raw_http import Caller, calling

#: Long enough for anything that is expected, in seconds.
SOON_S = 20.0
#: Events of a job that are more than buffers hold, and the size of each, in bytes.
N_EVENTS, EVENT_BYTES = 12_000, 1_000


@pytest.fixture
def own(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database_url)
    yield database
    database.close()


@contextmanager
def streaming(settings: Settings, job_ids: list[str], **changes: Any) -> Iterator[tuple[Any, list[Caller]]]:
    """Open a stream of each job; yield the application and the connections."""
    app: Any = create_app(settings.model_copy(update={"streams_per_owner": 0, **changes}))
    limits = {name: value for name, value in changes.items() if name == "body_timeout_s"}
    with served(app, **limits) as (port, _), calling(port, len(job_ids)) as callers:
        for caller, job_id in zip(callers, job_ids, strict=True):
            caller.send(f"GET /v1/jobs/{job_id}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        yield app, callers
        app.state.parts.streams.stop()


def until(is_true: Callable[[], Any], what: str) -> None:
    deadline = time.monotonic() + SOON_S
    while not is_true():
        assert time.monotonic() < deadline, f"expected {what}"
        time.sleep(0.02)


def test_forty_streams_of_ten_jobs_ask_the_database_no_more_often_than_one(settings: Settings, own: Database, statements: list[str]) -> None:
    jobs = [queued(own).id for _ in range(10)]
    with streaming(settings, [*jobs] * 4) as (_, callers):
        assert [caller.head().status for caller in callers] == [200] * 40
        time.sleep(1.0)  # What they begin with is sent.
        del statements[:]
        time.sleep(2.0)
        asked = [statement for statement in statements if statement.startswith("SELECT")]
    assert 1 <= len(asked) <= 6  # Each stream for itself, it was 320.


def test_news_of_a_job_reach_its_streams_before_the_next_poll(settings: Settings, own: Database) -> None:
    job = running(own)
    with streaming(settings, [job.id]) as (app, (caller,)):
        assert caller.head().status == 200
        until(lambda: "running" in caller.line(), "the first events")
        time.sleep(1.0)
        slowest = 0.0
        for number in range(5):
            start = time.monotonic()
            Attempts(app.state.parts.database).log(job.id, job.attempt, f"number {number}", time.time())
            until(lambda at=number: f"number {at}" in caller.line(), "the event")
            slowest = max(slowest, time.monotonic() - start)
    assert slowest < 0.9


def test_a_reader_that_takes_nothing_is_dropped_and_what_it_does_not_take_is_not_read(settings: Settings, own: Database) -> None:
    job = queued(own)
    with own.writing() as connection:
        append_events(connection, job.id, [LogData(message="x" * EVENT_BYTES)] * N_EVENTS)
    with streaming(settings, [job.id], body_timeout_s=1.0) as (app, (caller,)):
        assert caller.head().status == 200
        streams = app.state.parts.streams
        pages: list[int] = []
        read = streams.hub._jobs.page
        streams.hub._jobs.page = lambda *at: pages.append(at[1]) or read(*at)
        until(lambda: streams.open_of("default") == 0, "the stream to be dropped")
        assert max(pages) < N_EVENTS * 0.9
