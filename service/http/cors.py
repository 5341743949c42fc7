"""Cross-origin requests (CORS) of pages whose origins the settings allow: fetch and EventSource work from them, and from no others.

Nothing is sent with credentials of the browser, as there are none: a page sends its key in a header, or a stream token in the query.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.core.faults import quote
from service.http.origins import AllowedOrigins
from service.http.refusal import Refusal
from service.problem_types.of_access import FOREIGN_ORIGIN

#: Request headers that a page may set.
ALLOWED = (
    "Accept, Authorization, Content-Encoding, Content-Type, Idempotency-Key, If-None-Match, If-Range, "
    "Inference-Header-Content-Length, Last-Event-ID, Prefer, Range, Tus-Resumable, Upload-Length, Upload-Metadata, Upload-Offset, "
    "X-HTTP-Method-Override, X-Request-ID"
)
#: Response headers that its script may read.
EXPOSED = (
    "Accept-Ranges, Allow, Cleaned-Columns, Content-Disposition, Content-Range, ETag, Ignored-Columns, Inference-Header-Content-Length, Location, "
    "Modelbook-Version, Preference-Applied, RateLimit, RateLimit-Policy, Retry-After, Server-Timing, Tus-Extension, Tus-Max-Size, Tus-Resumable, "
    "Tus-Version, Upload-Expires, Upload-Length, Upload-Metadata, Upload-Offset, WWW-Authenticate, X-Model-Version, X-Request-ID"
)
METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
#: Seconds for which a browser keeps a preflight response.
MAX_AGE_S = 600

_ASKS_METHOD, _ASKS_PRIVATE = b"access-control-request-method", b"access-control-request-private-network"


def varying(origins: AllowedOrigins) -> list[tuple[bytes, bytes]]:
    """Return the headers of every response, also to requests of no page: caches have to tell origins apart where they get different ones."""
    return [(b"vary", b"Origin")] if origins and not origins.all else []


class Cors:
    """ASGI middleware that lets pages of allowed origins call the API.

    Args:
        app: The application behind it.
        origins: The allowed origins; at least one.
    """

    def __init__(self, app: ASGIApp, origins: AllowedOrigins) -> None:
        self._app, self._origins = app, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight request, or pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name: value for name, value in scope["headers"] if name in (b"origin", _ASKS_METHOD, _ASKS_PRIVATE)}
        origin = headers.get(b"origin")
        granted = self._granted(origin)
        if scope["method"] == "OPTIONS" and origin is not None and _ASKS_METHOD in headers:
            await self._preflight(origin, granted, is_private=headers.get(_ASKS_PRIVATE) == b"true")(scope, receive, send)
            return

        async def with_grant(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *granted]}
            await send(message)

        await self._app(scope, receive, with_grant)

    def _granted(self, origin: bytes | None) -> list[tuple[bytes, bytes]]:
        """Return the headers of a response to a page of an origin."""
        varies = varying(self._origins)
        if origin is None or not self._origins.allows(origin):
            return varies
        allowed = b"*" if self._origins.all else origin
        return [*varies, (b"access-control-allow-origin", allowed), (b"access-control-expose-headers", EXPOSED.encode())]

    def _preflight(self, origin: bytes, granted: list[tuple[bytes, bytes]], *, is_private: bool) -> ASGIApp:
        if not self._origins.allows(origin):
            expected = "expected an origin that MODELBOOK_CORS_ORIGINS names"
            return Refusal(FOREIGN_ORIGIN, f"{expected}, got {quote(origin.decode('latin-1'))}", more_headers=tuple(granted))
        headers = [
            *granted,
            (b"access-control-allow-methods", METHODS.encode()),
            (b"access-control-allow-headers", ALLOWED.encode()),
            (b"access-control-max-age", b"%d" % MAX_AGE_S),
            (b"vary", b"Access-Control-Request-Method, Access-Control-Request-Headers, Access-Control-Request-Private-Network"),
        ]
        if is_private:  # Asked by a browser whose page comes from a public address, for an API on a private one.
            headers.append((b"access-control-allow-private-network", b"true"))

        async def answered(_scope: Scope, _receive: Receive, send: Send) -> None:
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})

        return answered
