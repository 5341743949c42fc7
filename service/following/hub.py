"""Who follows which job in this process, with the one poller for all of them."""

import asyncio
import logging
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

from sqlalchemy.exc import SQLAlchemyError

from service.access.caller import Caller
from service.following.blocks import Block, block_of
from service.following.followed import Followed, Follower
from service.following.poller import ListensToChanges, Poller
from service.store.followed_jobs import FollowedJobs
from service.store.rows import Job

log = logging.getLogger(__name__)

#: Seconds from one look for revoked keys to the next.
CHECK_KEYS_EVERY_S = 1.0
#: Threads that read pages of old events for streams that begin, for which the poller does not wait.
N_PAGE_THREADS = 2

#: Returns those of some callers whose keys are no longer valid; called on a thread, may raise SQLAlchemyError.
FindsRevoked = Callable[[Collection[Caller]], set[Caller]]


class EventHub:
    """The followers of all jobs. Used on one event loop, apart from `stop`.

    Args:
        jobs: The jobs.
        wakeups: Tells which of them have changed.
        find_revoked: Finds callers whose followers are to end.
    """

    def __init__(self, jobs: FollowedJobs, wakeups: ListensToChanges, find_revoked: FindsRevoked) -> None:
        self._jobs, self._wakeups, self._find_revoked = jobs, wakeups, find_revoked
        self._followed: dict[str, Followed] = {}
        self._reading = ThreadPoolExecutor(1, "event hub")
        self._paging = ThreadPoolExecutor(N_PAGE_THREADS, "event pages")
        self._poller = Poller(jobs, self._followed, wakeups, self._reading)
        self._running: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.is_stopping = False

    @contextmanager
    def following(self, job: Job, caller: Caller) -> Iterator[Follower]:
        """Follow a job within the `with` block.

        Args:
            job: The job as it was just read.
            caller: Who follows it: the follower is closed when its key is no longer valid.
        """
        followed = self._followed.setdefault(job.id, Followed(job))
        follower = Follower(followed, caller)
        followed.followers.add(follower)
        if self.is_stopping:
            follower.close()
        self._run()
        self._poller.wake([job.id])  # What has changed since it was read was announced to nobody here.
        try:
            yield follower
        finally:
            followed.followers.discard(follower)
            if not followed.followers:
                del self._followed[job.id]

    async def read_page(self, job_id: str, after: int, last: int) -> list[Block]:
        """Return the first events of a job after the id `after` and up to the id `last`."""
        return await asyncio.get_running_loop().run_in_executor(self._paging, self._page, job_id, after, last)

    def stop(self) -> None:
        """Close all followers, also those to come. May be called by a handler of signals, and from another thread."""
        self.is_stopping = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._close_all)

    async def close(self) -> None:
        """End the poller and the threads."""
        self.is_stopping = True
        self._close_all()
        if self._running is not None:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running
        for threads in (self._reading, self._paging):
            threads.shutdown(wait=True, cancel_futures=True)

    def _run(self) -> None:
        """Start the poller, unless it runs: it ends when nobody has followed a job for a while."""
        if self._running is None or self._running.done():
            self._loop = asyncio.get_running_loop()
            self._running = asyncio.create_task(self._poll())

    async def _poll(self) -> None:
        while self._followed:  # Again for those who came while the last turn ended.
            await self._poll_until_idle()

    async def _poll_until_idle(self) -> None:
        others = [asyncio.create_task(self._wakeups.listen(self._poller.wake)), asyncio.create_task(self._check_keys())]
        try:
            await self._poller.run()
        finally:
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

    async def _check_keys(self) -> None:
        while True:
            await asyncio.sleep(CHECK_KEYS_EVERY_S)
            with suppress(SQLAlchemyError):  # While the database is unavailable no key can be revoked either, and nothing is sent.
                await self._close_revoked()

    async def _close_revoked(self) -> None:
        followers = self._followers()
        callers = {follower.caller for follower in followers}
        revoked = await asyncio.get_running_loop().run_in_executor(self._reading, self._find_revoked, callers)
        for follower in followers:
            if follower.caller in revoked:
                follower.revoke()

    def _followers(self) -> list[Follower]:
        return [follower for followed in self._followed.values() for follower in followed.followers]

    def _close_all(self) -> None:
        for follower in self._followers():
            follower.close()

    def _page(self, job_id: str, after: int, last: int) -> list[Block]:
        return [block_of(event) for event in self._jobs.page(job_id, after, last)]
