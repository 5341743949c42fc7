"""A collector of OpenTelemetry on this machine: it takes traces over OTLP/HTTP, and keeps their spans."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest, ExportTraceServiceResponse
from opentelemetry.proto.common.v1.common_pb2 import KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status


@dataclass(frozen=True)
class Taken:
    """A span as it has arrived."""

    service: str
    name: str
    kind: str
    trace_id: str
    span_id: str
    parent_id: str
    began: int
    ended: int
    attributes: dict[str, Any]
    events: list[tuple[str, dict[str, Any]]]
    error: str | None


@dataclass
class Collector:
    """What has arrived.

    Args:
        url: Its URL, as OTEL_EXPORTER_OTLP_ENDPOINT has it.
        spans: The spans.
        resources: What was said of the processes, once for each request.
    """

    url: str
    spans: list[Taken] = field(default_factory=list)
    resources: list[dict[str, Any]] = field(default_factory=list)

    def of_trace(self, trace_id: str) -> list[Taken]:
        """Return the spans of a trace, by their beginning."""
        return sorted((span for span in self.spans if span.trace_id == trace_id), key=lambda span: span.began)

    def attempts_at(self, job_id: str) -> list[Taken]:
        """Return the spans of the attempts at a job, by their beginning."""
        found = [span for span in self.spans if span.attributes.get("modelbook.job.id") == job_id and span.kind == "SPAN_KIND_CONSUMER"]
        return sorted(found, key=lambda span: span.began)

    def take(self, body: bytes) -> None:
        """Take the body of an export."""
        request = ExportTraceServiceRequest.FromString(body)
        for part in request.resource_spans:
            resource = _values(part.resource.attributes)
            self.resources.append(resource)
            self.spans += [_taken(resource["service.name"], span) for scope in part.scope_spans for span in scope.spans]


def _taken(service: str, span: Span) -> Taken:
    return Taken(
        service,
        span.name,
        Span.SpanKind.Name(span.kind),
        span.trace_id.hex(),
        span.span_id.hex(),
        span.parent_span_id.hex(),
        span.start_time_unix_nano,
        span.end_time_unix_nano,
        _values(span.attributes),
        [(event.name, _values(event.attributes)) for event in span.events],
        span.status.message if span.status.code == Status.STATUS_CODE_ERROR else None,
    )


def _values(attributes: Any) -> dict[str, Any]:
    return {each.key: _value(each) for each in attributes}


def _value(attribute: KeyValue) -> Any:
    return getattr(attribute.value, attribute.value.WhichOneof("value") or "string_value")


def traced_by(collector: Collector) -> dict[str, str]:
    """Return the environment of processes that export to a collector, soon."""
    return {"MODELBOOK_TRACES_URL": collector.url, "OTEL_BSP_SCHEDULE_DELAY": "200"}


@contextmanager
def running_collector() -> Iterator[Collector]:
    """Run a collector."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            is_known = self.path == "/v1/traces"
            if is_known:
                found.take(gzip.decompress(body) if self.headers["Content-Encoding"] == "gzip" else body)
            answer = ExportTraceServiceResponse().SerializeToString()
            self.send_response(200 if is_known else 404)
            self.send_header("Content-Type", "application/x-protobuf")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found = Collector(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield found
        server.shutdown()
        thread.join()
