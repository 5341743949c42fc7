"""What takes requests directly and does with each what it names, and requests that name it."""

import asyncio
import inspect
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.types import Scope

from service.http.direct import Exchange
from tests.acceptance.service import until
from tests.integration.service.http.served import served
from tests.raw_http import Caller

#: Longest wait for what happens at once, in seconds.
SOON_S = 10.0
#: Header lines and body of the response of a `Pointing`, and the body of that of the application to the same request.
LINES, DIRECT, LEFT = b"content-length: 6\r\n", b"direct", b'{"bytes":2,"headers":["content-length","host"]}'


@dataclass
class Pointing:
    """Takes all POST requests with a query, and does with each what the query names.

    Attributes:
        taken: The requests that were offered.
        depths: Number of frames of the stack in each offer.
    """

    taken: list[Exchange[str]] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    loop: asyncio.AbstractEventLoop | None = None

    def head_of(self, scope: Scope) -> str | None:
        query: str = scope["query_string"].decode()
        if query == "bad-head":
            raise ValueError("head")
        return query if scope["method"] == "POST" and query else None

    def take(self, exchange: Exchange[str]) -> bool:
        self.loop = asyncio.get_running_loop()
        self.taken.append(exchange)
        self.depths.append(len(inspect.stack(0)))
        return getattr(self, exchange.head.replace("-", "_"))(exchange)

    def now(self, exchange: Exchange[str]) -> bool:
        exchange.write(LINES, DIRECT)
        return True

    def later(self, exchange: Exchange[str]) -> bool:
        return True

    def left(self, exchange: Exchange[str]) -> bool:
        return False

    def failed(self, exchange: Exchange[str]) -> bool:
        raise ValueError("take")

    def failed_after_response(self, exchange: Exchange[str]) -> bool:
        self.now(exchange)
        raise ValueError("take")

    def large(self, exchange: Exchange[str]) -> bool:
        exchange.write(b"content-length: 1000000\r\n", b"x" * 1_000_000)
        return True

    def do(self, index: int, what: Callable[[Exchange[str]], None]) -> None:
        """Do something with a request that was taken, on the event loop, and wait for it."""
        until(lambda: len(self.taken) > index, "the request", SOON_S)
        assert self.loop is not None
        done: list[Exception | None] = []

        def run() -> None:
            try:
                what(self.taken[index])
                done.append(None)
            except Exception as error:  # noqa: BLE001 - It fails the test, in its thread.
                done.append(error)

        self.loop.call_soon_threadsafe(run)
        until(lambda: bool(done), "it to be done", SOON_S)
        assert done == [None]


def answer(exchange: Exchange[str]) -> None:
    exchange.write(LINES, DIRECT)


def leave(exchange: Exchange[str]) -> None:
    exchange.leave()


def post(what: str, body: bytes = b"ab", *lines: bytes, protocol: bytes = b"1.1") -> bytes:
    own = (b"POST /?%b HTTP/%b" % (what.encode(), protocol), b"Host: 127.0.0.1", b"Content-Length: %d" % len(body), *lines, b"", body)
    return b"\r\n".join(own)


def patient_server(direct: Pointing, **limits: Any) -> Any:
    return served(direct=direct, **{"header_timeout_s": 20.0, "keep_alive_s": 20.0, "body_timeout_s": 20.0, **limits})


def bodies(caller: Caller, n: int) -> list[bytes]:
    return [caller.response().body for _ in range(n)]


def errors_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
