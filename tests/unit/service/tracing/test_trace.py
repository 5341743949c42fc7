"""Positions in a trace: those of callers are continued, malformed ones count as none (W3C Trace Context), and what creates a job is kept."""

import pytest

from service.tracing import current
from service.tracing.current import belong_to_trace, current_trace_id, traceparent_of_job, tracing
from service.tracing.trace import Trace

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
SAMPLED, LEFT_OUT = f"00-{TRACE}-{PARENT}-01".encode(), f"00-{TRACE}-{PARENT}-00".encode()


@pytest.mark.parametrize(("header", "is_sampled"), [(SAMPLED, True), (LEFT_OUT, False), (SAMPLED[:-2] + b"03", True)])
def test_a_span_continues_that_of_the_caller(header: bytes, is_sampled: bool) -> None:
    trace = Trace.begun(header, part=0.5)
    assert (trace.trace_id, trace.parent_id, trace.is_sampled, trace.is_given) == (TRACE, PARENT, is_sampled, True)
    assert trace.traceparent == f"00-{TRACE}-{trace.span_id}-0{int(is_sampled)}"
    assert trace.span_id not in (PARENT, Trace.begun(header, part=0.5).span_id)


def test_fields_that_a_later_version_appends_are_passed_over() -> None:
    assert Trace.begun(b"01" + SAMPLED[2:] + b"-what-comes", part=0).trace_id == TRACE


@pytest.mark.parametrize(
    "header",
    [
        None,
        b"",
        SAMPLED + b"-more",
        b"ff" + SAMPLED[2:],
        SAMPLED.upper(),
        SAMPLED.replace(TRACE.encode(), b"0" * 32),
        SAMPLED.replace(PARENT.encode(), b"0" * 16),
        SAMPLED[:-1],
        b" " + SAMPLED,
        b"\xff" * 55,
    ],
)
def test_what_is_no_position_begins_a_trace(header: bytes | None) -> None:
    trace = Trace.begun(header, part=1)
    assert (trace.parent_id, trace.is_sampled, trace.is_given) == ("", True, False)
    assert (len(trace.trace_id), len(trace.span_id)) == (32, 16)
    assert Trace.within(trace.traceparent.encode()) is not None


def test_a_child_is_in_the_same_trace_below_its_parent() -> None:
    trace = Trace.begun(LEFT_OUT, part=1)
    child = trace.child()
    assert (child.trace_id, child.parent_id, child.is_sampled) == (TRACE, trace.span_id, False)


def test_a_request_that_creates_a_job_is_kept_unless_its_caller_has_decided() -> None:
    assert traceparent_of_job() is None
    chance, decided = Trace.begun(None, part=0), Trace.begun(LEFT_OUT, part=1)
    for trace, flag in ((chance, "01"), (decided, "00")):
        with tracing(trace):
            assert current_trace_id() == ""
            assert traceparent_of_job() == f"00-{trace.trace_id}-{trace.span_id}-{flag}"
            assert current_trace_id() == (trace.trace_id if flag == "01" else "")


def test_a_process_may_belong_to_a_trace_with_all_its_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "_of_process", "")
    belong_to_trace(TRACE)
    assert current_trace_id() == TRACE
