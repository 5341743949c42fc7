"""Callers who leave before they are answered: what still waits for a model is dropped."""

import asyncio
from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from starlette.requests import ClientDisconnect

#: Seconds from one look at the caller to the next.
LOOK_EVERY_S = 0.1


async def while_there(handle: Callable[[Request], Awaitable[Response]], request: Request) -> Response:
    """Return the response of an endpoint, which is cancelled once its caller has left; what runs in a thread ends unheard.

    Raises:
        ClientDisconnect: The caller has left.
    """
    watch = _Watch(request)
    try:
        return await handle(request)
    except asyncio.CancelledError:
        if not watch.has_left:
            raise
        watch.task.uncancel()
        raise ClientDisconnect from None
    finally:
        watch.end()


class _Watch:
    """Looks at the caller from time to time. A timer costs next to nothing where the response is there sooner.

    Args:
        request: The request, in whose task this is made.
    """

    def __init__(self, request: Request) -> None:
        task = asyncio.current_task()
        assert task is not None, "requests are answered in tasks"
        self.task, self.has_left = task, False
        self._request = request
        self._looking: asyncio.Task[None] | None = None
        self._later()

    def end(self) -> None:
        """Look no more."""
        self._timer.cancel()
        if self._looking is not None:
            self._looking.cancel()

    def _later(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(LOOK_EVERY_S, self._begin)

    def _begin(self) -> None:
        self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        # Before the body is read, looking would take a part of it away.
        if self._request._stream_consumed and await self._request.is_disconnected():
            self.has_left = True
            self.task.cancel()
        else:
            self._later()
