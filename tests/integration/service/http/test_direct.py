"""Requests that are answered past the application: the bounds of the connection hold for them, and no failure there breaks it."""

import asyncio
import inspect
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import requires, version
from typing import Any

import pytest
from starlette.types import Scope
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from service.http.direct import DirectProtocol, Exchange
from service.http.protocol import MAX_PIPELINED
from service.http.server import Server
from tests.acceptance.service import until
from tests.integration.service.http.served import QUICK, served
from tests.integration.service.http.test_protocol import SPARE_S
from tests.raw_http import Caller, Response, calling

#: Longest wait for what happens at once, in seconds.
SOON_S = 10.0
LINES = b"content-length: 6\r\n"
DIRECT, LEFT = b"direct", b'{"bytes":2,"headers":["content-length","host"]}'

Exchanges = list[Exchange[str]]


@dataclass
class Pointing:
    """Takes all POST requests with a query, and does with each what the query names.

    Attributes:
        taken: The requests that were offered.
        depths: Number of frames of the stack in each offer.
    """

    taken: Exchanges = field(default_factory=list)
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


@pytest.fixture(scope="module")
def pointing() -> Pointing:
    return Pointing()


@pytest.fixture
def direct(pointing: Pointing) -> Pointing:
    pointing.taken.clear()
    pointing.depths.clear()
    return pointing


@pytest.fixture(scope="module")
def server(pointing: Pointing) -> Iterator[tuple[int, Server]]:
    with patient_server(pointing) as running:
        yield running


@pytest.fixture
def caller(server: tuple[int, Server], direct: Pointing) -> Iterator[Caller]:
    with calling(server[0]) as (caller,):
        yield caller


def errors_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


# ---- The pin


def test_uvicorn_has_what_the_direct_protocol_stands_on() -> None:
    assert version("uvicorn").startswith("0.54.")
    assert any(line.startswith("uvicorn~=0.54.0") for line in requires("modelbook") or [])
    cycle = inspect.signature(RequestResponseCycle).parameters
    assert {"scope", "transport", "flow", "message_event", "expect_100_continue", "keep_alive", "on_response"} <= set(cycle)
    code = inspect.getsource(RequestResponseCycle)
    for name in ("disconnected", "response_started", "response_complete", "more_body", "body", "waiting_for_100_continue", "keep_alive"):
        assert f"self.{name} = " in code, name
    assert list(inspect.signature(HttpToolsProtocol._start_asgi_task).parameters) == ["self", "cycle", "app"]
    assert list(inspect.signature(HttpToolsProtocol.__init__).parameters) == ["self", "config", "server_state", "app_state", "_loop"]
    protocol = inspect.getsource(HttpToolsProtocol)
    for line in (
        "if existing_cycle is None or existing_cycle.response_complete:",  # A response that is complete lets the next request begin.
        "self._start_asgi_task(self.cycle, app)",
        "cycle, app = self.pipeline.pop()",
        "self.cycle.more_body = False",
        "default_headers=self.server_state.default_headers,",
        "on_response=self.on_response_complete,",
    ):
        assert line in protocol, line
    assert "self.write_paused" in inspect.getsource(FlowControl)
    assert DirectProtocol._start_asgi_task is not HttpToolsProtocol._start_asgi_task


# ---- What is done with a request


def test_a_request_is_answered_directly_and_the_connection_goes_on(caller: Caller, direct: Pointing) -> None:
    for _ in range(3):
        response = caller.send(post("now")).response()
        assert (response.status, response.body, "date" in response.headers, "connection" in response.headers) == (200, DIRECT, True, False)
    assert [(exchange.body, exchange.is_open, exchange.scope["path"]) for exchange in direct.taken] == [(b"ab", False, "/")] * 3
    assert caller.get().status == 200


@pytest.mark.parametrize(("what", "logged"), [("left", 0), ("failed", 1), ("bad-head", 1)])
def test_what_is_left_or_fails_gets_the_response_of_the_application(what: str, logged: int, caller: Caller, caplog: pytest.LogCaptureFixture) -> None:
    for body in (b"ab", b""):
        caller.send(post(what, body))
        assert caller.response().body == LEFT.replace(b"2", b"%d" % len(body))
    assert len(errors_in(caplog)) == 2 * logged
    assert caller.send(post("now")).response().body == DIRECT


def test_a_failure_after_the_response_does_not_send_another(caller: Caller, caplog: pytest.LogCaptureFixture) -> None:
    assert caller.send(post("failed-after-response")).response().body == DIRECT
    assert caller.send(post("now")).response().body == DIRECT
    assert len(errors_in(caplog)) == 1


@pytest.mark.parametrize("first", [answer, leave])
@pytest.mark.parametrize("second", [answer, leave])
def test_only_the_first_of_several_responses_counts(
    first: Any, second: Any, caller: Caller, direct: Pointing, caplog: pytest.LogCaptureFixture
) -> None:
    caller.send(post("later"))
    for what in (first, second, second):
        direct.do(0, what)
    assert caller.response().body == (DIRECT if first is answer else LEFT)
    assert caller.send(post("now")).response().body == DIRECT
    assert errors_in(caplog) == []


@pytest.mark.parametrize("what", ["now", "left", "later"])
def test_a_connection_that_the_caller_wants_closed_is_closed(what: str, server: tuple[int, Server], direct: Pointing) -> None:
    for index, request in enumerate((post(what, b"ab", b"Connection: close"), post(what, protocol=b"1.0"))):
        with calling(server[0]) as (caller,):
            caller.send(request)
            if what == "later":
                direct.do(index, answer)
            response = caller.response()
            assert (response.status, response.headers["connection"]) == (200, "close")
            assert caller.is_closed_within(SPARE_S)


def test_a_body_may_come_byte_by_byte(caller: Caller, direct: Pointing) -> None:
    for index in range(len(request := post("now", b"a" * 20))):
        caller.send(request[index : index + 1])
        time.sleep(0.001)
    assert caller.response().body == DIRECT
    assert direct.taken[0].body == b"a" * 20


def test_a_caller_that_waits_for_100_continue_is_left_to_the_application(caller: Caller, direct: Pointing) -> None:
    caller.send(post("now", b"ab", b"Expect: 100-continue").removesuffix(b"ab"))
    assert caller.response().status == 100
    assert caller.send(b"ab").response().body == LEFT.replace(b'"host"', b'"expect","host"').replace(
        b'"content-length","expect"', b'"content-length","expect"'
    )
    assert direct.taken == []


# ---- In a row


def bodies(caller: Caller, n: int) -> list[bytes]:
    return [caller.response().body for _ in range(n)]


def test_requests_in_a_row_are_answered_in_their_order(caller: Caller, direct: Pointing) -> None:
    slow, plain = b"GET /slow?seconds=0.1 HTTP/1.1\r\nHost: a\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    caller.send(post("now") + slow + post("now") + post("left") + plain + post("later") + post("now") + post("failed"))
    assert bodies(caller, 4) == [DIRECT, b'"slow"', DIRECT, LEFT]
    assert b'"path":"/"' in caller.response().body
    direct.do(3, answer)
    assert bodies(caller, 3) == [DIRECT, DIRECT, LEFT]


def test_a_long_row_behind_a_slow_request_is_not_answered_within_itself(caller: Caller, direct: Pointing) -> None:
    caller.send(b"GET /slow?seconds=0.3 HTTP/1.1\r\nHost: a\r\n\r\n" + post("now") * MAX_PIPELINED)
    assert bodies(caller, MAX_PIPELINED + 1) == [b'"slow"'] + [DIRECT] * MAX_PIPELINED
    assert len(set(direct.depths)) == 1


def test_a_bad_request_behind_one_that_is_taken_does_not_take_its_response(server: tuple[int, Server], direct: Pointing) -> None:
    for index, bad in enumerate(
        (b"nonsense\r\n\r\n", post("now", b"ab", b"X: a" * 30_000), b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n")
    ):
        with calling(server[0]) as (caller,):
            caller.send(post("later") + bad)
            direct.do(index, answer)
            response = caller.response()
            assert (response.body, response.headers["connection"]) == (DIRECT, "close"), bad[:20]
            assert caller.is_closed_within(SPARE_S)


# ---- Callers who leave


@pytest.mark.parametrize("end", [answer, leave])
def test_nothing_is_sent_to_a_caller_who_has_left(end: Any, server: tuple[int, Server], direct: Pointing, caplog: pytest.LogCaptureFixture) -> None:
    with calling(server[0]) as (caller,):
        caller.send(post("later"))
        until(lambda: bool(direct.taken), "the request", SOON_S)
    until(lambda: not direct.taken[0].is_open, "the end of the connection", SOON_S)
    direct.do(0, end)
    time.sleep(0.05)
    assert (len(direct.taken), errors_in(caplog), len(server[1].server_state.tasks)) == (1, [], 0)


@pytest.mark.parametrize("behind", [post("now"), b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"])
@pytest.mark.parametrize("end", [answer, leave])
def test_a_caller_who_leaves_with_requests_in_a_row_costs_nothing(
    end: Any, behind: bytes, server: tuple[int, Server], direct: Pointing, caplog: pytest.LogCaptureFixture
) -> None:
    with calling(server[0]) as (caller,):
        caller.send(post("later") + behind)
        until(lambda: bool(direct.taken), "the request", SOON_S)
    direct.do(0, end)
    until(lambda: not (server[1].server_state.connections or server[1].server_state.tasks), "the end of the connection", SOON_S)
    assert errors_in(caplog) == []


def test_the_application_is_told_that_a_caller_is_dropped_who_has_requests_in_a_row(direct: Pointing, caplog: pytest.LogCaptureFixture) -> None:
    with patient_server(direct, body_timeout_s=QUICK["body_timeout_s"]) as (port, server), calling(port) as (caller,):
        caller.send(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n" + b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 3)
        until(lambda: bool(server.server_state.connections), "the connection", SOON_S)
        until(lambda: not (server.server_state.connections or server.server_state.tasks), "the end of all of it", SOON_S)
    assert errors_in(caplog) == []


# ---- Time and number


def test_a_body_that_stops_is_408_and_is_not_offered(direct: Pointing) -> None:
    with patient_server(direct, body_timeout_s=QUICK["body_timeout_s"]) as (port, _), calling(port) as (caller,):
        refused = caller.send(post("now", b"ab" * 50)[:-60]).response()
        assert (refused.status, "MODELBOOK_BODY_TIMEOUT_S" in str(refused.problem["detail"])) == (408, True)
        assert caller.is_closed_within(SPARE_S)
    assert direct.taken == []


def test_a_response_that_takes_long_is_not_the_callers_fault(direct: Pointing) -> None:
    with patient_server(direct, **QUICK) as (port, _), calling(port) as (caller,):
        caller.send(post("later"))
        time.sleep(1.5)
        direct.do(0, answer)
        assert caller.response().body == DIRECT


def test_a_connection_without_a_further_request_is_closed_after_its_time(direct: Pointing) -> None:
    with patient_server(direct, **QUICK) as (port, _), calling(port) as (caller,):
        assert caller.send(post("now")).response().body == DIRECT
        time.sleep(0.7)
        assert caller.send(post("now")).response().body == DIRECT
        assert QUICK["keep_alive_s"] / 2 < caller.seconds_until_closed() < QUICK["keep_alive_s"] + SPARE_S


def test_a_slow_request_in_one_packet_with_one_that_is_answered_outlasts_the_keep_alive_time(direct: Pointing) -> None:
    with patient_server(direct, keep_alive_s=0.5) as (port, _), calling(port) as (caller,):
        caller.send(post("now") + b"GET /slow?seconds=2.5 HTTP/1.1\r\nHost: a\r\n\r\n")
        assert bodies(caller, 2) == [DIRECT, b'"slow"']


def test_a_caller_that_takes_no_response_is_dropped_and_its_responses_do_not_fill_the_memory(direct: Pointing) -> None:
    with patient_server(direct, body_timeout_s=QUICK["body_timeout_s"]) as (port, server), calling(port) as (caller,):
        caller.send(post("large") * MAX_PIPELINED)
        until(lambda: bool(direct.taken), "the requests", SOON_S)
        until(lambda: not server.server_state.connections, "the connection to be dropped", SOON_S)
        assert len(direct.taken) < 10  # The rest of 64 MB waited for the caller.


def test_above_the_limit_of_connections_nothing_is_offered_and_one_that_waits_for_its_response_keeps_its_place(direct: Pointing) -> None:
    with patient_server(direct, max_connections=2) as (port, _), calling(port, 2) as busy:
        for caller in busy:
            caller.send(post("later"))
        until(lambda: len(direct.taken) == 2, "the requests", SOON_S)
        with calling(port) as (other,):
            refused = other.send(post("now")).response()
            assert (refused.status, "MODELBOOK_MAX_CONNECTIONS" in str(refused.problem["detail"])) == (503, True)
        for index, caller in enumerate(busy):
            direct.do(index, answer)
            assert caller.response().body == DIRECT
    assert len(direct.taken) == 2


def test_a_request_that_waits_at_shutdown_is_answered_and_its_connection_closed(direct: Pointing) -> None:
    with patient_server(direct) as (port, server), calling(port, 2) as (caller, idle):
        assert idle.send(post("now")).response().body == DIRECT
        caller.send(post("later"))
        until(lambda: len(direct.taken) == 2, "the request", SOON_S)
        server.should_exit = True
        assert idle.is_closed_within(SPARE_S)
        direct.do(1, answer)
        response: Response = caller.response()
        assert (response.body, response.headers["connection"]) == (DIRECT, "close")
        assert caller.is_closed_within(SPARE_S)
