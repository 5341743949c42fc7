"""Requests that wait for a job leave the API to others, and end when their key is no longer valid."""

import asyncio
from contextlib import ExitStack
from types import SimpleNamespace
from typing import Any

import pytest

from service.errors import TooMany, Unauthorized, Unavailable
from service.events import MAX_STREAMS, POLL_EVERY_S, EventStreams
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
