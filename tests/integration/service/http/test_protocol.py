"""Bounds of a connection: what a caller sends, how slowly, and how many connections there are."""

import json
import logging
import time
from collections.abc import Iterator
from importlib.metadata import version

import pytest

from service.http.protocol import MAX_PIPELINED, BoundedProtocol
from service.http.server import Server
from tests.acceptance.service import until
from tests.integration.service.http.served import QUICK, served, small_app
from tests.raw_http import Caller, calling

#: The server looks at its connections every fifth of a second: what is allowed beyond a time-out, on a busy machine.
SPARE_S = 3.0
POST = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[int, Server]]:
    with served() as running:
        yield running


@pytest.fixture(scope="module")
def port(server: tuple[int, Server]) -> int:
    return server[0]


@pytest.fixture
def caller(port: int) -> Iterator[Caller]:
    with calling(port) as (caller,):
        yield caller


def test_uvicorn_is_the_version_that_the_protocol_is_written_for() -> None:
    assert version("uvicorn").startswith("0.54.")


def test_every_connection_runs_the_bounded_protocol(server: tuple[int, Server], caller: Caller) -> None:
    assert caller.get().status == 200
    assert {type(connection) for connection in server[1].server_state.connections} == {BoundedProtocol}


# ---- Size of the head

#: Heads that are too large, and what of them.
LARGE = {
    "one line": b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n",
    "many lines": b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 101 + b"\r\n",
    "many bytes": b"GET / HTTP/1.1\r\n" + b"".join(b"X%d: %s\r\n" % (n, b"a" * 1000) for n in range(90)) + b"\r\n",
    "a line that does not end": b"GET / HTTP/1.1\r\nX: " + b"a" * 400_000,
    "a name that does not end": b"GET / HTTP/1.1\r\n" + b"a" * 400_000,
    "the target": b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    "a target that does not end": b"GET /" + b"a" * 400_000,
    "empty lines": b"\r\n" * 200_000,
}


@pytest.mark.parametrize("what", LARGE)
def test_a_head_that_is_too_large_is_431_and_the_end_of_the_connection(what: str, caller: Caller) -> None:
    refused = caller.send(LARGE[what]).response()
    assert (refused.status, refused.headers["connection"], refused.problem["status"]) == (431, "close", 431)
    assert "at most 100 header lines (MODELBOOK_MAX_HEADERS) of 65,536 bytes" in str(refused.problem["detail"])
    assert caller.is_closed_within(SPARE_S)


def test_a_head_within_the_limits_is_served(caller: Caller) -> None:
    assert caller.get("/", *[f"X{n}: {'a' * 600}" for n in range(98)]).status == 200
    assert caller.get("/?" + "a" * 60_000).status == 200


def test_a_refused_caller_sees_the_response_although_it_goes_on_sending(port: int) -> None:
    with calling(port) as (caller,):
        caller.send(b"GET / HTTP/1.1\r\nX: " + b"a" * 20_000_000)
        assert caller.response().status == 431


@pytest.mark.parametrize(
    "end",
    [
        b"0\r\n" + b"X: a\r\n" * 101 + b"\r\n",
        b"0\r\nX: " + b"a" * 400_000,
        b"1;" + b"a" * 400_000,
        b"0;" + b"a" * 400_000,
    ],
    ids=["many trailers", "a trailer that does not end", "a chunk extension that does not end", "an extension of the last chunk"],
)
def test_trailers_and_chunk_extensions_are_bounded_like_headers(end: bytes, caller: Caller) -> None:
    assert caller.send(CHUNKED + b"2\r\nab\r\n" + end).response().status == 431


def test_trailers_do_not_become_headers(caller: Caller) -> None:
    response = caller.send(CHUNKED + b"2\r\nab\r\n0\r\nHost: evil.example\r\nX-Late: 1\r\n\r\n").response()
    assert response.body == b'{"bytes":2,"headers":["host","transfer-encoding"]}'


def test_small_chunks_with_short_extensions_are_served(caller: Caller) -> None:
    assert b'"bytes":20000' in caller.send(CHUNKED + b"1;a=b\r\nx\r\n" * 20_000 + b"0\r\n\r\n").response().body


@pytest.mark.parametrize("request_", [b"hello\r\n\r\n", b"GET /\xff HTTP/1.1\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01\x02\x00"])
def test_what_is_not_http_is_400_with_a_problem_document(request_: bytes, caller: Caller) -> None:
    assert caller.send(request_).response().problem["title"] == "Malformed request"
    assert caller.is_closed_within(SPARE_S)


# ---- Absolute targets and pipelining


def test_the_host_of_an_absolute_target_counts_before_the_header(caller: Caller) -> None:
    seen = caller.send(b"GET http://Evil.example:81/?a=b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").response()
    assert seen.body == b'{"host":["Evil.example:81"],"path":"/","query":"a=b"}'
    seen = caller.send(b"GET http://[::1] HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").response()
    assert seen.body == b'{"host":["[::1]"],"path":"/","query":""}'


def test_requests_in_a_row_are_answered_in_order_up_to_a_number(caller: Caller) -> None:
    caller.send(b"".join(b"GET /?%d HTTP/1.1\r\nHost: a\r\n\r\n" % n for n in range(3 * MAX_PIPELINED)))
    numbers = [caller.response().body.split(b'"query":"')[1] for _ in range(MAX_PIPELINED + 1)]
    assert numbers == [b'%d"}' % n for n in range(MAX_PIPELINED + 1)]
    assert caller.is_closed_within(SPARE_S)


def test_a_bad_request_after_a_good_one_does_not_take_its_response(caller: Caller) -> None:
    caller.send(b"GET /slow?seconds=0.2 HTTP/1.1\r\nHost: a\r\n\r\n" + LARGE["many lines"])
    response = caller.response()
    assert (response.status, response.headers["connection"], response.body) == (200, "close", b'"slow"')
    assert caller.is_closed_within(SPARE_S)


def test_a_bad_body_after_a_good_request_does_not_take_its_response(caller: Caller) -> None:
    caller.send(b"GET /slow?seconds=0.2 HTTP/1.1\r\nHost: a\r\n\r\n" + CHUNKED + b"not a chunk\r\n")
    response = caller.response()
    assert (response.status, response.headers["connection"], response.body) == (200, "close", b'"slow"')
    assert caller.is_closed_within(SPARE_S)


def test_an_upgrade_that_is_not_granted_is_answered_as_http(caller: Caller) -> None:
    assert caller.get("/", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__").status == 200
    assert caller.get("/", "Connection: Upgrade", "Upgrade: websocket").status == 200
    assert [caller.get().status for _ in range(3)] == [200] * 3


@pytest.mark.parametrize("form", ["Content-Length: 3\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"])
@pytest.mark.parametrize("cut", [0, 1, 20])
def test_a_body_behind_a_head_that_asks_for_an_upgrade_is_read(caller: Caller, form: str, cut: int) -> None:
    asking = POST + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n" + form.encode()
    whole = asking * 3 + POST + form.encode()
    for part in [whole] if not cut else (whole[start : start + cut] for start in range(0, len(whole), cut)):
        caller.send(part)
    assert [json.loads(caller.response().body)["bytes"] for _ in range(4)] == [3] * 4
    assert caller.get().status == 200


def test_what_asks_for_an_upgrade_keeps_to_the_bounds(caller: Caller) -> None:
    caller.send(POST + b"Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 3\r\n\r\na")
    assert caller.response().status == 408
    assert caller.is_closed_within(SPARE_S)


# ---- Time


@pytest.mark.parametrize("sent", [b"", b"\r\n", b"GET / HTTP/1.1\r\nHost"])
def test_a_hundred_connections_without_a_whole_head_are_closed_after_the_time_out(sent: bytes, port: int) -> None:
    start = time.monotonic()
    with calling(port, 100) as callers:
        for caller in callers:
            caller.send(sent)
        if sent.strip():
            assert {caller.response().status for caller in callers} == {408}
        assert all(caller.is_closed_within(SPARE_S) for caller in callers)
    seconds = time.monotonic() - start
    assert QUICK["header_timeout_s"] - 0.2 <= seconds < QUICK["header_timeout_s"] + 2 * SPARE_S  # Its clock advances by fifths of a second.


def answered_while_sending(caller: Caller, bytes_: bytes) -> bool:
    """Send the same bytes every tenth of a second; return whether an answer comes within the time-out."""
    caller.socket.settimeout(0.1)
    start = time.monotonic()
    while time.monotonic() - start < SPARE_S:
        caller.send(bytes_)
        try:
            return caller.socket.recv(12) == b"HTTP/1.1 408"
        except TimeoutError:
            continue
    return False


def test_a_head_that_trickles_is_408(caller: Caller) -> None:
    assert answered_while_sending(caller.send(b"GET / HTTP/1.1\r\n"), b"X: a\r\n")


@pytest.mark.parametrize(
    "sent", [POST + b"Content-Length: 100000\r\n\r\n", POST + b"Content-Length: 100000\r\n\r\n" + b"a" * 50_000, CHUNKED + b"5\r\nab", CHUNKED]
)
def test_a_body_that_stops_is_408_and_its_application_is_freed(sent: bytes, server: tuple[int, Server], caller: Caller) -> None:
    refused = caller.send(sent).response()
    assert (refused.status, "MODELBOOK_BODY_TIMEOUT_S" in str(refused.problem["detail"])) == (408, True)
    assert caller.is_closed_within(SPARE_S)
    until(lambda: not server[1].server_state.tasks, "the application to end", SPARE_S)


def test_a_body_that_stops_is_not_logged_as_a_failure(caller: Caller, caplog: pytest.LogCaptureFixture) -> None:
    caller.send(CHUNKED).response()
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_a_body_that_trickles_is_408(caller: Caller) -> None:
    assert answered_while_sending(caller.send(POST + b"Content-Length: 100000\r\n\r\n"), b"a")


def test_a_body_that_comes_steadily_may_take_longer_than_the_time_out(caller: Caller) -> None:
    caller.send(POST + b"Content-Length: 20000\r\n\r\n")
    for _ in range(10):
        time.sleep(0.12)
        caller.send(b"a" * 2000)
    assert b'"bytes":20000' in caller.response().body


def test_a_slow_application_is_not_the_callers_fault(caller: Caller) -> None:
    assert caller.get("/slow?seconds=1.2").status == 200


def test_a_caller_that_waits_for_100_continue_gets_it(caller: Caller) -> None:
    caller.send(POST + b"Content-Length: 2\r\nExpect: 100-continue\r\n\r\n")
    assert caller.response().status == 100
    assert b'"bytes":2' in caller.send(b"ab").response().body


def test_a_caller_that_does_not_take_its_response_is_dropped(server: tuple[int, Server], port: int) -> None:
    with calling(port) as (caller,):
        caller.send(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        until(lambda: bool(server[1].server_state.connections), "the connection", SPARE_S)
        until(lambda: not server[1].server_state.connections, "the connection to be dropped", SPARE_S)


def test_a_connection_without_a_further_request_is_closed(caller: Caller) -> None:
    assert caller.get().status == 200
    time.sleep(0.7)  # Longer than a new connection has for its first request.
    assert caller.get().status == 200
    assert QUICK["keep_alive_s"] / 2 < caller.seconds_until_closed() < QUICK["keep_alive_s"] + SPARE_S


# ---- Number of connections


def test_a_new_connection_takes_the_place_of_the_one_that_waits_longest() -> None:
    with served(max_connections=3, header_timeout_s=60) as (port, _), calling(port, 3) as callers:
        assert [caller.get().status for caller in callers[1:]] == [200, 200]
        with calling(port, 1) as (new,):
            assert new.get().status == 200
            assert callers[0].is_closed_within(SPARE_S)
            assert [caller.get().status for caller in callers[1:]] == [200, 200]


def test_when_all_connections_are_busy_only_health_checks_are_answered() -> None:
    with served(small_app(), max_connections=2, body_timeout_s=60, header_timeout_s=60) as (port, _), calling(port, 2) as busy:
        expecting = POST + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n"
        assert [caller.send(expecting).response().status for caller in busy] == [100, 100]
        with calling(port, 2) as (one, two):
            refused = one.get()
            assert (refused.status, refused.headers["retry-after"]) == (503, "1")
            assert "MODELBOOK_MAX_CONNECTIONS" in str(refused.problem["detail"])
            assert two.get("/healthz").status == 200
        assert [caller.send(b"abcde").response().status for caller in busy] == [200, 200]
