"""One poller a process reads all followed jobs, woken by announcements, and wakes those who follow them."""

import asyncio
from contextlib import ExitStack
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

import service.following.hub as hub_module
import service.following.poller as poller
from service.access.caller import ANYONE, Caller
from service.following.stream import Stream
from tests.unit.service.following.scene import JobsInMemory, ToldByHand, hub_of, polls_seldom, told, until, whole


def jobs_of(n: int) -> JobsInMemory:
    jobs = JobsInMemory()
    for number in range(n):
        jobs.add(f"job-{number}", "queued")
    return jobs


def test_all_followed_jobs_are_read_together_however_many_follow_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poller, "POLL_EVERY_S", 0.05)
    jobs = jobs_of(3)

    async def scene() -> None:
        async with hub_of(jobs) as hub:
            with ExitStack() as stack:
                for number in range(300):
                    stack.enter_context(hub.following(jobs.row(f"job-{number % 3}"), ANYONE))
                await asyncio.sleep(0.5)

    asyncio.run(scene())
    assert {tuple(look) for look in jobs.looks[1:]} == {("job-0", "job-1", "job-2")}
    assert 2 <= len(jobs.looks) <= 11  # One for each time, whatever the number of followers.


def test_an_announced_job_is_read_at_once_and_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    polls_seldom(monkeypatch)
    jobs, wakeups = jobs_of(3), ToldByHand()

    async def scene() -> list[str]:
        async with hub_of(jobs, wakeups) as hub:
            with ExitStack() as stack:
                first, *_ = [stack.enter_context(hub.following(jobs.row(job_id), ANYONE)) for job_id in sorted(jobs.events)]
                stream = Stream(first, 0, hub.read_page)
                await told(stream)
                await until(lambda: {job_id for look in jobs.looks for job_id in look} == set(jobs.events))
                jobs.looks.clear()
                jobs.add("job-0", "running")
                wakeups.tell(["job-0", "another"])
                return await told(stream)

    assert asyncio.run(scene()) == ['2state={"state":"running"}']
    assert jobs.looks == [["job-0"]]


def test_a_lost_announcement_is_made_up_for_by_the_next_poll(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poller, "POLL_EVERY_S", 0.1)
    jobs = jobs_of(1)

    async def scene() -> list[str]:
        async with hub_of(jobs) as hub:
            with hub.following(jobs.row("job-0"), ANYONE) as follower:
                stream = Stream(follower, 1, hub.read_page)
                await told(stream)
                jobs.add("job-0", "running")
                return await told(stream)

    assert asyncio.run(scene()) == ['2state={"state":"running"}']


def test_jobs_are_polled_more_often_while_no_announcements_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    polls_seldom(monkeypatch)
    monkeypatch.setattr(poller, "POLL_EVERY_WITHOUT_S", 0.05)
    jobs = jobs_of(1)

    async def looks(*, is_connected: bool) -> int:
        jobs.looks.clear()
        async with hub_of(jobs, ToldByHand(is_connected=is_connected)) as hub:
            with hub.following(jobs.row("job-0"), ANYONE):
                await asyncio.sleep(0.5)
        return len(jobs.looks)

    assert asyncio.run(looks(is_connected=True)) <= 2
    assert asyncio.run(looks(is_connected=False)) >= 3


def test_what_changed_between_the_reading_of_a_job_and_its_following_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    polls_seldom(monkeypatch)
    jobs = jobs_of(1)

    async def scene() -> list[str]:
        async with hub_of(jobs) as hub:
            await asyncio.sleep(0)
            with hub.following(jobs.row("job-0"), ANYONE):
                await until(lambda: jobs.looks)
                read = jobs.add("job-1", "queued")
                jobs.add("job-1", "running", "succeeded")  # Announced before anybody here followed it.
                with hub.following(read, ANYONE) as follower:
                    return await whole(Stream(follower, 1, hub.read_page))

    assert [line.partition("=")[0] for line in asyncio.run(scene())] == ["progress", "2state", "3state"]


def test_an_outage_of_the_database_is_ridden_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poller, "POLL_EVERY_S", 0.05)
    monkeypatch.setattr(poller, "RETRY_S", 0.05)
    jobs = jobs_of(1)

    async def scene() -> list[str]:
        async with hub_of(jobs) as hub:
            with hub.following(jobs.row("job-0"), ANYONE) as follower:
                stream = Stream(follower, 1, hub.read_page)
                await told(stream)
                for error in (OperationalError("", None, Exception("away")), ValueError("unexpected")):
                    jobs.error = error
                    n_looks = len(jobs.looks)
                    await until(lambda at=n_looks: len(jobs.looks) > at + 2)
                jobs.add("job-0", "cancelled")
                jobs.error = None
                return await told(stream)

    assert asyncio.run(scene()) == ['2state={"state":"cancelled"}']


def test_followers_whose_key_was_revoked_are_closed_and_others_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "CHECK_KEYS_EVERY_S", 0.05)
    jobs, gone = jobs_of(1), Caller(key_id="gone")
    asked: list[set[Caller]] = []

    def revoked(callers: Any) -> set[Caller]:
        asked.append(set(callers))
        if len(asked) < 3:
            raise OperationalError("", None, Exception("away"))
        return {gone}

    async def scene() -> tuple[bool, bool, bool]:
        async with hub_of(jobs, revoked=revoked) as hub:
            with hub.following(jobs.row("job-0"), gone) as theirs, hub.following(jobs.row("job-0"), ANYONE) as mine:
                stream = Stream(theirs, 1, hub.read_page)
                await until(lambda: theirs.is_closed)
                return theirs.is_revoked, mine.is_closed, await told(stream) == []

    assert asyncio.run(scene()) == (True, False, True)
    assert asked[0] == {gone, ANYONE}


def test_a_stop_ends_streams_at_once_and_those_that_come_later(monkeypatch: pytest.MonkeyPatch) -> None:
    polls_seldom(monkeypatch)
    jobs = jobs_of(2)

    async def scene() -> float:
        async with hub_of(jobs) as hub:
            clock = asyncio.get_running_loop().time
            with hub.following(jobs.row("job-0"), ANYONE) as follower:
                stream = Stream(follower, 1, hub.read_page)
                await told(stream)
                start = clock()
                asyncio.get_running_loop().call_later(0.05, hub.stop)
                assert await told(stream) == []
                lasted = clock() - start
            with hub.following(jobs.row("job-1"), ANYONE) as follower:
                assert await told(Stream(follower, 0, hub.read_page)) == []
        return lasted

    assert asyncio.run(scene()) < 2


def test_the_poller_ends_when_nobody_follows_a_job_and_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poller, "POLL_EVERY_S", 0.02)
    monkeypatch.setattr(poller, "LINGER_S", 0.0)
    jobs = jobs_of(1)

    async def scene() -> None:
        async with hub_of(jobs) as hub:
            for _ in range(2):
                with hub.following(jobs.row("job-0"), ANYONE):
                    n_looks = len(jobs.looks)
                    await until(lambda at=n_looks: len(jobs.looks) > at + 1)
                await asyncio.sleep(0.2)
                n_looks = len(jobs.looks)
                await asyncio.sleep(0.1)
                assert len(jobs.looks) == n_looks

    asyncio.run(scene())
