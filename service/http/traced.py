"""A span for each request: begun by the caller's traceparent, named by the route that answers."""

import time
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from service.http.traffic import Answered, answered_of, known_method
from service.request_context import request_id
from service.tracing.current import begin_trace
from service.tracing.span import Attributes, Kind, Span
from service.tracing.trace import TRACEPARENT, Trace
from service.tracing.traces import Traces

#: First status of responses that are failures of the server.
_FAILED = 500


class RequestTraces:
    """The spans of the requests of one process.

    Args:
        traces: Exports them.
        part: Part of the requests that are exported where neither their caller has decided, nor a job was submitted by them, 0 to 1.
    """

    def __init__(self, traces: Traces, part: float) -> None:
        self._traces, self._part = traces, part

    def begin(self, scope: Scope) -> Trace:
        """Begin the span of a request. Of several `traceparent` none counts."""
        given = [value for name, value in scope["headers"] if name == TRACEPARENT]
        return Trace.begun(given[0] if len(given) == 1 else None, self._part)

    def end(self, trace: Trace, answered: Answered, began: float, attributes: Attributes) -> None:
        """End the span of a request.

        Args:
            trace: Its position.
            answered: The request and its response.
            began: When it began, in seconds since 1970.
            attributes: What else is known of it.
        """
        if not trace.is_sampled:
            return
        method = known_method(answered.method)
        known: Attributes = {"http.request.method": method, "http.route": answered.route, "http.response.status_code": int(answered.status)}
        error = f"the response has the status {answered.status}" if answered.status >= _FAILED else ""
        all_ = {**known, "modelbook.owner": answered.owner, **attributes}
        self._traces.export(Span(trace, f"{method} {answered.route}", Kind.SERVER, began, time.time(), all_, error=error))

    def note(self, scope: Scope, answered: Answered, attributes: Callable[[], Attributes]) -> None:
        """Take a request that was answered past the application; its record in the log gets the id of its trace.

        Args:
            scope: The request.
            answered: The request and its response.
            attributes: Returns what else is known of it; asked only if it is exported.
        """
        trace = self.begin(scope)
        if trace.is_sampled:
            answered.trace_id = trace.trace_id
            self.end(trace, answered, time.time() - answered.seconds, attributes())

    def stop(self) -> None:
        """Export what is left."""
        self._traces.stop()


class Traced:
    """ASGI middleware that traces requests; behind the one that notes how they are answered.

    Args:
        app: The application behind it.
        traces: Where the spans go.
    """

    def __init__(self, app: ASGIApp, traces: RequestTraces) -> None:
        self._app, self._traces = app, traces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, within its span."""
        answered = answered_of(scope)
        if answered is None:
            await self._app(scope, receive, send)
            return
        trace, began = self._traces.begin(scope), time.time()
        begin_trace(trace)
        try:
            await self._app(scope, receive, send)
        finally:
            self._traces.end(trace, answered, began, {"modelbook.request_id": request_id()})
