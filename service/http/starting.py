"""What listens while the application is built, which takes longer than all the rest of a start.

Health checks are answered at once, and other requests wait for the application. So a process that has started says so within a second, and none of
its callers is refused.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from socket import socket
from typing import Any

from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from service.http.direct import Direct, Exchange
from service.http.refusal import Refusal
from service.http.server import Server
from service.http.work import HEALTH_PATHS
from service.problem_types.of_server import UNAVAILABLE
from service.settings import Settings

#: Seconds after which a caller may try again whose request has waited for an application that cannot be built.
RETRY_AFTER_S = 1


@dataclass(frozen=True)
class Built:
    """An application, and what a server needs of it.

    Args:
        app: The application.
        direct: Answers requests past it.
        on_exit: Called when the server begins to stop.
    """

    app: Starlette
    direct: Direct[Any]
    on_exit: Callable[[], None]


class LaterDirect:
    """A `Direct` that takes nothing until there is another one, and is as quick as that then."""

    def __init__(self) -> None:
        self.head_of: Callable[[Scope], Any] = lambda _scope: None
        self.take: Callable[[Exchange[Any]], bool] = lambda _exchange: False

    def become(self, direct: Direct[Any]) -> None:
        """Take what another one takes from now on."""
        self.head_of, self.take = direct.head_of, direct.take


class Starting:
    """ASGI application that stands for another one from before that one is built.

    Args:
        build: Builds the application, in a thread.
        early: Answers health checks until then.
        prefix: Prefix of paths of the settings.

    Attributes:
        direct: Answers requests past the application, when it is built.
        error: Why it could not be built, or has failed to start or to stop.
    """

    def __init__(self, build: Callable[[], Built], early: ASGIApp, prefix: str = "") -> None:
        self._build, self._early = build, early
        self._early_paths = frozenset(start + path for start in ("", prefix) for path in HEALTH_PATHS)
        self.direct = LaterDirect()
        self.error: BaseException | None = None
        self._built: Built | None = None
        self._running: asyncio.Task[None] | None = None
        #: Set when the application runs, or cannot; and when it is to stop.
        self._decided, self._stopping = asyncio.Event(), asyncio.Event()

    def begin(self, on_failure: Callable[[], None]) -> None:
        """Begin to build.

        Args:
            on_failure: Called when the application cannot be built or started; `error` has the reason.
        """

        def ended(running: asyncio.Task[None]) -> None:
            self.error = None if running.cancelled() else running.exception()
            self._decided.set()
            if self.error is not None:
                on_failure()

        self._running = asyncio.get_running_loop().create_task(self._run())
        self._running.add_done_callback(ended)

    def stop(self) -> None:
        """Let the application begin to stop; one that is still being built stops when it is built."""
        if self._built is not None:
            self._built.on_exit()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, now or when there is an application."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self._built is not None:
            await self._built.app(scope, receive, send)
        elif self._is_early(scope):
            await self._early(scope, receive, send)
        else:
            await self._decided.wait()
            await (self._refusal() if self._built is None else self._built.app)(scope, receive, send)

    def _is_early(self, scope: Scope) -> bool:
        """Tell whether a request is a plain health check; the application has the errors of others."""
        return scope["path"] in self._early_paths and scope["method"] in ("GET", "HEAD") and not scope["query_string"]

    async def _live(self, receive: Receive, send: Send) -> None:
        """Tell the server that it may listen; at its end, stop the application, as soon as it is built."""
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._stopping.set()
        if self._running is not None:
            await asyncio.wait([self._running])
        await send({"type": "lifespan.shutdown.complete"})

    async def _run(self) -> None:
        """Build the application, and let it live until it is to stop."""
        built = await asyncio.to_thread(self._build)
        async with built.app.router.lifespan_context(built.app):
            self._built = built
            self.direct.become(built.direct)
            self._decided.set()
            await self._stopping.wait()

    @staticmethod
    def _refusal() -> Refusal:
        return Refusal(UNAVAILABLE, "expected an API that starts, but it cannot; its log has the reason", RETRY_AFTER_S).named()


class StartingServer(Server):
    """A server that builds its application when it listens.

    Args:
        starting: Stands for the application.
        host: Address to listen on.
        port: Port to listen on.
        settings: Settings with the limits of its connections.
    """

    def __init__(self, starting: Starting, host: str, port: int, settings: Settings) -> None:
        super().__init__(starting, host, port, settings, starting.stop, starting.direct)
        self._starting = starting

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Listen, and begin to build."""
        await super().startup(sockets)
        self._starting.begin(self._give_up)

    def run(self, sockets: list[socket] | None = None) -> None:
        """Run until the process is asked to stop.

        Raises:
            Exception: The application cannot be built or started, or failed to stop.
        """
        super().run(sockets)
        if self._starting.error is not None:
            raise self._starting.error

    def _give_up(self) -> None:
        self.should_exit = True
