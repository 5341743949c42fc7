"""The trace that the code works for, wherever it is: its id is in every record of the log, and jobs are stored with their part of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from service.tracing.trace import Trace

#: The span of this thread or task.
_current: ContextVar[Trace | None] = ContextVar("trace", default=None)
#: Id of the trace of this process, also of its threads, which do not inherit context variables.
_of_process = ""


def begin_trace(trace: Trace) -> None:
    """Make a span the one that this task works for, and what it starts."""
    _current.set(trace)


@contextmanager
def tracing(trace: Trace | None) -> Iterator[None]:
    """Work for a span within the block; None for none."""
    token = _current.set(trace)
    try:
        yield
    finally:
        _current.reset(token)


def belong_to_trace(trace_id: str) -> None:
    """Make this process a part of a trace, to its end.

    Args:
        trace_id: Id of the trace; empty for none.
    """
    global _of_process
    _of_process = trace_id


def current_trace_id() -> str:
    """Return the id of the trace that is exported; empty outside of one."""
    trace = _current.get()
    return trace.trace_id if trace is not None and trace.is_sampled else _of_process


def traceparent_of_job() -> str | None:
    """Return what the spans of a job that is created now are part of; None where requests are not traced.

    The request that creates a job is exported, unless its caller has decided otherwise.
    """
    trace = _current.get()
    if trace is None:
        return None
    trace.keep()
    return trace.traceparent
