"""A job that is followed: as it was last read, its newest events, and those who wait for news of it."""

import asyncio
from collections import deque
from itertools import takewhile

from service.access.caller import Caller
from service.following.blocks import Block, block_of, progress_block
from service.store.followed_jobs import Seen, progress_of
from service.store.rows import Job

#: Most events that are kept of a job, and most bytes of them: those who are behind read from the database.
MOST_KEPT, MOST_KEPT_BYTES = 1_000, 256 * 1024


class Followed:
    """A job that somebody follows. Used on the event loop only.

    Args:
        job: The job as it was read for the first who follows it.

    Attributes:
        version: Changes with everything that is new.
        last_event: Id of its last event.
        is_final: Whether it has ended.
        progress: Its progress as it is sent.
        followers: Those who follow it.
    """

    def __init__(self, job: Job) -> None:
        self.id, self.last_event, self.is_final = job.id, job.last_event, job.is_final
        self.version = 0
        self.progress = progress_block(progress_of(job))
        self.followers: set[Follower] = set()
        self._kept: deque[Block] = deque()
        self._kept_bytes = 0
        self._kept_after = job.last_event

    def update(self, seen: Seen) -> bool:
        """Take over what was read; return whether it is news."""
        progress = progress_block(seen.progress)
        is_news = (seen.last_event, seen.is_final, progress) != (self.last_event, self.is_final, self.progress)
        if seen.last_event < self.last_event or not is_news:
            return False
        if seen.after > self.last_event:  # More came at once than one reading returns.
            self._forget(seen.after)
        self._keep([block_of(event) for event in seen.events if event.id > self.last_event])
        self.last_event, self.is_final, self.progress = seen.last_event, seen.is_final, progress
        self.version += 1
        return True

    def after(self, event_id: int) -> list[Block] | None:
        """Return the events after an id; None if not all of them are kept."""
        if event_id < self._kept_after:
            return None
        return [*reversed([*takewhile(lambda block: block.id > event_id, reversed(self._kept))])]

    def _forget(self, after: int) -> None:
        self._kept.clear()
        self._kept_bytes, self._kept_after = 0, after

    def _keep(self, new: list[Block]) -> None:
        self._kept.extend(new)
        self._kept_bytes += sum(len(block.text) for block in new)
        while len(self._kept) > MOST_KEPT or self._kept_bytes > MOST_KEPT_BYTES:
            oldest = self._kept.popleft()
            self._kept_bytes, self._kept_after = self._kept_bytes - len(oldest.text), oldest.id


class Follower:
    """Somebody who follows a job: a stream, or a request that waits.

    Args:
        followed: The job.
        caller: Whose request it is.

    Attributes:
        is_closed: Whether it is to end: the process stops, the caller has left, or `is_revoked`.
        is_revoked: Whether the key of the caller is no longer valid.
    """

    def __init__(self, followed: Followed, caller: Caller) -> None:
        self.followed, self.caller = followed, caller
        self.is_closed = self.is_revoked = False
        self._seen = -1
        self._news: asyncio.Future[None] | None = None

    async def news(self, seconds: float) -> bool:
        """Wait until something is new since the last call, or the follower is closed; return False if neither comes in time."""
        if self._seen == self.followed.version and not self.is_closed:
            await self._woken(seconds)
        is_new = self._seen != self.followed.version or self.is_closed
        self._seen = self.followed.version
        return is_new

    async def _woken(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        self._news = loop.create_future()
        timer = loop.call_later(seconds, self.wake)
        try:
            await self._news
        finally:
            timer.cancel()
            self._news = None

    def wake(self) -> None:
        """Let it look for news."""
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    def close(self) -> None:
        """Let it end."""
        self.is_closed = True
        self.wake()

    def revoke(self) -> None:
        """Let it end, as the key of its caller is no longer valid."""
        self.is_revoked = True
        self.close()
