"""A stream of the events of a job: what is sent to one caller."""

import logging
from time import monotonic
from typing import Protocol

from service.following.blocks import HEARTBEAT, RETRY, Block
from service.following.followed import Follower

log = logging.getLogger(__name__)

#: Seconds without an event after which a comment is sent.
HEARTBEAT_S = 15.0
#: Seconds that a caller may take for what it was sent, if by then it has missed what is kept of the job: it is dropped, and may connect again.
SLOW_AFTER_S = 5.0


class ReadsPages(Protocol):
    """Reads events that are no longer kept."""

    async def __call__(self, job_id: str, after: int, last: int) -> list[Block]:
        """Return the first events after the id `after` and up to the id `last`; empty if there are none."""
        ...


class Stream:
    """The blocks of one stream, made as they are taken, so that a slow reader holds up none of the memory.

    The last progress comes before the event of the final state, and nothing after what that is followed by.

    Args:
        follower: Its place among those who follow the job.
        after: Id of the last event that the caller has.
        read_page: Reads events that are no longer kept.
    """

    def __init__(self, follower: Follower, after: int, read_page: ReadsPages) -> None:
        self._follower, self._followed, self._after, self._read_page = follower, follower.followed, after, read_page
        self._begin = RETRY
        self._progress = b""
        self._has_caught_up = False
        self._taken_at = monotonic()

    async def next(self) -> bytes:
        """Return what is to be sent next, waiting for it; empty at the end."""
        blocked_s = monotonic() - self._taken_at
        sent = b"" if self._is_too_slow(blocked_s) else await self._next()
        self._taken_at = monotonic()
        return sent

    async def _next(self) -> bytes:
        while not self._follower.is_closed:
            sent = await self._new()
            if sent:
                begin, self._begin = self._begin, b""
                return begin + sent
            if self._followed.is_final and self._after >= self._followed.last_event:
                return b""
            if not await self._follower.news(HEARTBEAT_S):
                return HEARTBEAT
        return b""

    async def _new(self) -> bytes:
        """Return all that is new, or one page of it."""
        last, blocks = self._followed.last_event, self._followed.after(self._after)
        if blocks is None:
            blocks = await self._read_page(self._followed.id, self._after, last)
            self._after = blocks[-1].id if blocks else last
        else:
            self._after = max(self._after, last)
        if self._after < last:
            return _joined(blocks)
        self._has_caught_up = True
        return _joined(blocks, self._new_progress())

    def _new_progress(self) -> bytes:
        if self._followed.progress == self._progress:
            return b""
        self._progress = self._followed.progress
        return self._progress

    def _is_too_slow(self, blocked_s: float) -> bool:
        if not self._has_caught_up or blocked_s <= SLOW_AFTER_S or self._followed.after(self._after) is not None:
            return False
        log.warning("An event stream is dropped: its reader is too slow.", extra={"job_id": self._followed.id, "seconds": round(blocked_s, 1)})
        return True


def _joined(blocks: list[Block], progress: bytes = b"") -> bytes:
    """Return blocks and the progress as they are sent: it comes before the end of the job."""
    texts = [block.text for block in blocks]
    index = next((index for index, block in enumerate(blocks) if block.is_end), len(texts))
    return b"".join([*texts[:index], progress, *texts[index:]])
