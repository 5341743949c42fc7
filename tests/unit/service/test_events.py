"""Requests that wait for a job leave the API to others, and end when their key is no longer valid; streams are counted."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from types import SimpleNamespace
from typing import Any

import pytest

import service.following.hub as hub_module
from service.access.caller import ANYONE
from service.errors import TooMany, Unauthorized, Unavailable
from service.events import MAX_TEXTS, EventStreams, Kind, NoMoreEvents, resumed_after
from service.following.hub import EventHub
from service.http.work import Work
from tests.unit.service.following.scene import JobsInMemory, ToldByHand

JOB: Any = SimpleNamespace(id="job", owner="default", last_event=1, is_final=False, progress=0.0, metrics={})
#: Most event streams of the process in these tests.
MOST = 30


class StillJobs(JobsInMemory):
    """A job that does not change, unless a test changes it."""

    def __init__(self) -> None:
        super().__init__()
        self.add("job", "queued")

    def get(self, job_id: str) -> Any:
        return self.row(job_id)


def streams_of(per_owner: int = 0, jobs: Any = None, revoked: Any = None) -> EventStreams:
    jobs = jobs or StillJobs()
    return EventStreams(jobs, EventHub(jobs, ToldByHand(), revoked or (lambda _: set())), Work(1), MOST, per_owner)


def played(streams: EventStreams, scene: Callable[[], Awaitable[Any]]) -> Any:
    async def play() -> Any:
        try:
            return await scene()
        finally:
            await streams.hub.close()

    return asyncio.run(play())


def test_a_request_that_waits_for_a_job_does_not_count_as_work() -> None:
    streams = streams_of()

    async def scene() -> int:
        waits = [asyncio.create_task(streams.wait(JOB, 0.05, ANYONE)) for _ in range(50)]
        await asyncio.sleep(0.02)
        found = streams.work.n_requests
        await asyncio.gather(*waits)
        return found

    assert played(streams, scene) == -50  # Each of them was counted when it came.
    assert streams.work.n_requests == 0


def test_waits_for_a_job_read_it_no_more_often_than_one_wait() -> None:
    jobs = StillJobs()
    streams = streams_of(jobs=jobs)

    async def scene() -> None:
        await asyncio.gather(*[streams.wait(JOB, 0.6, ANYONE) for _ in range(200)])

    played(streams, scene)
    assert len(jobs.looks) <= 8


def test_a_wait_ends_with_the_change() -> None:
    jobs = StillJobs()
    streams = streams_of(jobs=jobs)

    async def scene() -> tuple[Any, float]:
        clock = asyncio.get_running_loop().time
        wait, start = asyncio.create_task(streams.wait(jobs.row("job"), 30, ANYONE)), clock()
        await asyncio.sleep(0.05)
        jobs.add("job", "running")
        return await wait, clock() - start

    job, lasted = played(streams, scene)
    assert job.last_event == 2
    assert lasted < 3


def test_a_change_of_the_progress_alone_does_not_end_a_wait() -> None:
    jobs = StillJobs()
    streams = streams_of(jobs=jobs)

    async def scene() -> tuple[Any, float]:
        clock = asyncio.get_running_loop().time
        wait, start = asyncio.create_task(streams.wait(jobs.row("job"), 1.5, ANYONE)), clock()
        await asyncio.sleep(0.05)
        jobs.progress["job"] = 0.5
        return await wait, clock() - start

    job, lasted = played(streams, scene)
    assert (job.progress, lasted > 1.4) == (0.5, True)


def test_a_request_that_waits_is_refused_when_its_key_is_no_longer_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "CHECK_KEYS_EVERY_S", 0.05)
    streams = streams_of(revoked=set)
    with pytest.raises(Unauthorized, match="while the request waited"):
        played(streams, lambda: streams.wait(JOB, 60, ANYONE))


def job_of(owner: str) -> Any:
    return SimpleNamespace(**{**vars(JOB), "owner": owner})


def test_an_owner_has_as_many_streams_open_as_the_limit_and_another_has_its_own() -> None:
    streams = streams_of(2)
    with ExitStack() as stack:
        for owner, kind in (("a", Kind.EVENTS), ("a", Kind.TEXTS), ("b", Kind.EVENTS)):
            stack.enter_context(streams.opened(owner, kind))
        with (
            pytest.raises(TooMany, match=r"expected at most 2 open event streams, .*: owner a has as many; close some") as caught,
            streams.opened("a", Kind.EVENTS),
        ):
            pytest.fail("a third stream was opened")
        assert (streams.open_of("a"), streams.open_of("b"), streams.open_of("c")) == (2, 1, 0)
    assert caught.value.headers == {
        "Retry-After": "5",
        "RateLimit-Policy": '"streams";q=2;qu="concurrent-requests"',
        "RateLimit": '"streams";r=0;t=5',
    }
    with streams.opened("a", Kind.EVENTS):
        assert streams.open_of("a") == 1


def test_waits_at_once_do_not_pass_the_limit_of_their_owner() -> None:
    streams = streams_of(3)

    async def scene() -> list[Any]:
        waits = [streams.wait(job_of(owner), 0.05, ANYONE) for owner in "aaaaabb"]
        return await asyncio.gather(*waits, return_exceptions=True)

    found = played(streams, scene)
    assert [isinstance(outcome, TooMany) for outcome in found] == [False, False, False, True, True, False, False]
    assert streams.open_of("a") == 0


def test_a_look_without_a_wait_and_one_at_an_ended_job_are_never_refused() -> None:
    streams, ended = streams_of(1), SimpleNamespace(**{**vars(JOB), "is_final": True})
    with streams.opened("default", Kind.EVENTS):
        assert asyncio.run(streams.wait(JOB, 0, ANYONE)) is JOB
        assert asyncio.run(streams.wait(ended, 60, ANYONE)) is ended
        with pytest.raises(TooMany):
            asyncio.run(streams.wait(JOB, 1, ANYONE))


@pytest.mark.parametrize(("kind", "other", "most"), [(Kind.EVENTS, Kind.TEXTS, MOST), (Kind.TEXTS, Kind.EVENTS, MAX_TEXTS)])
def test_the_streams_of_a_process_are_bounded_whoever_opens_them_and_each_kind_by_itself(kind: Kind, other: Kind, most: int) -> None:
    streams = streams_of(0)
    with ExitStack() as stack:
        for number in range(most):
            stack.enter_context(streams.opened(f"owner-{number}", kind))
        with pytest.raises(Unavailable, match=f"all {most} .*are in use"), streams.opened("another", kind):
            pytest.fail("one more was opened")
        stack.enter_context(streams.opened("another", other))
    assert streams.open_of("another") == 0


def test_there_is_nothing_more_of_a_job_that_has_ended_behind_its_last_event() -> None:
    ended: Any = SimpleNamespace(id="job", last_event=4, is_final=True)
    with pytest.raises(NoMoreEvents):
        resumed_after(ended, 4)
    assert resumed_after(ended, 3) == 3
    assert resumed_after(JOB, 1) == 1


@pytest.mark.parametrize("is_final", [True, False])
@pytest.mark.parametrize("unknown", [5, 10**30])
def test_an_id_that_the_job_has_not_given_is_answered_from_the_start(unknown: int, is_final: bool) -> None:
    job: Any = SimpleNamespace(id="job", last_event=4, is_final=is_final)
    assert resumed_after(job, unknown) == 0
