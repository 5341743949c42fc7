"""What a stream sends: each event once and in order, pages of what is no longer kept, and nothing to a reader that is too slow."""

import asyncio
from typing import Any

import pytest

import service.following.followed as followed_module
import service.following.poller as poller
import service.following.stream as stream_module
from service.access.caller import ANYONE
from service.following.blocks import RETRY
from service.following.stream import Stream
from service.store.followed_jobs import PAGE
from tests.unit.service.following.scene import JobsInMemory, hub_of, told, until, whole


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poller, "POLL_EVERY_S", 0.02)


def followed(jobs: JobsInMemory, after: int) -> list[str]:
    async def scene() -> list[str]:
        async with hub_of(jobs) as hub:
            with hub.following(jobs.row("job"), ANYONE) as follower:
                return await whole(Stream(follower, after, hub.read_page))

    return asyncio.run(scene())


def ended(*states: str) -> JobsInMemory:
    jobs = JobsInMemory()
    jobs.add("job", *states)
    jobs.progress["job"] = 1.0
    return jobs


def names(lines: list[str]) -> list[str]:
    return [line.partition("=")[0] for line in lines]


def test_the_last_progress_comes_before_the_final_state_and_what_follows_that_is_last() -> None:
    sent = followed(ended("queued", "running", "succeeded", "log:x"), 0)
    assert names(sent) == ["1state", "2state", "progress", "3state", "4log"]


def test_a_stream_continues_after_the_last_event_that_its_caller_has() -> None:
    assert names(followed(ended("queued", "running", "log:x", "failed"), 2)) == ["3log", "progress", "4state"]


@pytest.mark.parametrize("n", [0, 1, PAGE - 2, PAGE - 1, PAGE, 2 * PAGE, 3 * PAGE + 7])
def test_old_events_come_in_pages_each_once_and_the_progress_with_the_last_page(n: int) -> None:
    jobs = ended("queued", *[f"log:{number}" for number in range(n)], "succeeded")
    sent = names(followed(jobs, 0))
    assert sent == ["1state", *[f"{number}log" for number in range(2, n + 2)], "progress", f"{n + 2}state"]
    assert jobs.n_pages == -(-(n + 2) // PAGE)


@pytest.mark.parametrize("burst", [1, 50, PAGE + 1, 5 * PAGE])
def test_a_burst_of_any_size_reaches_those_who_wait(burst: int) -> None:
    jobs = ended("queued")

    async def scene() -> list[str]:
        async with hub_of(jobs) as hub:
            with hub.following(jobs.row("job"), ANYONE) as follower:
                stream = Stream(follower, 0, hub.read_page)
                await told(stream)
                jobs.add("job", *[f"log:{number}" for number in range(burst)], "cancelled")
                return await whole(stream)

    assert names(asyncio.run(scene())) == [*[f"{number}log" for number in range(2, burst + 2)], f"{burst + 2}state"]


def test_only_the_first_block_says_when_to_connect_again() -> None:
    jobs = ended("queued")

    async def scene() -> list[bytes]:
        async with hub_of(jobs) as hub:
            with hub.following(jobs.row("job"), ANYONE) as follower:
                stream = Stream(follower, 0, hub.read_page)
                first = await stream.next()
                jobs.add("job", "cancelled")
                return [first, await stream.next()]

    first, second = asyncio.run(scene())
    assert first.startswith(RETRY)
    assert b"retry" not in second


def test_a_stream_without_news_sends_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "HEARTBEAT_S", 0.05)
    jobs = ended("queued")

    async def scene() -> list[list[str]]:
        async with hub_of(jobs) as hub:
            with hub.following(jobs.row("job"), ANYONE) as follower:
                stream = Stream(follower, 0, hub.read_page)
                return [await told(stream) for _ in range(3)]

    assert asyncio.run(scene())[1:] == [["ping"], ["ping"]]


def test_progress_is_sent_when_it_changes() -> None:
    jobs = ended("queued")

    async def scene() -> list[str]:
        async with hub_of(jobs) as hub:
            with hub.following(jobs.row("job"), ANYONE) as follower:
                stream = Stream(follower, 1, hub.read_page)
                first = await told(stream)
                jobs.progress["job"] = 0.5
                return first + await told(stream)

    assert asyncio.run(scene()) == ['progress={"progress":1.0,"metrics":{}}', 'progress={"progress":0.5,"metrics":{}}']


@pytest.mark.parametrize(("kept", "taken_s", "is_dropped"), [(5, 1.0, True), (5, 0.0, False), (1_000, 1.0, False)])
def test_a_reader_is_dropped_that_is_slow_and_has_missed_what_is_kept(
    monkeypatch: pytest.MonkeyPatch, kept: int, taken_s: float, is_dropped: bool
) -> None:
    monkeypatch.setattr(followed_module, "MOST_KEPT", kept)
    monkeypatch.setattr(stream_module, "SLOW_AFTER_S", 0.5)
    clock = [0.0]
    monkeypatch.setattr(stream_module, "monotonic", lambda: clock[0])
    jobs = ended("queued")

    async def scene() -> list[str]:
        async with hub_of(jobs) as hub:
            with hub.following(jobs.row("job"), ANYONE) as follower:
                stream = Stream(follower, 0, hub.read_page)
                await told(stream)
                jobs.add("job", *[f"log:{number}" for number in range(20)])
                await until(lambda: follower.followed.last_event == 21)
                clock[0] += taken_s
                return await told(stream)

    assert (asyncio.run(scene()) == []) is is_dropped


def test_what_is_kept_of_a_job_is_bounded_in_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(followed_module, "MOST_KEPT_BYTES", 1_000)
    jobs = ended("queued")

    async def scene() -> Any:
        async with hub_of(jobs) as hub:
            with hub.following(jobs.row("job"), ANYONE) as follower:
                for number in range(10):
                    jobs.add("job", "log:" + "x" * 300)
                    await until(lambda at=number + 2: follower.followed.last_event == at)
                return [len(follower.followed.after(at) or []) for at in (0, 8, 9, 10, 11, 12)]

    assert asyncio.run(scene()) == [0, 0, 2, 1, 0, 0]
