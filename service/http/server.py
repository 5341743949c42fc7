"""The HTTP server: uvicorn with bounded connections."""

from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from time import monotonic
from types import FrameType
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from service.http.bounded_state import BoundedState
from service.http.direct import Direct
from service.http.limits import Limits
from service.http.protocol import BoundedProtocol
from service.http.repeated import RepeatingProtocol
from service.settings import Settings

#: Header of every response with the version of the server, by which clients see whether they fit.
VERSION_HEADER = "Modelbook-Version"
#: Seconds that open requests have to end at shutdown.
SHUTDOWN_GRACE_S = 5
#: Ticks of uvicorn, of 0.1 s each, between two looks at the connections.
TICKS_BETWEEN_LOOKS = 2
#: Longest time between two looks that counts, in seconds: in a longer one something else held the process up.
LONGEST_TURN_S = 0.5


class Server(uvicorn.Server):
    """An HTTP server of one process.

    Args:
        app: The application.
        host: Address to listen on.
        port: Port to listen on.
        settings: Settings with the limits of its connections.
        on_exit: Called at shutdown before the server waits for open requests: event streams do not end by themselves.
        direct: Answers requests past the application; None for nothing that does.
    """

    def __init__(
        self, app: ASGIApp, host: str, port: int, settings: Settings, on_exit: Callable[[], None], direct: Direct[Any] | None = None
    ) -> None:
        config = uvicorn.Config(
            app,
            host=host,
            port=port,
            http=BoundedProtocol if direct is None else partial(RepeatingProtocol, direct),  # type: ignore[arg-type]  # Called as the class is.
            ws="none",  # There are no web sockets.
            server_header=False,
            headers=[(VERSION_HEADER, version("modelbook"))],
            proxy_headers=False,  # What a proxy reports is read where it is needed: by the gate, the login and the limits of addresses.
            access_log=False,
            log_config=None,  # Its records go to the handler of this process, which takes keys out.
            log_level="info",
            timeout_graceful_shutdown=SHUTDOWN_GRACE_S,
        )
        super().__init__(config)
        self._bounded = self.server_state = BoundedState(Limits.of(settings))
        self._looked_at = monotonic()
        self._on_exit = on_exit

    async def on_tick(self, counter: int) -> bool:
        """Look at all connections from time to time."""
        if counter % TICKS_BETWEEN_LOOKS == 0:
            self._end_stalled()
        return await super().on_tick(counter)

    def _end_stalled(self) -> None:
        now = monotonic()
        self._bounded.now += min(now - self._looked_at, LONGEST_TURN_S)
        self._looked_at = now
        for connection in list(self.server_state.connections):
            if isinstance(connection, BoundedProtocol):
                connection.end_if_stalled()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop."""
        self._on_exit()
        super().handle_exit(sig, frame)
