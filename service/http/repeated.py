"""Connections on which the same head comes again and again, as from callers that ask for one kind of prediction all day.

Parsing a head, and reading what it says, takes as long as reading a small body. A request that comes in one piece and begins with the bytes of the
last head that was offered is known to say the same: it goes past the parser, which stands between two requests and need not know of it. All else is
that of `DirectProtocol`: such a request has a cycle of uvicorn's, too, and may be left to the application like any other.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from service.http.direct import DirectProtocol


@dataclass(slots=True)
class _Offered:
    """The last request that came in one piece and was offered.

    Args:
        head: Its head, with the empty line after it.
        n_bytes: Its length.
        said: What its head says.
        scope: Its scope, as it was offered.
    """

    head: bytes
    n_bytes: int
    said: Any
    scope: dict[str, Any]


class RepeatingProtocol(DirectProtocol):
    """A connection that parses no head that it has just parsed."""

    #: What has come now, if it is the first of a request; empty otherwise.
    _piece = b""
    _last = _Offered(b"", -1, None, {})

    def data_received(self, data: bytes) -> None:
        """Offer a request with a known head, or parse what came."""
        last, is_first = self._last, self.is_between_requests
        if len(data) == last.n_bytes and is_first and data.startswith(last.head) and not (self.is_reserve or self.flow.write_paused):
            self._repeat(last, data)
            return
        self._piece = data if is_first else b""
        super().data_received(data)
        self._piece = b""

    def _offer(self, head: Any, cycle: RequestResponseCycle, app: Any) -> None:
        stop = self._piece.find(b"\r\n\r\n") + 4
        if stop > 3 and cycle.keep_alive and len(self._piece) == stop + len(cycle.body):
            self._last = _Offered(self._piece[:stop], len(self._piece), head, dict(cycle.scope))
        super()._offer(head, cycle, app)

    def _repeat(self, last: _Offered, data: bytes) -> None:
        scope: Any = {**last.scope, "headers": list(last.scope["headers"]), "state": self.app_state.copy()}
        message_event = asyncio.Event()
        message_event.set()
        cycle = RequestResponseCycle(
            scope=scope,
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=self.access_log,
            default_headers=self.server_state.default_headers,
            message_event=message_event,
            expect_100_continue=False,
            keep_alive=True,
            on_response=self.on_response_complete,
        )
        cycle.body += memoryview(data)[len(last.head) :]
        cycle.more_body = False
        self.scope, self.headers, self.cycle, self._running = scope, scope["headers"], cycle, cycle
        self._since = self._state.now
        super()._offer(last.said, cycle, self.app)
