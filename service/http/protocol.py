"""HTTP/1.1 on one connection with limits, on top of uvicorn's protocol class for httptools.

The parser of uvicorn takes headers of any size and number, and waits for them for ever. Here every part of a request has a bound, and the server
looks at each connection several times a second (`end_if_stalled`), so that no request needs a timer of its own.
"""

from asyncio import AbstractEventLoop, Transport
from enum import Enum
from typing import Any, cast

import httptools
from starlette.types import ASGIApp
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
from uvicorn.server import ServerState

from service.http.bounded_state import BoundedState
from service.http.progress import Progress
from service.http.refusal import Refusal
from service.http.upgrades import PlainProtocol
from service.http.work import HealthOnly
from service.problem_types.of_requests import HEADERS_TOO_LARGE, MALFORMED_REQUEST, REQUEST_TIMEOUT

#: Requests that may wait on one connection while an earlier one is answered.
MAX_PIPELINED = 64
#: Seconds in which what a refused caller still sends is read and dropped: closed at once, it would not see the response.
LINGER_S = 2.0
#: Connections above the limit, on which only health checks are answered.
RESERVED_CONNECTIONS = 16

_MALFORMED = Refusal(MALFORMED_REQUEST, "expected a request of HTTP/1.1 (RFC 9112), got something else")
_SLOW_HEADERS = "expected all headers within {} s (MODELBOOK_HEADER_TIMEOUT_S)"
_SLOW_BODY = "expected the body to arrive without a pause of {} s (MODELBOOK_BODY_TIMEOUT_S), and faster than a few hundred bytes a second"


class _Phase(Enum):
    """Part of a request that is expected next."""

    START = "start"
    HEAD = "head"
    BODY = "body"


class _RefusedError(Exception):
    """Ends parsing: the request has been found to be over a limit."""


class BoundedProtocol(PlainProtocol):
    """One connection."""

    def __init__(self, config: Config, server_state: ServerState, app_state: dict[str, Any], _loop: AbstractEventLoop | None = None) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._state = cast("BoundedState", server_state)
        self._limits = self._state.limits
        self._phase = _Phase.START
        self._since = self._state.now
        self._turn = next(self._state.turns)
        self._received, self._sent = Progress(self._since), Progress(self._since)
        self._unsent_bytes = 0
        self._head_bytes = self._head_lines = self._unparsed_bytes = 0
        self._running: RequestResponseCycle = None  # type: ignore[assignment]  # As uvicorn's own, it is set with the first request.
        self._fault: Refusal | None = None
        self._is_refused = self._is_ending = self.is_reserve = False

    # ---- Connection

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Start; above the limit of connections, in the place of another one."""
        super().connection_made(transport)
        n_over = len(self.connections) - self._limits.connections
        if n_over > 0 and not self._take_a_place():
            self.is_reserve = True
            self.app = cast("Any", HealthOnly(cast("ASGIApp", self.app), self._limits.connections))
            if n_over > RESERVED_CONNECTIONS:
                transport.abort()

    def _take_a_place(self) -> bool:
        """Close the connection that has waited longest for a request; return whether there is one."""
        others = (other for other in self.connections if isinstance(other, BoundedProtocol) and other is not self and other._waits_for_request)
        longest = min(others, key=lambda other: other._turn, default=None)
        if longest is not None:
            longest.transport.close()
        return longest is not None

    @property
    def _waits_for_request(self) -> bool:
        """Return whether its place can be given away; one of the reserve has none."""
        return not self.is_reserve and self._phase is not _Phase.BODY and self._is_answered and not self.transport.is_closing()

    @property
    def _is_answered(self) -> bool:
        """Return whether every request that has arrived is answered."""
        return self.cycle is None or self.cycle.response_complete

    @property
    def is_between_requests(self) -> bool:
        """Return whether the next byte is the first of a request, with none before it that is not answered."""
        is_at_start = self._phase is _Phase.START and not self._unparsed_bytes
        return is_at_start and self._is_answered and not (self._is_refused or self.transport.is_closing())

    def connection_lost(self, exc: Exception | None) -> None:
        """End; what is worked on for a caller who has left is told so, also where later requests have arrived behind it."""
        if self._running is not None and not self._running.response_complete:
            self._running.disconnected = True
            self._running.message_event.set()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what came."""
        if self._is_refused:
            return
        self._unparsed_bytes += len(data)
        try:
            self.feed(data)
        except httptools.HttpParserError:
            self._refuse(self._fault or _MALFORMED)
        if self._unparsed_bytes > self._limits.header_bytes:
            self._refuse(self._too_large())

    # ---- Callbacks of the parser

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._phase, self._since = _Phase.HEAD, self._state.now
        self._head_bytes = self._head_lines = self._unparsed_bytes = 0

    def on_url(self, url: bytes) -> None:
        self._head_bytes += len(url)
        self._unparsed_bytes = 0
        if self._head_bytes > self._limits.header_bytes:
            self._stop(self._too_large())
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._head_lines += 1
        self._head_bytes += len(name) + len(value) + 4
        self._unparsed_bytes = 0
        if self._head_bytes > self._limits.header_bytes or self._head_lines > self._limits.headers:
            self._stop(self._too_large())
        if self._phase is _Phase.HEAD:  # Trailers of a body are dropped: added to the headers they would pass for checked ones.
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        if len(self.pipeline) >= MAX_PIPELINED:
            self._stop(_MALFORMED)  # It is not sent, since earlier requests wait for their responses; the connection is closed after them.
        if not self.url.startswith(b"/"):
            self._take_authority()
        super().on_headers_complete()
        self._phase, self._unparsed_bytes = _Phase.BODY, 0
        self._received.restart(self._state.now)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def on_body(self, body: bytes) -> None:
        super().on_body(body)
        self._received.moved(len(body), self._state.now)
        self._unparsed_bytes = 0

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._phase, self._since, self._unparsed_bytes = _Phase.START, self._state.now, 0

    def on_response_complete(self) -> None:
        if self.pipeline:
            super().on_response_complete()
        else:  # uvicorn would start a timer after each response; here idle connections are ended by `end_if_stalled`.
            self.server_state.total_requests += 1
            self.flow.resume_reading()
        self._turn = next(self._state.turns)
        if self._phase is _Phase.START:
            self._since = self._state.now

    def _take_authority(self) -> None:
        """Replace Host by the host of a request target in absolute form, which counts before it (RFC 9112, section 3.2.2)."""
        target = httptools.parse_url(self.url)
        if target.schema is None or target.host is None:
            return
        host = b"[" + target.host + b"]" if b":" in target.host else target.host
        host = host if target.port is None else host + b":%d" % target.port
        self.headers[:] = [(name, host if name == b"host" else value) for name, value in self.headers]
        self.url = (target.path or b"/") + (b"?" + target.query if target.query else b"")

    # ---- Refusals

    def send_400_response(self, msg: str) -> None:
        """Refuse what cannot be parsed."""
        self._refuse(_MALFORMED)

    def _too_large(self) -> Refusal:
        most = f"at most {self._limits.headers} header lines (MODELBOOK_MAX_HEADERS) of {self._limits.header_bytes:,} bytes"
        expected = f"expected {most} in all with the request line (MODELBOOK_MAX_HEADER_BYTES), got more"
        return Refusal(HEADERS_TOO_LARGE, expected)

    def _stop(self, fault: Refusal) -> None:
        """End parsing within a callback of the parser."""
        self._fault = fault
        raise _RefusedError(fault.detail)

    def _refuse(self, refusal: Refusal) -> None:
        """Refuse the request that is being received, and close. Requests before it are still answered."""
        if self._is_refused:
            return
        self._is_refused = True
        if self._phase is _Phase.BODY:
            self._refuse_body(refusal)
        elif self._is_answered:
            self._answer(refusal)
        else:
            self._newest.keep_alive = False

    def _refuse_body(self, refusal: Refusal) -> None:
        """Refuse a request whose head is already passed on."""
        if self.pipeline:  # It has not begun; the one before it is the last that is answered.
            self.pipeline.popleft()
            self._newest.keep_alive = False
            return
        self.cycle.disconnected = True
        self.cycle.message_event.set()
        if self.cycle.response_started:
            self.transport.close()
        else:
            self._answer(refusal)

    @property
    def _newest(self) -> RequestResponseCycle:
        """Return the last request that waits for its response."""
        return self.pipeline[0][0] if self.pipeline else self._running

    def _answer(self, refusal: Refusal) -> None:
        self.transport.write(refusal.closing_response())
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.flow.resume_reading()
        self.loop.call_later(LINGER_S, self.transport.close)

    # ---- Time-outs

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unsent_bytes = self.transport.get_write_buffer_size()
        self._sent.restart(self._state.now)

    def end_if_stalled(self) -> None:
        """End the connection if its caller sends or takes nothing for too long."""
        now = self._state.now
        if self.transport.is_closing() or self.flow.write_paused:
            self._abort_if_stalled(now)
        elif self.flow.read_paused:  # The application is the slow one.
            self._since = now
            self._received.restart(now)
        elif self._phase is _Phase.BODY:
            self._end_slow_body(now)
        elif self._phase is _Phase.HEAD:
            if now - self._since > self._limits.header_timeout_s:
                self._refuse(Refusal(REQUEST_TIMEOUT, _SLOW_HEADERS.format(self._limits.header_timeout_s)))
        elif self._is_answered and not self._is_refused:
            self._end_idle(now)

    def _end_slow_body(self, now: float) -> None:
        if self.cycle.waiting_for_100_continue:
            self._received.restart(now)
        elif self._received.has_stalled(now, self._limits.body_timeout_s):
            self._refuse(Refusal(REQUEST_TIMEOUT, _SLOW_BODY.format(self._limits.body_timeout_s)))

    def _end_idle(self, now: float) -> None:
        """Close a connection without a request; there is nothing to answer."""
        limit_s = self._limits.header_timeout_s if self.cycle is None else self._limits.keep_alive_s
        if now - self._since > limit_s:
            self.transport.close()

    def _abort_if_stalled(self, now: float) -> None:
        """Drop the connection if its caller takes too little of the response."""
        unsent = self.transport.get_write_buffer_size()
        if self.transport.is_closing() and not self._is_ending:
            self._is_ending = True
            self._sent.restart(now)
        self._sent.moved(max(0, self._unsent_bytes - unsent), now)
        self._unsent_bytes = unsent
        if self._sent.has_stalled(now, self._limits.body_timeout_s):
            self.transport.abort()
