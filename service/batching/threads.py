"""Threads of one loaded model: what is slow about it holds up no other model, nor the threads that all requests share."""

import asyncio
import weakref
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from service.errors import Unavailable
from service.problem_types.of_server import OVERLOADED

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class _Call:
    future: asyncio.Future[Any]
    function: Callable[[], Any]
    #: Called on the event loop when it is over, whether or not somebody waits for it.
    over: Callable[[], None]


class Threads:
    """A few threads that begin when they are needed, and end when nothing refers to this object any more. Used on the event loop.

    They are daemons, unlike those of an executor: a process that stops does not wait for a model that takes minutes.

    Args:
        most: Their number at most.
        most_calls: Most calls at a time; further ones are refused. None for no bound.
    """

    def __init__(self, most: int, most_calls: int | None = None) -> None:
        self._most, self._most_calls, self._n_threads, self._n_calls = most, most_calls, 0, 0
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        weakref.finalize(self, self._calls.put, None)

    def submit(self, function: Callable[[], ResultT]) -> asyncio.Future[ResultT]:
        """Call a function in a thread, after what was submitted before; one that is cancelled in time is not called.

        Raises:
            Unavailable: There are too many calls.
            RuntimeError: The system has no room for a thread.
        """
        if self._most_calls is not None and self._n_calls >= self._most_calls:
            detail = f"{self._n_calls} requests compute with this model, half of those that MODELBOOK_MAX_REQUESTS allows; try again"
            raise Unavailable(detail, kind=OVERLOADED)
        future: asyncio.Future[ResultT] = asyncio.get_running_loop().create_future()
        if self._n_calls >= self._n_threads < self._most:
            Thread(target=_run, args=(self._calls,), name="model", daemon=True).start()
            self._n_threads += 1
        self._n_calls += 1
        self._calls.put(_Call(future, function, self._over))
        return future

    async def call(self, function: Callable[[], ResultT]) -> ResultT:
        """Call a function in a thread, with the context variables of the caller, and return its result.

        Raises:
            Exception: What it raised.
            Unavailable: There are too many calls.
        """
        context = copy_context()
        return await self.submit(lambda: context.run(function))

    def _over(self) -> None:
        self._n_calls -= 1


def _run(calls: SimpleQueue[_Call | None]) -> None:
    while (call := calls.get()) is not None:
        _answer(call)
        del call  # While it waits, a thread keeps no model alive.
    calls.put(None)  # For the next thread.


def _answer(call: _Call) -> None:
    result, error = None, None
    try:
        result = None if call.future.cancelled() else call.function()
    except Exception as raised:  # noqa: BLE001 - It is raised where the result is awaited.
        error = raised
    with suppress(RuntimeError):  # The event loop may have ended.
        call.future.get_loop().call_soon_threadsafe(_end, call, result, error)


def _end(call: _Call, result: Any, error: Exception | None) -> None:
    call.over()
    if call.future.cancelled():
        return
    if error is None:
        call.future.set_result(result)
    else:
        call.future.set_exception(error)
