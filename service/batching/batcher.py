"""The queue of a loaded model: whatever has arrived when the model is free is one batch.

Nothing waits for a batch to fill. A quick batch runs on the event loop, a longer one in the thread of the model, so that slow models hold up no
others. Rows are counted, not requests: a large request goes through in pieces, between which small ones have their turn.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from contextvars import Context
from math import ceil
from time import perf_counter

import numpy as np

from models.artifact.samples.read import n_items
from models.core.arrays import Ports
from models.serving.batch_times import BatchTimes
from models.serving.pace import Pace
from service.batching.threads import Threads
from service.batching.use import ModelUse
from service.batching.waiting import Computed, Form, Ran, Waiting
from service.errors import Unavailable
from service.problem_types.of_server import OVERLOADED

log = logging.getLogger(__name__)

#: What takes less than this, in seconds, runs on the event loop: handing it to a thread would take longer.
QUICK_S = 0.002
#: Longest batch, in seconds, unless a batch of one row takes half of it: a small request waits no longer than that for a large one.
LONGEST_S = 0.01
#: Expected time of the rows that wait, in seconds, from which requests count as waiting for long.
LONG_S = 1.0

#: Requests that are computed together, and the rows of each.
Batch = list[tuple[Waiting, Ports]]


class Batcher:
    """Runs a model for the requests that wait for it. All of it is used on the event loop.

    It has nothing to close: an evicted model runs for those who still wait for it, and ends with the last of them.

    Args:
        run: Runs the model on prepared inputs by port.
        times: How long that took first.
        most_waiting: Most rows that may wait.
        most_long: Most requests that may wait for long, since others of this process are refused while too many are in work. As
            many as there may be rows when left out.
        use: Where the rows of its batches are counted, with those of others; nowhere else when left out.
    """

    def __init__(
        self,
        run: Callable[[Ports], Ports],
        times: BatchTimes,
        most_waiting: int,
        most_long: int | None = None,
        use: ModelUse | None = None,
    ) -> None:
        self._run, self._is_independent = run, times.is_independent
        self._most_waiting, self._most_long = most_waiting, most_waiting if most_long is None else most_long
        self._sizes = (use or ModelUse()).batches
        self._pace = Pace(times.base_s, times.row_s)
        self._waiting: deque[Waiting] = deque()
        self._alone: deque[tuple[Waiting, Ports]] = deque()
        self._n_rows = 0
        self._is_busy = self._came_together = False
        self._thread = Threads(1)

    @property
    def n_waiting(self) -> int:
        """Return the number of rows that wait."""
        return self._n_rows

    def is_quick(self, n_rows: int) -> bool:
        """Tell whether a number of rows takes less time than handing them to a thread."""
        return self._pace.expected_s(n_rows) < QUICK_S

    def expected_s(self, n_rows: int) -> float:
        """Return the seconds that the model is expected to take for a batch, as measured when it was loaded and corrected since."""
        return self._pace.expected_s(n_rows)

    def add(self, request: Waiting) -> None:
        """Let a request wait for its turn.

        Raises:
            Unavailable: Too many rows wait, or too many requests for long.
        """
        if self._waiting and self._refusal(request) is not None:
            self._drop_ended()
            self._require_room(request)
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

    def _refusal(self, request: Waiting) -> str | None:
        """Return why a request may not wait; None if it may."""
        if self._n_rows + request.n_rows > self._most_waiting:
            return f"{self._n_rows:,} rows wait for this model, of {self._most_waiting:,} that MODELBOOK_QUEUED_ROWS allows; try again"
        if len(self._waiting) >= self._most_long and self._pace.expected_s(self._n_rows) > LONG_S:
            return f"{len(self._waiting)} requests wait for this model, half of those that MODELBOOK_MAX_REQUESTS allows; try again"
        return None

    def _require_room(self, request: Waiting) -> None:
        refusal = self._refusal(request) if self._waiting else None
        if refusal is not None:
            raise Unavailable(refusal, max(1, ceil(self._pace.expected_s(self._n_rows))), kind=OVERLOADED)

    def _drop_ended(self) -> None:
        """Drop the requests for which nobody waits, which might fill the queue of a slow model."""
        self._waiting = deque(request for request in list(self._waiting) if not request.is_over())
        self._n_rows = sum(request.n_left for request in self._waiting)

    def _begin_soon(self) -> None:
        """Begin as soon as what has arrived by now is read; with no context variables, as the batch is not that of the request that begins it."""
        self._is_busy = True
        asyncio.get_running_loop().call_soon(self._begin, context=Context())

    def _begin(self) -> None:
        batch = self._next() if self._waiting or self._alone else []  # Mostly nothing has come: it is asked for after each batch.
        if not batch:
            self._is_busy = False
            return
        self._is_busy, self._came_together = True, len(batch) > 1
        n_rows = sum(n_items(x) for _, x in batch)
        self._sizes.observe(n_rows)
        if self.is_quick(n_rows):
            self._finish(batch, n_rows, _tried(self._run, batch))
            return
        run = self._run
        try:
            running = self._thread.submit(lambda: _tried(run, batch))
        except RuntimeError as error:  # The system has no room for a thread.
            self._finish(batch, n_rows, error)
        else:
            running.add_done_callback(lambda done: self._finish(batch, n_rows, done.result()))

    def _next(self) -> Batch:
        """Return the rows of the next batch: of one form, in the order of their arrival. What is left of a large request goes to the end."""
        while self._alone:
            request, x = self._alone.popleft()
            if not request.is_over():
                return [(request, x)]
        batch, later, large, left, now = Batch(), list[Waiting](), list[Waiting](), self._most_rows(), perf_counter()
        form: Form = ()
        while self._waiting and left > 0:
            request = self._waiting.popleft()
            if request.is_over():
                self._n_rows -= request.n_left
                continue
            form = form or request.form
            if batch and request.form != form:
                later.append(request)
                continue
            count = min(request.n_left, left) if self._is_independent else request.n_left
            batch.append((request, request.begin(count, now)))
            self._n_rows -= count
            left = left - count if self._is_independent else 0
            if request.n_left:
                large.append(request)
        self._waiting.extendleft(reversed(later))
        self._waiting.extend(large)
        return batch

    def _most_rows(self) -> int:
        """Return the most rows of the next batch.

        A batch of a model that takes long for a single row already may take twice as long, or large requests would take for ever.
        """
        if self._n_rows == 1:
            return 1
        longest_s = max(LONGEST_S, 2 * self._pace.expected_s(1))
        return self._n_rows if self._pace.expected_s(self._n_rows) <= longest_s else self._pace.items_within(longest_s)

    def _finish(self, batch: Batch, n_rows: int, ran: Ran | Exception) -> None:
        self._begin_soon()
        if isinstance(ran, Exception):
            self._failed(batch, ran)
            return
        self._pace.observe(n_rows, ran.seconds + ran.steps_s)
        start = 0
        for request, part in batch:
            stop = start + n_items(part)
            own = ran.outputs if len(batch) == 1 else {name: array[start:stop] for name, array in ran.outputs.items()}
            try:
                request.take(own, ran, start)
            except Exception as error:
                log.exception("A prediction could not be answered.")
                request.end(error)
            start = stop

    def _failed(self, batch: Batch, error: Exception) -> None:
        if len(batch) > 1:
            self._alone.extend(batch)  # One of them may be the cause, and fails alone.
        else:
            batch[0][0].end(error)


def _tried(run: Callable[[Ports], Ports], batch: Batch) -> Ran | Exception:
    """Run a model on a batch; return what it gave, or what it raised."""
    first, x = batch[0]
    try:
        if len(batch) > 1:
            x = {name: np.concatenate([part[name] for _, part in batch]) for name in x}
        start = perf_counter()
        if first.prepare is not None:
            x = first.prepare(x)
        prepared = perf_counter()
        return Ran(run(x), perf_counter() - prepared, prepared - start)
    except Exception as error:  # noqa: BLE001 - It is raised where the request is answered.
        return error
