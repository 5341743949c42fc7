"""Refusals that are sent before a request reaches the API: small problem documents (RFC 9457)."""

from dataclasses import dataclass, field, replace
from http import HTTPStatus

import orjson
from starlette.types import Receive, Scope, Send

from service.problem_types.content import problem_content
from service.problem_types.problem_type import PROBLEM_MEDIA, ProblemType
from service.request_context import new_id, request_id


@dataclass(frozen=True)
class Refusal:
    """A request that is refused.

    Args:
        kind: Kind of problem.
        detail: What was expected, what came, and what settles it.
        retry_after_s: Seconds after which the caller may try again; None where that does not help.
        more_headers: Further headers of the response.
        request_id: Id of the request; that of the current one when left out.
    """

    kind: ProblemType
    detail: str
    retry_after_s: int | None = None
    more_headers: tuple[tuple[bytes, bytes], ...] = ()
    request_id: str = field(default_factory=request_id)

    @property
    def body(self) -> bytes:
        """Return the problem document."""
        return orjson.dumps(problem_content(self.kind, self.detail, [], self.request_id))

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """Return the headers of its response."""
        found = [(b"content-type", PROBLEM_MEDIA.encode()), (b"content-length", b"%d" % len(self.body)), *self.more_headers]
        return found if self.retry_after_s is None else [*found, (b"retry-after", b"%d" % self.retry_after_s)]

    def closing_response(self) -> bytes:
        """Return a whole response after which the connection is closed, for a request that no application has seen."""
        named = self.named()
        lines = [b"HTTP/1.1 %d %s" % (self.kind.status, HTTPStatus(self.kind.status).phrase.encode())]
        lines += [name + b": " + value for name, value in (*named.headers, (b"connection", b"close"))]
        return b"\r\n".join((*lines, b"", named.body))

    def named(self) -> "Refusal":
        """Return the refusal with an id of its own, also as a header: for a request that has not come so far as to get one."""
        own = new_id()
        return replace(self, more_headers=(*self.more_headers, (b"x-request-id", own)), request_id=own.decode())

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Send it, as an ASGI application."""
        await send({"type": "http.response.start", "status": self.kind.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})
