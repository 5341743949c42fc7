"""The export of spans to a collector of OpenTelemetry. The only file that uses its packages, which are imported where a collector is named."""

import os
import socket
import threading
from importlib.metadata import version
from typing import TYPE_CHECKING

from models.core.redaction import redacted
from service.settings import Settings
from service.tracing.span import Attributes, Kind, Span

if TYPE_CHECKING:
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import ReadableSpan

#: Longest time for the export of the last spans at the end of a process, in seconds.
STOP_S = 2.0


class Traces:
    """Exports the spans of a process, in batches, in a thread of its own. Spans are lost while the collector does not answer.

    The URL is that of the settings; all else that concerns the export is read from the variables OTEL_... of the environment by OpenTelemetry itself.

    Args:
        url: URL of the collector, as OTEL_EXPORTER_OTLP_ENDPOINT has it.
        service: Name of the part that exports, such as modelbook-api.
    """

    def __init__(self, url: str, service: str) -> None:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        self._resource = _resource(service)
        self._processor = BatchSpanProcessor(OTLPSpanExporter(f"{url.rstrip('/')}/v1/traces"))

    @classmethod
    def of(cls, settings: Settings, service: str) -> "Traces | None":
        """Return what exports the spans of a process; None where the settings name no collector."""
        return cls(settings.traces_url, service) if settings.traces_url else None

    def export(self, span: Span) -> None:
        """Export a span, if it is sampled: soon, in another thread."""
        if span.trace.is_sampled:
            self._processor.on_end(_exported(span, self._resource))

    def stop(self) -> None:
        """Export what is left, for a short time."""
        stopping = threading.Thread(target=self._processor.shutdown, name="traces", daemon=True)
        stopping.start()
        stopping.join(STOP_S)


def _resource(service: str) -> "Resource":
    """Return what is said of the process with every span; the environment may say more, and something else."""
    from opentelemetry.sdk.resources import OTELResourceDetector, Resource

    host, pid = socket.gethostname(), os.getpid()
    known = {"service.name": service, "service.version": version("modelbook"), "service.instance.id": f"{host}:{pid}", "host.name": host}
    return Resource(known).merge(OTELResourceDetector().detect())


def _exported(span: Span, resource: "Resource") -> "ReadableSpan":
    """Return a span as OpenTelemetry has it."""
    from opentelemetry.sdk.trace import Event, ReadableSpan
    from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags

    trace, sampled = span.trace, TraceFlags(TraceFlags.SAMPLED)
    trace_id = int(trace.trace_id, 16)
    return ReadableSpan(
        name=span.name,
        context=SpanContext(trace_id, int(trace.span_id, 16), is_remote=False, trace_flags=sampled),
        parent=SpanContext(trace_id, int(trace.parent_id, 16), is_remote=span.kind is not Kind.INTERNAL, trace_flags=sampled)
        if trace.parent_id
        else None,
        resource=resource,
        attributes=_plain(span.attributes),
        events=[Event(moment.name, _plain(moment.attributes), _nanoseconds(moment.at)) for moment in span.moments],
        kind=SpanKind[span.kind],
        status=Status(StatusCode.ERROR, redacted(span.error)) if span.error else Status(StatusCode.UNSET),
        start_time=_nanoseconds(span.began),
        end_time=_nanoseconds(span.ended),
    )


def _plain(attributes: Attributes) -> Attributes:
    """Return attributes without keys and passwords."""
    return {name: redacted(value) if isinstance(value, str) else value for name, value in attributes.items()}


def _nanoseconds(at: float) -> int:
    return int(at * 1e9)
