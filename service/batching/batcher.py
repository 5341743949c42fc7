"""The queue of a loaded model: whatever has arrived when the model is free is one batch.

Nothing waits for a batch to fill. A quick batch runs on the event loop, a longer one in the thread of the model, so that slow models hold up no
others. Rows are counted, not requests: a large request goes through in pieces, between which small ones have their turn.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from math import ceil
from time import perf_counter
from typing import TypeVar

import numpy as np

from models.core.arrays import Ports
from models.serving.batch_times import BatchTimes
from service.batching.waiting import Computed, Waiting
from service.errors import Unavailable
from service.problem_types.of_server import OVERLOADED

#: Batches that take less than this, in seconds, run on the event loop: handing them to a thread would take longer.
QUICK_S = 0.002
#: Longest batch, in seconds, unless a single row takes longer: a small request waits no longer than that for a large one.
LONGEST_S = 0.01

ResultT = TypeVar("ResultT")
#: Requests that are computed together, and the rows of each.
Batch = list[tuple[Waiting, Ports]]


class Batcher:
    """Runs a model for the requests that wait for it. All of it is used on the event loop.

    Args:
        run: Runs the model on prepared inputs by port.
        times: How long that takes.
        most_waiting: Most rows that may wait.
    """

    def __init__(self, run: Callable[[Ports], Ports], times: BatchTimes, most_waiting: int) -> None:
        self._run, self._times, self._most_waiting = run, times, most_waiting
        self._most_rows = times.rows_within(LONGEST_S)
        self._waiting: deque[Waiting] = deque()
        self._alone: deque[tuple[Waiting, Ports]] = deque()
        self._n_rows = 0
        self._is_busy = self._came_together = False
        self._thread = ThreadPoolExecutor(1, "model")
        #: That of this process; asked for once, as each time is a system call.
        self._loop: asyncio.AbstractEventLoop | None = None

    def is_quick(self, n_rows: int) -> bool:
        """Tell whether a number of rows takes less time than handing them to a thread."""
        return self._times.expected_s(n_rows) < QUICK_S

    def add(self, request: Waiting) -> None:
        """Let a request wait for its turn.

        Raises:
            Unavailable: Too many rows wait.
        """
        if self._waiting and self._n_rows + request.n_rows > self._most_waiting:
            seconds = ceil(self._times.expected_s(self._n_rows))
            detail = f"{self._n_rows:,} rows wait for this model, of {self._most_waiting:,} that MODELBOOK_QUEUED_ROWS allows; try again"
            raise Unavailable(detail, seconds, kind=OVERLOADED)
        self._waiting.append(request)
        self._n_rows += request.n_rows
        if self._is_busy:
            return
        if not self._came_together and self.is_quick(request.n_rows):
            self._begin()  # Those before it came one by one, and so will this one.
        else:
            self._begin_soon()

    async def outputs(self, x: Ports, n_rows: int) -> Computed:
        """Return the outputs for prepared inputs by port; a caller that no longer waits cancels it.

        Raises:
            Exception: What the model raised.
            Unavailable: Too many rows wait.
        """
        future: asyncio.Future[Computed] = asyncio.get_running_loop().create_future()

        def done(result: Computed | Exception) -> None:
            if future.done():
                return
            if isinstance(result, Exception):
                future.set_exception(result)
            else:
                future.set_result(result)

        self.add(Waiting(x, n_rows, done, lambda: not future.done()))
        return await future

    async def call(self, function: Callable[[], ResultT]) -> ResultT:
        """Call a function of the model in its thread, after what is called before."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, copy_context().run, function)

    def close(self) -> None:
        """Let its thread end with what it runs."""
        self._thread.shutdown(wait=False)

    def _begin_soon(self) -> None:
        """Begin as soon as what has arrived by now is read."""
        self._is_busy = True
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
        self._loop.call_soon(self._begin)

    def _begin(self) -> None:
        batch = [self._alone.popleft()] if self._alone else self._next()
        if not batch:
            self._is_busy = False
            return
        self._came_together = len(batch) > 1
        x = batch[0][1] if len(batch) == 1 else {name: np.concatenate([part[name] for _, part in batch]) for name in batch[0][1]}
        if self.is_quick(_n_rows(x)):
            self._finish(batch, *_tried(self._run, x))
            return
        future = asyncio.get_running_loop().run_in_executor(self._thread, _tried, self._run, x)
        future.add_done_callback(lambda done: self._finish(batch, *done.result()))

    def _next(self) -> Batch:
        """Return the rows of the next batch: of one shape, in the order of their arrival. What is left of a large request goes to the end."""
        batch, later, large, left, now = Batch(), list[Waiting](), list[Waiting](), self._most_rows, perf_counter()
        form: list[object] = []
        while self._waiting and left > 0:
            request = self._waiting.popleft()
            if not request.is_wanted():
                self._n_rows -= request.n_left
            elif batch and request.form != form:
                later.append(request)
            else:
                form = form or request.form
                count = min(request.n_left, left) if self._times.is_independent else request.n_left
                batch.append((request, request.begin(count, now)))
                self._n_rows -= count
                left = left - count if self._times.is_independent else 0
                if request.n_left:
                    large.append(request)
        self._waiting.extendleft(reversed(later))
        self._waiting.extend(large)
        return batch

    def _finish(self, batch: Batch, outputs: Ports | Exception, seconds: float) -> None:
        self._begin_soon()
        if isinstance(outputs, Exception) and len(batch) > 1:
            self._alone.extend(batch)  # One of them may be the cause, and fails alone.
        elif isinstance(outputs, Exception):
            batch[0][0].done(outputs)
        elif len(batch) == 1:
            batch[0][0].take(outputs, seconds)
        else:
            start = 0
            for request, part in batch:
                stop = start + _n_rows(part)
                request.take({name: array[start:stop] for name, array in outputs.items()}, seconds)
                start = stop


def _n_rows(x: Ports) -> int:
    return len(next(iter(x.values())))


def _tried(run: Callable[[Ports], Ports], x: Ports) -> tuple[Ports | Exception, float]:
    """Run a model; return its outputs, or what it raised, and the seconds that it took."""
    start = perf_counter()
    try:
        outputs: Ports | Exception = run(x)
    except Exception as error:  # noqa: BLE001 - It is raised where the request is answered.
        outputs = error
    return outputs, perf_counter() - start
