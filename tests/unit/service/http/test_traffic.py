"""Requests that are counted and logged: by the template of their path, never by what a caller has written."""

import asyncio
import logging

import pytest
from starlette.types import Message, Receive, Scope, Send

from service.http.traffic import LEFT, NO_ROUTE, Observed, Traffic, note_route


class Owned:
    """A caller."""

    owner = "lab"


async def answers(scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer as a route does."""
    inner = {**scope, "caller": Owned()}  # Middleware may copy the scope.
    note_route(inner, "/v1/jobs/{job_id}")
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b"abc", "more_body": True})
    await send({"type": "http.response.body", "body": b"de"})


async def fails(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Fail before there is a response."""
    raise ConnectionResetError


def call(app: object, traffic: Traffic, method: str = "GET") -> None:
    async def nothing(_message: Message | None = None) -> Message:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": method, "path": "/v1/jobs/secret", "query_string": b"token=secret"}
    asyncio.run(Observed(app, traffic)(scope, nothing, nothing))  # type: ignore[arg-type]


def test_a_request_is_counted_by_route_method_and_status() -> None:
    traffic = Traffic()
    call(answers, traffic)
    call(answers, traffic)
    assert traffic.counts == {("/v1/jobs/{job_id}", "GET", 404): 2}
    assert sum(traffic.times["/v1/jobs/{job_id}", "GET"].counts) == 2


def test_a_request_without_a_response_counts_as_left_and_of_no_route() -> None:
    traffic = Traffic()
    with pytest.raises(ConnectionResetError):
        call(fails, traffic)
    assert traffic.counts == {(NO_ROUTE, "GET", LEFT): 1}


def test_a_method_that_nobody_knows_makes_no_series_of_its_own() -> None:
    traffic = Traffic()
    call(answers, traffic, "BREW")
    call(answers, traffic, "STEEP")
    assert traffic.counts == {("/v1/jobs/{job_id}", "other", 404): 2}


def test_a_logged_request_has_the_template_of_its_path_and_its_owner(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        call(answers, Traffic(is_logged=True))
    (record,) = caplog.records
    logged = vars(record)
    assert [logged[name] for name in ("method", "route", "status", "bytes", "owner")] == ["GET", "/v1/jobs/{job_id}", 404, 5, "lab"]
    assert not any("secret" in str(value) for value in logged.values())


def test_nothing_is_logged_unless_it_is_asked_for(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        call(answers, Traffic())
    assert caplog.records == []
