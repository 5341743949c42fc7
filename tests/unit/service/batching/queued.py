"""Models whose batches are watched, and requests that wait for them."""

import asyncio
import threading
import time
from collections.abc import Callable

import numpy as np

from models.core.arrays import Ports
from models.serving.batch_times import BatchTimes
from service.batching.batcher import Batcher
from service.batching.waiting import Computed

#: Times of models that run on the event loop, and in a thread.
QUICK, SLOW = BatchTimes(1e-5, 1e-6), BatchTimes(0.05, 1e-6)
#: A batch of a slow model whose rows depend on each other.
DEPENDENT = BatchTimes(0.05, 1e-6, is_independent=False)


class Watched:
    """A model that gives ten times its only input, and notes its batches.

    Args:
        times: How long it says it takes.
        most_waiting: Most rows that wait.
        spoils: The value of a row on which it fails.
        takes_s: Seconds that a batch takes in fact, and each row of it.
        most_long: Most requests that wait for long.
    """

    def __init__(
        self,
        times: BatchTimes = QUICK,
        most_waiting: int = 1000,
        spoils: float | None = None,
        takes_s: tuple[float, float] = (0.0, 0.0),
        most_long: int = 100,
    ) -> None:
        self.batches: list[list[float]] = []
        self.threads: list[str] = []
        self.is_free = threading.Event()
        self.is_free.set()
        self._spoils, self._takes_s = spoils, takes_s
        self.batcher = Batcher(self._run, times, most_waiting, most_long)

    def _run(self, x: Ports) -> Ports:
        self.is_free.wait(10)
        (array,) = x.values()
        time.sleep(self._takes_s[0] + len(array) * self._takes_s[1])
        self.batches.append(array[:, 0].tolist())
        self.threads.append(threading.current_thread().name)
        if self._spoils is not None and (array == self._spoils).any():
            raise ValueError("one row is spoilt")
        return {"y": 10 * array}

    async def asked(self, *rows: float, width: int = 1) -> list[float]:
        """Return the outputs for a request of those rows."""
        x = np.repeat(np.array(rows, np.float32)[:, np.newaxis], width, axis=1)
        found: Computed = await self.batcher.outputs({"x": x}, len(rows))
        return list(found.outputs["y"][:, 0].tolist())

    async def all_asked(self, *requests: tuple[float, ...]) -> list[list[float] | BaseException]:
        """Return what requests get that arrive together."""
        return await asyncio.gather(*(self.asked(*rows) for rows in requests), return_exceptions=True)


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.001)
