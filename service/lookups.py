"""Look-ups that requests wait for: in threads of their own, one at a time for each key, cached for a second.

What is in use is looked up again before that second is over, so that a steady stream of requests never waits.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

#: Seconds for which a result is used: for so long a revoked key may still work.
CACHED_FOR_S = 1.0
#: Seconds after which a result that is used is looked up again, while it still counts.
REFRESHED_AFTER_S = 0.5
#: Most results that are kept; the oldest makes room.
MAX_RESULTS = 1_000

KeyT = TypeVar("KeyT")
ResultT = TypeVar("ResultT")


class Lookups(Generic[KeyT, ResultT]):
    """A function whose results are cached.

    Args:
        find: The function; it runs in a thread. Its errors are not cached.
        n_threads: Most calls at a time. Callers with keys that are not known wait for these threads, and not others for them.
    """

    def __init__(self, find: Callable[[KeyT], ResultT], n_threads: int) -> None:
        self._find = find
        self._threads = ThreadPoolExecutor(n_threads, "look-up")
        self._results: dict[KeyT, tuple[ResultT, float]] = {}
        self._running: dict[KeyT, asyncio.Task[ResultT]] = {}

    def known(self, key: KeyT) -> ResultT | None:
        """Return a result that is cached; None if there is none. Called on the event loop."""
        found = self._results.get(key)
        if found is None:
            return None
        left_s = found[1] - time.monotonic()
        if left_s <= 0:
            return None
        if left_s < CACHED_FOR_S - REFRESHED_AFTER_S and key not in self._running:
            # Its error is for those who find nothing cached any more, and ask themselves.
            self._begin(key).add_done_callback(lambda task: task.cancelled() or task.exception())
        return found[0]

    async def get(self, key: KeyT) -> ResultT:
        """Return the result for a key; callers that ask for it meanwhile wait for the same call."""
        found = self.known(key)
        if found is not None:
            return found
        task = self._running.get(key) or self._begin(key)
        return await asyncio.shield(task)  # A caller that leaves does not end the call for the others.

    def _begin(self, key: KeyT) -> asyncio.Task[ResultT]:
        task = self._running[key] = asyncio.create_task(self._call(key))
        return task

    async def _call(self, key: KeyT) -> ResultT:
        # Counted from the start: what is changed while the function runs may not be in its result.
        until = time.monotonic() + CACHED_FOR_S
        try:
            result = await asyncio.get_running_loop().run_in_executor(self._threads, self._find, key)
        finally:
            del self._running[key]
        self._results.pop(key, None)
        self._make_room()
        self._results[key] = result, until
        return result

    def _make_room(self) -> None:
        """Drop the results that are no longer used, which come first, and the oldest of too many."""
        now = time.monotonic()
        while self._results:
            oldest = next(iter(self._results))
            if len(self._results) < MAX_RESULTS and self._results[oldest][1] > now:
                return
            del self._results[oldest]

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown(wait=False, cancel_futures=True)
