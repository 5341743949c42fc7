"""Requests that wait for a job leave the API to others, and end when their key is no longer valid."""

import asyncio
from contextlib import ExitStack
from types import SimpleNamespace
from typing import Any

import pytest

from service.errors import TooMany, Unauthorized, Unavailable
from service.events import MAX_STREAMS, POLL_EVERY_S, RETRY_MS, EventStreams, NoMoreEvents, require_more
from service.http.work import Work

JOB: Any = SimpleNamespace(id="job", owner="default", last_event=1, is_final=False)


class StillJobs:
    """Jobs that do not change."""

    def get(self, job_id: str) -> Any:
        return JOB


async def valid() -> bool:
    return True


async def revoked() -> bool:
    return False


def waiting(n: int) -> tuple[int, float]:
    """Wait n times at once; return the requests counted as work meanwhile, and the polls a second."""
    jobs: Any = StillJobs()
    streams = EventStreams(jobs, Work(1))

    async def scene() -> tuple[int, float]:
        waits = [asyncio.create_task(streams.wait(JOB, 0.05, valid)) for _ in range(n)]
        await asyncio.sleep(0.02)
        found = streams.work.n_requests, n / streams.poll_every_s
        await asyncio.gather(*waits)
        assert streams.work.n_requests == 0
        return found

    return asyncio.run(scene())


def test_a_request_that_waits_for_a_job_does_not_count_as_work() -> None:
    assert waiting(50)[0] == -50  # Each of them was counted when it came.


def test_many_waits_poll_the_database_no_more_often_than_a_hundred() -> None:
    rates = {n: waiting(n)[1] for n in (1, MAX_STREAMS, 3 * MAX_STREAMS)}
    assert rates == {1: 1 / POLL_EVERY_S, MAX_STREAMS: MAX_STREAMS / POLL_EVERY_S, 3 * MAX_STREAMS: MAX_STREAMS / POLL_EVERY_S}


def test_a_request_that_waits_is_refused_when_its_key_is_no_longer_valid() -> None:
    jobs: Any = StillJobs()
    with pytest.raises(Unauthorized, match="while the request waited"):
        asyncio.run(EventStreams(jobs, Work(1)).wait(JOB, 60, revoked))


def streams_of(per_owner: int) -> EventStreams:
    jobs: Any = StillJobs()
    return EventStreams(jobs, Work(1), per_owner)


def job_of(owner: str) -> Any:
    return SimpleNamespace(**{**vars(JOB), "owner": owner})


def test_an_owner_has_as_many_streams_open_as_the_limit_and_another_has_its_own() -> None:
    streams = streams_of(2)
    with ExitStack() as stack:
        for owner in ("a", "a", "b"):
            stack.enter_context(streams.opened(owner))
        with (
            pytest.raises(TooMany, match=r"expected at most 2 open event streams, .*: owner a has as many; close some") as caught,
            streams.opened("a"),
        ):
            pytest.fail("a third stream was opened")
        assert (streams.open_of("a"), streams.open_of("b"), streams.open_of("c")) == (2, 1, 0)
    assert caught.value.headers == {
        "Retry-After": "5",
        "RateLimit-Policy": '"streams";q=2;qu="concurrent-requests"',
        "RateLimit": '"streams";r=0;t=5',
    }
    with streams.opened("a"):
        assert streams.open_of("a") == 1


def test_waits_at_once_do_not_pass_the_limit_of_their_owner() -> None:
    streams = streams_of(3)

    async def scene() -> list[Any]:
        waits = [streams.wait(job_of(owner), 0.05, valid) for owner in "aaaaabb"]
        return await asyncio.gather(*waits, return_exceptions=True)

    found = asyncio.run(scene())
    assert [isinstance(outcome, TooMany) for outcome in found] == [False, False, False, True, True, False, False]
    assert streams.open_of("a") == 0


def test_a_look_without_a_wait_and_one_at_an_ended_job_are_never_refused() -> None:
    streams, ended = streams_of(1), SimpleNamespace(**{**vars(JOB), "is_final": True})
    with streams.opened("default"):
        assert asyncio.run(streams.wait(JOB, 0, revoked)) is JOB
        assert asyncio.run(streams.wait(ended, 60, valid)) is ended
        with pytest.raises(TooMany):
            asyncio.run(streams.wait(JOB, 1, valid))


def test_the_streams_of_a_process_are_bounded_whoever_opens_them() -> None:
    streams = streams_of(0)
    with ExitStack() as stack:
        for number in range(MAX_STREAMS):
            stack.enter_context(streams.opened(f"owner-{number}"))
        with pytest.raises(Unavailable, match="all 100 event streams are in use"), streams.opened("another"):
            pytest.fail("one more was opened")
    assert streams.open_of("another") == 0


def event(number: int, kind: str, **data: Any) -> Any:
    return SimpleNamespace(id=number, kind=kind, data=data)


EVENTS = [event(1, "state", state="queued"), event(2, "state", state="running"), event(3, "log", text="x"), event(4, "state", state="succeeded")]


class EndingJobs:
    """A job that ends, with events after its end, between two looks at its row."""

    def __init__(self) -> None:
        self._rows = [(2, 0.0, False), (3, 0.5, False), (4, 1.0, True)]

    def get(self, job_id: str) -> Any:
        last, progress, is_final = self._rows.pop(0)
        return SimpleNamespace(id=job_id, last_event=last, progress=progress, metrics={}, is_final=is_final)

    def events_after(self, job_id: str, after: int) -> list[Any]:
        return [known for known in EVENTS if known.id > after]  # All of them are there when the first row is read.


def followed(after: int) -> list[Any]:
    jobs: Any = EndingJobs()

    async def scene() -> list[Any]:
        return [item async for item in EventStreams(jobs, Work(1)).follow("job", after, valid)]

    return asyncio.run(scene())


def test_the_last_progress_comes_before_the_final_state_which_is_last() -> None:
    sent = [(item.event, item.data.get("state", item.data.get("progress"))) for item in followed(0)]
    assert sent == [
        *(("state", "queued"), ("state", "running"), ("progress", 0.0), ("log", None)),
        *(("progress", 0.5), ("progress", 1.0), ("state", "succeeded")),
    ]


def test_each_event_is_sent_once_and_progress_has_no_id() -> None:
    assert [item.id for item in followed(1) if item.event != "progress"] == ["2", "3", "4"]
    assert {item.id for item in followed(1) if item.event == "progress"} == {None}


def test_the_first_event_tells_when_to_connect_again() -> None:
    assert [item.retry for item in followed(0)] == [RETRY_MS, *[None] * 6]


def test_there_is_nothing_more_of_a_job_that_has_ended_behind_its_last_event() -> None:
    ended: Any = SimpleNamespace(id="job", last_event=4, is_final=True)
    for after in (4, 5):
        with pytest.raises(NoMoreEvents):
            require_more(ended, after)
    require_more(ended, 3)
    require_more(JOB, 1)
