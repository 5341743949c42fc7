"""Spans of requests: named by the route that answers, exported as their caller decides, by chance, or because they have submitted a job."""

import asyncio
from dataclasses import dataclass, field
from functools import partial
from typing import cast

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http.entry import Entry
from service.http.prefix import Prefixes
from service.http.traced import RequestTraces, Traced
from service.http.traffic import Answered, Observed, Traffic, note_route
from service.tracing.current import current_trace_id, traceparent_of_job
from service.tracing.span import Kind, Span
from service.tracing.traces import Traces

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
SAMPLED, LEFT_OUT = (f"00-{TRACE}-{PARENT}-{flag}".encode() for flag in ("01", "00"))


@dataclass
class Kept:
    """Spans instead of an exporter."""

    spans: list[Span] = field(default_factory=list)
    has_stopped: bool = False

    def export(self, span: Span) -> None:
        assert span.trace.is_sampled
        self.spans.append(span)

    def stop(self) -> None:
        self.has_stopped = True


async def answers(scope: Scope, _receive: Receive, send: Send, *, status: int = 200) -> None:
    note_route(scope, "/v1/jobs/{job_id}")
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def called(app: ASGIApp, *given: bytes, part: float = 0.0, method: str = "POST") -> list[Span]:
    """Return the spans of a request with these values of traceparent."""
    kept = Kept()
    traced = Observed(Traced(app, RequestTraces(cast("Traces", kept), part)), Traffic())

    async def nothing(_message: Message | None = None) -> Message:
        return {"type": "http.disconnect"}

    headers = [(b"traceparent", value) for value in given]
    scope = {"type": "http", "method": method, "path": "/v1/jobs/secret", "headers": [*headers, (b"x-request-id", b"asked-1")]}
    asyncio.run(Entry(traced, Prefixes("", lambda _: False))(scope, nothing, nothing))  # type: ignore[arg-type]
    return kept.spans


def test_a_span_continues_that_of_the_caller_by_the_route_that_answers() -> None:
    (span,) = called(answers, SAMPLED)
    assert (span.trace.trace_id, span.trace.parent_id, span.name, span.kind, span.error) == (TRACE, PARENT, "POST /v1/jobs/{job_id}", Kind.SERVER, "")
    assert span.began <= span.ended
    assert span.attributes == {
        "http.request.method": "POST",
        "http.route": "/v1/jobs/{job_id}",
        "http.response.status_code": 200,
        "modelbook.owner": "",
        "modelbook.request_id": "asked-1",
    }


@pytest.mark.parametrize(
    ("given", "part", "n_spans"), [((), 0.0, 0), ((), 1.0, 1), ((SAMPLED,), 0.0, 1), ((LEFT_OUT,), 1.0, 0), ((SAMPLED, SAMPLED), 0.0, 0)]
)
def test_which_requests_are_exported(given: tuple[bytes, ...], part: float, n_spans: int) -> None:
    assert len(called(answers, *given, part=part)) == n_spans


def test_a_request_that_submits_a_job_is_exported_and_the_job_is_stored_below_it() -> None:
    stored = []

    async def submits(scope: Scope, receive: Receive, send: Send) -> None:
        stored.append(await asyncio.to_thread(traceparent_of_job))
        stored.append(current_trace_id())
        await answers(scope, receive, send)

    (span,) = called(submits)
    assert stored == [f"00-{span.trace.trace_id}-{span.trace.span_id}-01", span.trace.trace_id]


@pytest.mark.parametrize(("status", "error"), [(500, "the response has the status 500"), (422, "")])
def test_only_failures_of_the_server_are_errors(status: int, error: str) -> None:
    (span,) = called(partial(answers, status=status), SAMPLED)
    assert (span.error, span.attributes["http.response.status_code"]) == (error, status)


def test_a_method_that_nobody_knows_makes_no_name_of_its_own() -> None:
    (span,) = called(answers, SAMPLED, method="BREW")
    assert span.name == "other /v1/jobs/{job_id}"


def test_what_is_answered_past_the_application_is_exported_in_the_same_way() -> None:
    kept = Kept()
    traces = RequestTraces(cast("Traces", kept), 0.0)
    by_caller, by_nobody = (Answered("POST", "/v1/models/{ref}/predict", status=200, seconds=0.5) for _ in range(2))
    traces.note({"headers": [(b"traceparent", SAMPLED)]}, by_caller, lambda: {"modelbook.model": "digits@1"})
    traces.note({"headers": []}, by_nobody, dict)
    (span,) = kept.spans
    assert (by_caller.trace_id, by_nobody.trace_id) == (TRACE, "")
    assert (span.trace.parent_id, span.attributes["modelbook.model"], round(span.ended - span.began, 1)) == (PARENT, "digits@1", 0.5)
    traces.stop()
    assert kept.has_stopped
