"""Callers who leave, and the bounds of the connection, hold for requests that are answered past the application."""

import time
from typing import Any

import pytest

from service.http.protocol import MAX_PIPELINED
from service.http.server import Server
from tests.acceptance.service import until
from tests.integration.service.http.direct.pointing import DIRECT, SOON_S, Pointing, answer, bodies, errors_in, leave, patient_server, post
from tests.integration.service.http.served import QUICK
from tests.integration.service.http.test_protocol import SPARE_S
from tests.raw_http import Response, calling


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
