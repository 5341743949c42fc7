"""Plots that are missing are made by a child process of low priority, one at a time; who asks waits for it a few seconds."""

import asyncio
from collections.abc import Callable
from typing import Any

from fastapi.concurrency import run_in_threadpool

from service.contained import Containment, Limits
from service.errors import Unavailable
from service.problem_types.of_server import OVERLOADED, PLOT_NOT_READY

#: Longest time and most memory of a child: a network may have to be loaded, with TensorFlow.
LIMITS = Limits(
    seconds=180,
    memory_bytes=8 << 30,
    work="a set of figures that is made",
    too_long="a fixed limit; try again when the machine has less to do",
    too_much="a fixed limit; figures of such a model or data set are not made",
)
#: Seconds for which a request waits, and after which it may be sent again.
WAIT_S, RETRY_AFTER_S = 20.0, 2
#: Most answers that leave no file and wait for their child: each is of another request, and figures of all owners wait with them.
MOST_WAITING = 8


class PlotMaker:
    """Runs work of plots in child processes. Requests for the same work wait for one child.

    Args:
        limits: Limits of a child.
        wait_s: Seconds for which a request waits.
    """

    def __init__(self, limits: Limits = LIMITS, wait_s: float = WAIT_S) -> None:
        self._containment, self.wait_s = Containment(limits), wait_s
        self._turn = asyncio.Semaphore(1)
        self._under_way: dict[Any, _Work] = {}

    async def done(self, key: Any, work: Callable[..., bytes], *args: Any, inside: Containment | None = None) -> bytes:
        """Return the result of work in a child; it goes on after a request that does not wait for it.

        Args:
            key: What tells the work from other work.
            work: A function of `service.contained_work`.
            args: Its arguments.
            inside: Runs the child in one of its turns for what takes a moment; by default it is run with the limits of this maker.

        Raises:
            Unavailable: It takes longer than requests wait.
            DataError: It was refused, or reached a limit.
        """
        return await self._result(self._work(key, inside, work, args))

    async def answered(self, key: Any, work: Callable[..., bytes], *args: Any) -> bytes:
        """Return the result of work that leaves no file: unless its child has begun, it ends with the last request that waits for it.

        Args:
            key: What tells the work from other work.
            work: A function of `service.contained_work`.
            args: Its arguments.

        Raises:
            Unavailable: It takes longer than requests wait, or `MOST_WAITING` others wait for their child.
            DataError: It was refused, or reached a limit.
        """
        if key not in self._under_way and sum(other.is_waiting for other in self._under_way.values()) >= MOST_WAITING:
            raise Unavailable(f"{MOST_WAITING} other answers wait to be drawn; try again later", kind=OVERLOADED)
        found = self._work(key, None, work, args)
        found.n_asking += 1
        try:
            return await self._result(found)
        finally:
            found.n_asking -= 1
            if not (found.n_asking or found.has_child):
                self._forget(key, found)
                found.task.cancel()

    def _work(self, key: Any, inside: Containment | None, work: Callable[..., bytes], args: tuple[Any, ...]) -> "_Work":
        """Return the work of a key, which is begun if it is not under way."""
        found = self._under_way.get(key)
        if found is None:
            found = self._under_way[key] = _Work()
            found.task = asyncio.create_task(self._run(found, inside, work, args))
            found.task.add_done_callback(lambda ended, begun=found: self._ended(key, begun, ended))  # type: ignore[misc]
        return found

    async def _result(self, found: "_Work") -> bytes:
        await asyncio.wait({found.task}, timeout=self.wait_s)
        if not found.task.done():
            raise Unavailable("the plots are being made; try again in a moment", RETRY_AFTER_S, kind=PLOT_NOT_READY)
        return found.task.result()

    async def _run(self, found: "_Work", inside: Containment | None, work: Callable[..., bytes], args: tuple[Any, ...]) -> bytes:
        async with inside.looks.turn() if inside else self._turn:
            found.has_child = True
            return await run_in_threadpool((inside or self._containment).run, work, *args)

    def _ended(self, key: Any, found: "_Work", task: "asyncio.Task[bytes]") -> None:
        self._forget(key, found)
        if not task.cancelled():
            task.exception()  # Whoever waits for it raises it; without anybody it is not an error of the event loop.

    def _forget(self, key: Any, found: "_Work") -> None:
        """Let the next request of a key begin anew."""
        if self._under_way.get(key) is found:
            del self._under_way[key]


class _Work:
    """Work of some requests: how many wait for an answer that leaves no file, and whether its child has begun."""

    task: "asyncio.Task[bytes]"

    def __init__(self) -> None:
        self.n_asking, self.has_child = 0, False

    @property
    def is_waiting(self) -> bool:
        """Tell whether an answer waits for its child."""
        return self.n_asking > 0 and not self.has_child
