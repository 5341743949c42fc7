"""Plots that are missing are made by a child process of low priority, one at a time; who asks waits for it a few seconds."""

import asyncio
from collections.abc import Callable
from typing import Any

from fastapi.concurrency import run_in_threadpool

from service.contained import Containment, Limits
from service.errors import Unavailable
from service.problem_types.of_server import PLOT_NOT_READY

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


class PlotMaker:
    """Runs work of plots in child processes. Requests for the same work wait for one child.

    Args:
        limits: Limits of a child.
        wait_s: Seconds for which a request waits.
    """

    def __init__(self, limits: Limits = LIMITS, wait_s: float = WAIT_S) -> None:
        self._containment, self.wait_s = Containment(limits), wait_s
        self._turn = asyncio.Semaphore(1)
        self._under_way: dict[Any, asyncio.Task[bytes]] = {}

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
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = asyncio.create_task(self._run(inside, work, args))
            task.add_done_callback(lambda ended: self._forget(key, ended))
        await asyncio.wait({task}, timeout=self.wait_s)
        if not task.done():
            raise Unavailable("the plots are being made; try again in a moment", RETRY_AFTER_S, kind=PLOT_NOT_READY)
        return task.result()

    async def _run(self, inside: Containment | None, work: Callable[..., bytes], args: tuple[Any, ...]) -> bytes:
        async with inside.looks.turn() if inside else self._turn:
            return await run_in_threadpool((inside or self._containment).run, work, *args)

    def _forget(self, key: Any, ended: asyncio.Task[bytes]) -> None:
        del self._under_way[key]
        if not ended.cancelled():
            ended.exception()  # Whoever waits for it raises it; without anybody it is not an error of the event loop.
