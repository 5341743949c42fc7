"""The methods of each path: the header Allow, and the response to OPTIONS."""

from collections.abc import Callable, Iterable
from functools import cached_property
from re import Pattern

from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from models.core.faults import quote
from service.http.refusal import Refusal
from service.problem_types.of_missing import NO_SUCH_PATH
from service.request_context import link

#: Order of methods in the header.
_ORDER = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Methods:
    """The methods of the paths of an application.

    Args:
        routes: Returns its routes. It is called when the first request asks, by when all of them are there.
    """

    def __init__(self, routes: Callable[[], Iterable[BaseRoute]]) -> None:
        self._routes = routes

    def of(self, path: str) -> tuple[str, ...]:
        """Return all methods of a path; none if there is no such path."""
        found = {method for pattern, methods in self._patterns if pattern.match(path) for method in methods}
        return tuple(sorted(found, key=_ORDER.index))

    @cached_property
    def _patterns(self) -> list[tuple[Pattern[str], frozenset[str]]]:
        return [(route.path_regex, _methods(route)) for route in self._routes() if isinstance(route, Route | Mount)]


class Options:
    """ASGI middleware that answers OPTIONS with the methods of a path.

    Args:
        app: The application behind it.
        methods: The methods of its paths.
    """

    def __init__(self, app: ASGIApp, methods: Methods) -> None:
        self._app, self._methods = app, methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer OPTIONS, or pass a request on."""
        if scope["type"] != "http" or scope["method"] != "OPTIONS":
            await self._app(scope, receive, send)
            return
        allowed = _ORDER if scope["path"] == "*" else self._methods.of(scope["path"])  # `*` stands for the server as a whole.
        if not allowed:
            detail = f"expected a path of this API (GET {link('/openapi.json')} lists them), got {quote(link(scope['path']))}"
            await Refusal(NO_SUCH_PATH, detail)(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 204, "headers": [(b"allow", ", ".join(allowed).encode())]})
        await send({"type": "http.response.body", "body": b""})


def _methods(route: Route | Mount) -> frozenset[str]:
    """Return the methods of a route: HEAD wherever there is GET, and OPTIONS everywhere. A folder of files has GET."""
    own = {"GET"} if isinstance(route, Mount) else set(route.methods or ())
    return frozenset({*own, *(("HEAD",) if "GET" in own else ()), "OPTIONS"})
