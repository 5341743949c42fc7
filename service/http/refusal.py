"""Refusals that are sent before a request reaches the API: small problem documents (RFC 9457)."""

from dataclasses import dataclass
from http import HTTPStatus

import orjson
from starlette.types import Receive, Scope, Send

from service.problem_types.content import problem_content
from service.problem_types.problem_type import PROBLEM_MEDIA, ProblemType


@dataclass(frozen=True)
class Refusal:
    """A request that is refused.

    Args:
        kind: Kind of problem.
        detail: What was expected, what came, and what settles it.
        retry_after_s: Seconds after which the caller may try again; None where that does not help.
        more_headers: Further headers of the response.
    """

    kind: ProblemType
    detail: str
    retry_after_s: int | None = None
    more_headers: tuple[tuple[bytes, bytes], ...] = ()

    def body(self, root_path: str) -> bytes:
        """Return the problem document.

        Args:
            root_path: Path under which a proxy serves the API.
        """
        return orjson.dumps(problem_content(self.kind, self.detail, [], root_path))

    def headers(self, body: bytes) -> list[tuple[bytes, bytes]]:
        """Return the headers of its response."""
        found = [(b"content-type", PROBLEM_MEDIA.encode()), (b"content-length", b"%d" % len(body)), *self.more_headers]
        return found if self.retry_after_s is None else [*found, (b"retry-after", b"%d" % self.retry_after_s)]

    def closing_response(self, root_path: str) -> bytes:
        """Return a whole response after which the connection is closed."""
        body = self.body(root_path)
        lines = [b"HTTP/1.1 %d %s" % (self.kind.status, HTTPStatus(self.kind.status).phrase.encode())]
        lines += [name + b": " + value for name, value in (*self.headers(body), (b"connection", b"close"))]
        return b"\r\n".join((*lines, b"", body))

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Send it, as an ASGI application."""
        body = self.body(scope.get("root_path", ""))
        await send({"type": "http.response.start", "status": self.kind.status, "headers": self.headers(body)})
        await send({"type": "http.response.body", "body": body})
