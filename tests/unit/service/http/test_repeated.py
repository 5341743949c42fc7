"""A head that comes again on a connection is not parsed again, and its request is treated like any other."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from service.http.bounded_state import BoundedState
from service.http.direct import Exchange
from service.http.limits import Limits
from service.http.repeated import RepeatingProtocol
from service.settings import Settings

HEAD = b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n"


class Echoes:
    """Answers what has the path /echo with its body, and leaves a body that asks for it."""

    def __init__(self) -> None:
        self.n_heads = 0
        self.kept: list[Exchange[str]] = []

    def head_of(self, scope: Any) -> str | None:
        self.n_heads += 1
        return "a head" if scope["path"] == "/echo" else None

    def take(self, exchange: Exchange[str]) -> bool:
        assert exchange.head == "a head"
        if exchange.body == b"left":
            return False
        if exchange.body == b"kept":
            self.kept.append(exchange)
        else:
            exchange.write(b"content-length: 4\r\n", exchange.body)
        return True


class Wire(asyncio.Transport):
    """Keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written, self._is_closing = b"", False

    def write(self, data: Any) -> None:
        self.written += data

    def is_closing(self) -> bool:
        return self._is_closing

    def close(self) -> None:
        self._is_closing = True

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


class Line:
    """A connection with a direct part and an application, which answers with the body that it gets and the value of Host."""

    def __init__(self) -> None:
        self.direct, self.wire = Echoes(), Wire()
        config = uvicorn.Config(self._app, interface="asgi3", proxy_headers=False, log_config=None, access_log=False)
        config.load()
        self.protocol = RepeatingProtocol(self.direct, config, BoundedState(Limits.of(Settings())), {}, asyncio.get_running_loop())
        self.protocol.connection_made(self.wire)

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        message = await receive()
        body = b"app:" + dict(scope["headers"])[b"host"] + b":" + message["body"]
        scope["headers"].clear()
        await send({"type": "http.response.start", "status": 201, "headers": [(b"content-length", b"%d" % len(body))]})
        await send({"type": "http.response.body", "body": body})

    async def sent(self, *pieces: bytes) -> list[bytes]:
        """Return the bodies of the responses to what is sent."""
        before = len(self.wire.written)
        for piece in pieces:
            self.protocol.data_received(piece)
            await asyncio.sleep(0)
        await asyncio.sleep(0.01)
        return [response.partition(b"\r\n\r\n")[2] for response in self.wire.written[before:].split(b"HTTP/1.1 ")[1:]]


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


def run(runner: asyncio.Runner, *sent: tuple[bytes, ...]) -> tuple[list[list[bytes]], int]:
    """Return the responses to what is sent, and how many heads were read."""

    async def talk() -> tuple[list[list[bytes]], int]:
        line = Line()
        return [await line.sent(*pieces) for pieces in sent], line.direct.n_heads

    return runner.run(talk())


def test_a_head_that_comes_again_is_not_read_again(runner: asyncio.Runner) -> None:
    assert run(runner, (HEAD + b"1111",), (HEAD + b"2222",), (HEAD + b"3333",)) == ([[b"1111"], [b"2222"], [b"3333"]], 1)


def test_a_request_with_a_known_head_can_be_left_to_the_application(runner: asyncio.Runner) -> None:
    left = HEAD + b"left"
    assert run(runner, (HEAD + b"1111",), (left,), (left,), (HEAD + b"2222",)) == ([[b"1111"], [b"app:a:left"], [b"app:a:left"], [b"2222"]], 1)


def test_a_known_head_in_pieces_is_parsed(runner: asyncio.Runner) -> None:
    request = HEAD + b"2222"
    for cut in range(1, len(request)):
        assert run(runner, (HEAD + b"1111",), (request[:cut], request[cut:]), (HEAD + b"3333",)) == ([[b"1111"], [b"2222"], [b"3333"]], 2)


def test_requests_that_come_together_are_all_answered(runner: asyncio.Runner) -> None:
    assert run(runner, (HEAD + b"1111",), (HEAD + b"2222" + HEAD + b"3333",), (HEAD + b"4444",))[0] == [[b"1111"], [b"2222", b"3333"], [b"4444"]]


def test_a_body_that_looks_like_a_request_stays_a_body(runner: asyncio.Runner) -> None:
    inner = HEAD + b"left"
    outer = b"POST /other HTTP/1.1\r\nHost: b\r\nContent-Length: %d\r\n\r\n" % len(inner)
    assert run(runner, (HEAD + b"1111",), (outer, inner), (HEAD + b"2222",))[0] == [[b"1111"], [b"app:b:" + inner], [b"2222"]]


def test_another_head_of_the_same_length_is_read(runner: asyncio.Runner) -> None:
    other = HEAD.replace(b"/echo", b"/othe")
    assert run(runner, (HEAD + b"1111",), (other + b"2222",), (HEAD + b"3333",)) == ([[b"1111"], [b"app:a:2222"], [b"3333"]], 2)


def test_a_request_that_is_still_worked_on_is_answered_first(runner: asyncio.Runner) -> None:
    async def talk() -> bytes:
        line = Line()
        await line.sent(HEAD + b"1111")
        assert await line.sent(HEAD + b"kept", HEAD + b"2222") == []
        line.direct.kept[0].write(b"content-length: 4\r\n", b"kept")
        await asyncio.sleep(0.01)
        return line.wire.written

    written = runner.run(talk())
    assert written.index(b"1111") < written.index(b"kept") < written.index(b"2222")


def test_a_caller_who_leaves_is_not_waited_for(runner: asyncio.Runner) -> None:
    async def talk() -> bool:
        line = Line()
        await line.sent(HEAD + b"1111")
        await line.sent(HEAD + b"kept")
        line.protocol.connection_lost(None)
        return line.direct.kept[0].is_open

    assert not runner.run(talk())


def test_a_head_that_ends_the_connection_is_not_kept(runner: asyncio.Runner) -> None:
    ending = HEAD.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    assert run(runner, (ending + b"1111",), (ending + b"2222",)) == ([[b"1111"], []], 1)
