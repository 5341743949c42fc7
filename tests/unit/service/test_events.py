"""Requests that wait for a job leave the API to others, and end when their key is no longer valid."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from service.errors import Unauthorized
from service.events import MAX_STREAMS, POLL_EVERY_S, EventStreams
from service.http.work import Work

JOB: Any = SimpleNamespace(id="job", last_event=1, is_final=False)


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
