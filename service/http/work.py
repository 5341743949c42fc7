"""Bound on the requests that are in work at a time, so that a flood of them cannot exhaust the process."""

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.errors import Unavailable
from service.http.refusal import Refusal
from service.problem_types.of_server import OVERLOADED

#: Paths of health checks, which are answered under any load, and on connections above the limit.
HEALTH_PATHS = frozenset({"/healthz", "/readyz", "/v2/health/live", "/v2/health/ready"})
#: Path of the metrics.
METRICS_PATH = "/metrics"
#: All paths that are answered under any load: without its figures nobody would see it.
_ALWAYS = HEALTH_PATHS | {METRICS_PATH}
#: Seconds after which a refused caller may try again.
RETRY_AFTER_S = 1


class Work:
    """The requests of a process that it works on. One that only waits, for its body or for a job to change, does not count.

    Args:
        most: Most requests at a time.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self.n_requests = 0

    @property
    def is_full(self) -> bool:
        """Return whether there are as many requests as allowed."""
        return self.n_requests >= self._most

    @property
    def is_over(self) -> bool:
        """Return whether there are more: waiting requests have come back."""
        return self.n_requests > self._most

    @property
    def reason(self) -> str:
        """Return why a request is refused."""
        return f"the API works on {self._most} requests, the most that MODELBOOK_MAX_REQUESTS allows; try again"

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Do not count the request within the `with` block."""
        self.n_requests -= 1
        try:
            yield
        finally:
            self.n_requests += 1


class BoundedWork:
    """ASGI middleware that answers 503 when too many requests are in work.

    Args:
        app: The application behind it.
        work: The requests in work.
    """

    def __init__(self, app: ASGIApp, work: Work) -> None:
        self._app, self._work = app, work

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or scope["path"] in _ALWAYS:
            await self._app(scope, receive, send)
        elif self._work.is_full:
            await self._refusal()(scope, receive, send)
        else:
            self._work.n_requests += 1
            try:
                await self._app(scope, self._receiving(receive), send)
            finally:
                self._work.n_requests -= 1

    def _receiving(self, receive: Receive) -> Receive:
        """Return the function that receives a request, during which the request does not count.

        Raises:
            Unavailable: By the function, when the body begins to arrive and there is too much work by now.
        """
        has_begun = False

        async def received() -> Message:
            nonlocal has_begun
            self._work.n_requests -= 1
            try:
                message = await receive()
            finally:
                self._work.n_requests += 1
            if message.get("body") and not has_begun:
                has_begun = True
                if self._work.is_over:
                    raise Unavailable(self._work.reason, kind=OVERLOADED)
            return message

        return received

    def _refusal(self) -> Refusal:
        return Refusal(OVERLOADED, self._work.reason, RETRY_AFTER_S)


class HealthOnly:
    """ASGI application for connections above the limit.

    Args:
        app: The application that answers health checks.
        connections: The limit.
    """

    def __init__(self, app: ASGIApp, connections: int) -> None:
        self._app, self._connections = app, connections

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass health checks on, and refuse everything else."""
        if scope["path"] in HEALTH_PATHS:
            await self._app(scope, receive, send)
        else:
            reason = f"{self._connections} connections are busy, the most that MODELBOOK_MAX_CONNECTIONS allows; try again"
            await Refusal(OVERLOADED, reason, RETRY_AFTER_S).named()(scope, receive, send)
