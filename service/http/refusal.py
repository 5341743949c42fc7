"""Refusals that are sent before a request reaches the API: small problem documents (RFC 9457)."""

from dataclasses import dataclass
from http import HTTPStatus

import orjson
from starlette.types import Receive, Scope, Send

from models.core.redaction import redacted

#: Content type of problem documents.
PROBLEM_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Refusal:
    """A request that is refused.

    Args:
        status: HTTP status.
        title: Short name of the problem, the same for every occurrence.
        detail: What was expected, what came, and what settles it.
        retry_after_s: Seconds after which the caller may try again; None where that does not help.
        more_headers: Further headers of the response.
    """

    status: int
    title: str
    detail: str
    retry_after_s: int | None = None
    more_headers: tuple[tuple[bytes, bytes], ...] = ()

    @property
    def body(self) -> bytes:
        """Return the problem document."""
        return orjson.dumps({"type": "about:blank", "title": self.title, "status": self.status, "detail": redacted(self.detail), "errors": []})

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """Return the headers of its response."""
        found = [(b"content-type", PROBLEM_TYPE.encode()), (b"content-length", b"%d" % len(self.body)), *self.more_headers]
        return found if self.retry_after_s is None else [*found, (b"retry-after", b"%d" % self.retry_after_s)]

    def closing_response(self) -> bytes:
        """Return a whole response after which the connection is closed."""
        lines = [b"HTTP/1.1 %d %s" % (self.status, HTTPStatus(self.status).phrase.encode())]
        lines += [name + b": " + value for name, value in (*self.headers, (b"connection", b"close"))]
        return b"\r\n".join((*lines, b"", self.body))

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Send it, as an ASGI application."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})
