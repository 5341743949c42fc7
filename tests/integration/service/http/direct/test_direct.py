"""Requests that are answered past the application, one by one and in a row: no failure there breaks the connection."""

import time
from typing import Any

import pytest

from service.http.protocol import MAX_PIPELINED
from service.http.server import Server
from tests.integration.service.http.direct.pointing import DIRECT, LEFT, Pointing, answer, bodies, errors_in, leave, post
from tests.integration.service.http.test_protocol import SPARE_S
from tests.raw_http import Caller, calling


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
    assert caller.send(b"ab").response().body == LEFT.replace(b'"host"', b'"expect","host"')
    assert direct.taken == []


# ---- In a row


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
