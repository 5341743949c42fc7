"""Connections on which some requests are answered without a task, a framework or middleware in between.

A request is offered to a `Direct` by its head, and then with its whole body. It is answered there, at once or later, or left to the application,
which gets it as if nothing had been. This stands on uvicorn's `RequestResponseCycle`, whose fields are those of the pinned version.
"""

import logging
from asyncio import AbstractEventLoop
from typing import Any, Generic, Protocol, TypeVar

from starlette.types import Scope
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
from uvicorn.server import ServerState

from service.http.protocol import BoundedProtocol

log = logging.getLogger(__name__)

HeadT = TypeVar("HeadT")


class Exchange(Generic[HeadT]):
    """A request with its whole body, and its response: it is answered, or left to the application, once.

    Args:
        head: What its head says.
        cycle: What uvicorn knows of both.
        app: The application.
        connection: Its connection.
    """

    __slots__ = ("_app", "_connection", "_cycle", "_is_left", "head")

    def __init__(self, head: HeadT, cycle: RequestResponseCycle, app: Any, connection: "DirectProtocol") -> None:
        self.head, self._cycle, self._app, self._connection = head, cycle, app, connection
        self._is_left = False

    @property
    def scope(self) -> Scope:
        """Return the request without its body, as in ASGI."""
        return self._cycle.scope  # type: ignore[return-value]

    @property
    def body(self) -> bytes:
        """Return the body."""
        return bytes(self._cycle.body)

    @property
    def is_open(self) -> bool:
        """Tell whether the caller still waits for a response from here."""
        return not (self._cycle.disconnected or self._cycle.response_started or self._is_left)

    def write(self, headers: bytes, body: bytes) -> None:
        """Send a response of status 200: header lines with their ends, and the body. Nothing is sent to a caller who waits no longer."""
        if self.is_open:
            self._connection.answer(self._cycle, headers, body)

    def leave(self) -> None:
        """Leave the request to the application."""
        if self.is_open:
            self._is_left = True
            self._connection.leave(self._cycle, self._app)


class Direct(Protocol[HeadT]):
    """What answers requests directly."""

    def head_of(self, scope: Scope) -> HeadT | None:
        """Return what the head of a request says, if it is to be offered with its body, which then is small enough to be kept; else None."""
        ...

    def take(self, exchange: Exchange[HeadT]) -> bool:
        """Take a request, to write its response now or later, or to leave it later; False to leave it now."""
        ...


class DirectProtocol(BoundedProtocol):
    """A connection that offers requests.

    Args:
        direct: To whom.
    """

    def __init__(
        self, direct: Direct[Any], config: Config, server_state: ServerState, app_state: dict[str, Any], _loop: AbstractEventLoop | None = None
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._direct = direct
        #: Request whose body is still to come.
        self._offered: tuple[Any, RequestResponseCycle, Any] | None = None
        self._lines: tuple[Any, bytes] = None, b""

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        is_unusual = self.is_reserve or cycle.waiting_for_100_continue or self.flow.write_paused
        head = None if is_unusual else self._head_of(cycle)
        if head is None:
            super()._start_asgi_task(cycle, app)
            return
        self._running = cycle
        if cycle.more_body:
            self._offered = head, cycle, app
        else:  # It had to wait for earlier ones. Offered at once, the responses to a row of requests would be written within each other.
            self.loop.call_soon(self._offer, head, cycle, app)

    def on_body(self, body: bytes) -> None:
        super().on_body(body)
        if self._offered is not None:  # uvicorn stops reading until the application takes what has come; what is offered is taken whole.
            self.flow.resume_reading()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        if self._offered is not None and self._offered[1] is self.cycle:
            offered, self._offered = self._offered, None
            self._offer(*offered)

    def _head_of(self, cycle: RequestResponseCycle) -> Any:
        try:
            return self._direct.head_of(cycle.scope)  # type: ignore[arg-type]
        except Exception:
            log.exception("A head could not be read on the hot path; the request is left to the application.")
            return None

    def _offer(self, head: Any, cycle: RequestResponseCycle, app: Any) -> None:
        exchange = Exchange(head, cycle, app, self)
        try:
            is_taken = self._direct.take(exchange)
        except Exception:
            log.exception("A request failed on the hot path, and is left to the application.")
            is_taken = False
        if not is_taken:
            exchange.leave()

    def leave(self, cycle: RequestResponseCycle, app: Any) -> None:
        """Leave a request to the application."""
        super()._start_asgi_task(cycle, app)

    def answer(self, cycle: RequestResponseCycle, headers: bytes, body: bytes) -> None:
        """Send a response of status 200: header lines with their ends, and the body."""
        cycle.response_started = cycle.response_complete = True
        last = b"\r\n" if cycle.keep_alive else b"connection: close\r\n\r\n"
        self.transport.write(b"".join((b"HTTP/1.1 200 OK\r\n", self._default_lines(), headers, last, body)))
        if not cycle.keep_alive:
            self.transport.close()
        cycle.on_response()

    def _default_lines(self) -> bytes:
        """Return the headers of all responses; the server makes a new list of them every second, as it holds the date."""
        defaults = self.server_state.default_headers
        if self._lines[0] is not defaults:
            self._lines = defaults, b"".join(name + b": " + value + b"\r\n" for name, value in defaults)
        return self._lines[1]
