"""Spans as a collector gets them over OTLP; and jobs, which are stored with the request that has created them."""

import socket
import threading

import pytest
from sqlalchemy import select

from service.settings import Settings
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.rows import Job
from service.store.tables import jobs
from service.tracing.current import tracing
from service.tracing.span import Kind, Moment, Span
from service.tracing.trace import Trace
from service.tracing.traces import Traces
from tests.collector import running_collector
from tests.integration.given import new_job

GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def span_of(trace: Trace, **changes: object) -> Span:
    known = {"name": "job train", "kind": Kind.CONSUMER, "began": 100.0, "ended": 102.5}
    return Span(trace, **{**known, **changes})  # type: ignore[arg-type]


def test_a_collector_gets_spans_without_keys_and_what_the_environment_says_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")
    trace = Trace.begun(GIVEN.encode(), 0)
    with running_collector() as found:
        traces = Traces.of(Settings(traces_url=f"{found.url}/"), "modelbook-worker")
        assert traces is not None
        secret = "postgresql://me:s3cret@db/modelbook"
        epoch = Moment("epoch", 101.0, {"epoch": 1, "loss": 0.5})
        traces.export(span_of(trace, error=f"no {secret}", attributes={"modelbook.note": secret}, moments=[epoch]))
        traces.export(span_of(Trace.begun(None, 0)))
        traces.stop()
    (span,) = found.spans
    assert (span.service, span.name, span.kind, span.trace_id, span.parent_id) == (
        "modelbook-worker",
        "job train",
        "SPAN_KIND_CONSUMER",
        *GIVEN.split("-")[1:3],
    )
    assert (span.span_id, span.began, span.ended, span.events) == (trace.span_id, 100 * 10**9, 1025 * 10**8, [("epoch", {"epoch": 1, "loss": 0.5})])
    assert (span.error or "").startswith("no postgresql://")
    assert "s3cret" not in f"{span.error} {span.attributes}"
    assert found.resources[0]["deployment.environment.name"] == "test"


def test_without_a_collector_in_the_settings_nothing_is_exported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")
    assert Traces.of(Settings(), "modelbook-api") is None


def test_a_collector_that_does_not_answer_does_not_hold_up_the_end_of_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "60")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        traces = Traces(f"http://127.0.0.1:{silent.getsockname()[1]}", "modelbook-api")
        traces.export(span_of(Trace.begun(GIVEN.encode(), 0)))
        traces.stop()
        assert [thread for thread in threading.enumerate() if thread.name == "traces"] != []  # It still tries.


@pytest.mark.parametrize("url", ["collector:4318", "grpc://collector:4317"])
def test_only_a_url_of_http_names_a_collector(url: str) -> None:
    with pytest.raises(ValueError, match="expected a URL that begins with http:// or https://"):
        Settings(traces_url=url)


def test_a_job_is_stored_with_the_request_that_has_created_it(database: Database) -> None:
    store, trace = Jobs(database), Trace.begun(None, 0)
    with tracing(trace):
        traced, _ = store.create(new_job())
        members, _ = store.create_sweep([new_job(sweep_member="a"), new_job(sweep_member="b")])
    untraced, _ = store.create(new_job())
    assert [job.traceparent for job in (traced, *members, untraced)] == [trace.traceparent] * 3 + [None]
    assert trace.is_sampled
    with database.reading() as connection:
        row = connection.execute(select(jobs).where(jobs.c.id == traced.id)).one()
    assert Job.of(row).traceparent == trace.traceparent
