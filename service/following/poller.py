"""The poller: reads the jobs that are followed, and wakes those who follow them."""

import asyncio
import logging
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from typing import Protocol, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from service.following.followed import Followed
from service.outage_log import OutageLog
from service.store.followed_jobs import FollowedJobs

log = logging.getLogger(__name__)

T = TypeVar("T")

#: Seconds from one look at all followed jobs to the next: with announcements, which can get lost, and while they do not arrive.
POLL_EVERY_S, POLL_EVERY_WITHOUT_S = 1.0, 0.25
#: Fewest seconds between two looks: with few followers, and added for each of them, so that many leave the process to others.
LOOK_EVERY_S, LOOK_EVERY_S_EACH = 0.05, 0.0002
#: Jobs of one query, and followers that are woken before other requests have their turn.
JOBS_AT_ONCE, WOKEN_AT_ONCE = 100, 10
#: Seconds after which it looks again after a failure, and for which it goes on when nobody follows a job any more.
RETRY_S, LINGER_S = 1.0, 5.0


class ListensToChanges(Protocol):
    """Passes on which jobs have changed, as far as it hears of it; `is_connected` while it does."""

    is_connected: bool

    async def listen(self, wake: "Wakes") -> None:
        """Pass ids of changed jobs on, until cancelled."""
        ...


class Wakes(Protocol):
    """Takes the ids of jobs that have changed."""

    def __call__(self, changed: Collection[str], /) -> None: ...


class Poller:
    """Reads jobs, all with one query, and wakes their followers. Used on one event loop.

    Args:
        jobs: The jobs.
        followed: Those that are followed, by id; others add to them and remove them.
        wakeups: Tells which of them have changed; all are polled besides.
        threads: Where the database is read.
    """

    def __init__(self, jobs: FollowedJobs, followed: dict[str, Followed], wakeups: ListensToChanges, threads: Executor) -> None:
        self._jobs, self._followed, self._wakeups, self._threads = jobs, followed, wakeups, threads
        self._changed: set[str] = set()
        self._woken = asyncio.Event()
        self._outage = OutageLog(log)

    def wake(self, changed: Collection[str], /) -> None:
        """Look at changed jobs soon, as far as they are followed."""
        new = self._followed.keys() & changed
        if new:
            self._changed |= new
            self._woken.set()

    async def run(self) -> None:
        """Look for as long as anybody follows a job, and a little longer."""
        clock = asyncio.get_running_loop().time
        poll_at, idle_since = 0.0, clock()
        while self._followed or clock() - idle_since < LINGER_S:
            idle_since = clock() if self._followed else idle_since
            poll_at = min(poll_at, clock() + self._poll_every_s)  # At once more often, when announcements no longer arrive.
            await self._woken_before(poll_at)
            changed, self._changed = self._changed & self._followed.keys(), set()
            if clock() >= poll_at:
                changed, poll_at = set(self._followed), clock() + self._poll_every_s
            await asyncio.sleep(self._pause_s() if await self._look(sorted(changed)) else RETRY_S)

    @property
    def _poll_every_s(self) -> float:
        return POLL_EVERY_S if self._wakeups.is_connected else POLL_EVERY_WITHOUT_S

    def _pause_s(self) -> float:
        return LOOK_EVERY_S + LOOK_EVERY_S_EACH * sum(len(followed.followers) for followed in self._followed.values())

    async def _woken_before(self, at: float) -> None:
        """Wait until a job is announced, or until a time of the event loop."""
        with suppress(TimeoutError):
            async with asyncio.timeout_at(at):
                await self._woken.wait()
        self._woken.clear()

    async def _look(self, changed: Sequence[str]) -> bool:
        """Read jobs, and wake their followers; return whether that was possible. What was missed is read with the next poll."""
        try:
            for some in _parts(changed, JOBS_AT_ONCE):
                await self._look_at(some)
        except SQLAlchemyError:
            self._outage.failed("Followed jobs cannot be read.")
            return False
        except Exception:  # If the poller ended, all streams would be silent for ever.
            log.exception("Followed jobs cannot be read; trying again.")
            return False
        self._outage.worked()
        return True

    async def _look_at(self, job_ids: Sequence[str]) -> None:
        known = {job_id: self._followed[job_id].last_event for job_id in job_ids if job_id in self._followed}
        if not known:
            return
        news = []
        for seen in await asyncio.get_running_loop().run_in_executor(self._threads, self._jobs.look, known):
            followed = self._followed.get(seen.job_id)
            if followed is not None and followed.update(seen):
                news.append(followed)
        await _wake_followers(news)


async def _wake_followers(news: Collection[Followed]) -> None:
    """Wake the followers of jobs, some at a time: a thousand at once would hold up every other request."""
    for some in _parts([follower for followed in news for follower in followed.followers], WOKEN_AT_ONCE):
        for follower in some:
            follower.wake()
        await asyncio.sleep(0)


def _parts(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))
