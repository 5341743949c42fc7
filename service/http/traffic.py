"""The requests that an API process has answered: counted by route, and logged where that is wanted."""

import logging
from collections import Counter
from dataclasses import dataclass
from http import HTTPMethod
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.histogram import Histogram

#: The logger of requests.
ACCESS = logging.getLogger("modelbook.access")
#: Upper ends of the buckets of times, in seconds.
BOUNDS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)
#: Status of a request whose caller left before the response began, as proxies log it; nothing is sent with it.
LEFT = 499
#: Route of what no route has answered: refused requests, unknown paths, files of pages.
NO_ROUTE = "none"
#: Key of a scope of ASGI for the `Answered` of its request: copies of the scope have the same one.
_KEY = "modelbook.answered"
_METHODS = frozenset(HTTPMethod)


@dataclass(slots=True)
class Answered:
    """A request and its response, without anything that the caller has chosen freely.

    Args:
        method: Its method.
        route: Template of its path.
        owner: Owner whom it was made for; empty if none is known.
        status: Status of the response.
        seconds: Seconds from its head to the end of the response.
        n_bytes: Bytes of the body of the response.
        request_id: Its id, where the log does not know it.
        trace_id: Id of its trace, where the log does not know it.
    """

    method: str
    route: str = NO_ROUTE
    owner: str = ""
    status: int = LEFT
    seconds: float = 0.0
    n_bytes: int = 0
    request_id: str = ""
    trace_id: str = ""


class Traffic:
    """The requests of one process. Used on its event loop.

    Args:
        is_logged: Whether each is logged.

    Attributes:
        counts: Number of responses by route, method and status.
        times: Times by route and method.
    """

    def __init__(self, *, is_logged: bool = False) -> None:
        self.is_logged = is_logged
        self.counts: Counter[tuple[str, str, int]] = Counter()
        self.times: dict[tuple[str, str], Histogram] = {}

    def note(self, answered: Answered) -> None:
        """Count a request that is answered."""
        method = known_method(answered.method)
        self.counts[answered.route, method, answered.status] += 1
        times = self.times.get((answered.route, method))
        if times is None:
            times = self.times[answered.route, method] = Histogram(BOUNDS_S)
        times.observe(answered.seconds)
        if self.is_logged:
            _log(answered, method)


class Observed:
    """ASGI middleware that notes every request.

    Args:
        app: The application behind it.
        traffic: Where they are noted.
    """

    def __init__(self, app: ASGIApp, traffic: Traffic) -> None:
        self._app, self._traffic = app, traffic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note how it was answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answered = scope[_KEY] = Answered(scope["method"])
        began = perf_counter()

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered.status = message["status"]
            else:
                answered.n_bytes += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            answered.seconds = perf_counter() - began
            self._traffic.note(answered)


def known_method(method: str) -> str:
    """Return the method of a request, or "other" for one that HTTP does not have: callers choose it freely."""
    return method if method in _METHODS else "other"


def answered_of(scope: Scope) -> Answered | None:
    """Return what is noted of a request; None for what is no request, or not observed."""
    return scope.get(_KEY)


def note_route(scope: Scope, path: str) -> None:
    """Note which route answers a request, and for whom; called by the route.

    Args:
        scope: The request.
        path: Template of the route's path.
    """
    answered = answered_of(scope)
    if answered is not None:
        answered.route, answered.owner = path, getattr(scope.get("caller"), "owner", "")


def _log(answered: Answered, method: str) -> None:
    """Log a request: by the template of its path, as names and queries may be secret."""
    fields = {
        "method": method,
        "route": answered.route,
        "status": answered.status,
        "ms": round(answered.seconds * 1e3, 3),
        "bytes": answered.n_bytes,
        "owner": answered.owner,
    }
    ids = {"request_id": answered.request_id, "trace_id": answered.trace_id}
    ACCESS.info("A request was answered.", extra=fields | {name: value for name, value in ids.items() if value})
