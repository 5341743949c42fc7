"""Calls ASGI applications without a server."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Called:
    """What an application has sent: its status, its headers, and the pieces of its body."""

    status: int
    headers: list[tuple[str, str]]
    pieces: list[bytes]

    @property
    def body(self) -> bytes:
        return b"".join(self.pieces)

    def all(self, name: str) -> list[str]:
        """Return the values of a header."""
        return [value for known, value in self.headers if known == name]

    def one(self, name: str) -> str | None:
        """Return the value of a header that is there at most once."""
        found = self.all(name)
        assert len(found) <= 1, found
        return found[0] if found else None


def call(app: ASGIApp, method: str = "GET", path: str = "/", headers: Pairs = (), client: str = "127.0.0.1") -> Called:
    """Call an application."""
    messages: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        messages.append(message)

    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"", "headers": raw, "client": (client, 1)}
    asyncio.run(app(scope, receive, send))
    start, *rest = messages
    decoded = [(name.decode(), value.decode("latin-1")) for name, value in start["headers"]]
    return Called(start["status"], decoded, [message["body"] for message in rest])


@dataclass
class Answer:
    """An ASGI application that sends a given response, and keeps the last request."""

    pieces: Sequence[bytes] = (b"",)
    headers: Pairs = ()
    status: int = 200
    scope: Any = None

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        self.scope = scope
        raw = [(name.encode(), value.encode("latin-1")) for name, value in self.headers]
        await send({"type": "http.response.start", "status": self.status, "headers": raw})
        for index, piece in enumerate(self.pieces):
            await send({"type": "http.response.body", "body": piece, "more_body": index + 1 < len(self.pieces)})
