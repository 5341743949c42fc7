"""The spans of an attempt, made of what its process tells: also where that is killed, says too much, or says nothing that can be understood."""

from dataclasses import dataclass, field, fields
from typing import Any, cast

import orjson
import pytest

from service.store.claims import Claimed
from service.store.rows import Job
from service.store.transitions import State
from service.store.trials import JobProcess
from service.tracing.span import Span
from service.tracing.traces import Traces
from workers.attempt_trace import MAX_PHASES, MAX_TEXT, AttemptTrace
from workers.trace_notes import MAX_EPOCHS, TRACE, TraceNotes

GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@dataclass
class Kept:
    """Spans instead of an exporter."""

    spans: list[Span] = field(default_factory=list)

    def export(self, span: Span) -> None:
        self.spans.append(span)


def claimed(traceparent: str | None = GIVEN, token: int | None = 2) -> Claimed:
    none: dict[str, Any] = {each.name: None for each in fields(Job)}
    job = Job(**{**none, "id": "job-1", "owner": "lab", "queue": "cpu", "spec": {"task": "train"}, "traceparent": traceparent})
    return Claimed(job, JobProcess("job-1", "p", "host:1"), token)


def traced(**changes: Any) -> tuple[AttemptTrace, TraceNotes, Kept]:
    """Return the trace of an attempt, the notes of its process, and where the spans go."""
    kept = Kept()
    trace = AttemptTrace(claimed(**changes), cast("Traces", kept))
    return trace, TraceNotes(lambda message: trace.take(message.removeprefix(TRACE))), kept


def test_an_attempt_that_fails_has_its_phases_with_epochs_and_the_reason() -> None:
    trace, notes, kept = traced()
    notes.begin_phase("loading")
    notes.begin_phase("fitting")
    notes.note_epoch(1, {"loss": 0.5})
    notes.end("loss became infinite")
    notes.end()  # The task returns after it has failed.
    trace.end(None, "its process ended without recording how")
    loading, fitting, whole = kept.spans
    assert [(span.name, span.kind.value, span.error) for span in kept.spans] == [
        ("loading", "INTERNAL", ""),
        ("fitting", "INTERNAL", "loss became infinite"),
        ("job train", "CONSUMER", "loss became infinite"),
    ]
    assert [(moment.name, moment.attributes) for moment in fitting.moments] == [("epoch", {"epoch": 1, "loss": 0.5})]
    assert whole.began <= loading.began <= loading.ended == fitting.began <= fitting.moments[0].at <= fitting.ended <= whole.ended
    assert whole.attributes == {
        "modelbook.job.id": "job-1",
        "modelbook.job.queue": "cpu",
        "modelbook.owner": "lab",
        "modelbook.worker": "host:1",
        "modelbook.job.attempt": 2,
    }


def test_attempts_are_spans_below_the_request_and_phases_below_their_attempt() -> None:
    spans = []
    for token in (1, 2, None):
        trace, notes, kept = traced(token=token)
        notes.begin_phase("loading")
        trace.end(State.QUEUED, "its worker is stopping")
        spans.append(kept.spans)
    _, request, parent, _ = GIVEN.split("-")
    assert {span.trace.trace_id for found in spans for span in found} == {request}
    assert [whole.trace.parent_id for _, whole in spans] == [parent] * 3
    assert [phase.trace.parent_id for phase, _ in spans] == [whole.trace.span_id for _, whole in spans]
    assert len({span.trace.span_id for found in spans for span in found}) == 6
    assert ["modelbook.job.attempt" in whole.attributes for _, whole in spans] == [True, True, False]


@pytest.mark.parametrize(
    ("verdict", "reason", "error", "stopped_as"),
    [
        (None, "its process was killed (SIGKILL)", "its process was killed (SIGKILL)", None),
        (State.FAILED, "the job reached its time limit of 3 s", "the job reached its time limit of 3 s", "failed"),
        (State.QUEUED, "its worker is stopping", "", "queued"),
        (State.CANCELLED, "", "", "cancelled"),
    ],
)
def test_an_attempt_that_is_ended_from_outside_has_the_phase_it_was_in(
    verdict: State | None, reason: str, error: str, stopped_as: str | None
) -> None:
    trace, notes, kept = traced()
    notes.begin_phase("fitting")
    trace.end(verdict, reason)
    phase, whole = kept.spans
    assert (phase.name, phase.error, whole.error, whole.attributes.get("modelbook.stopped_as")) == ("fitting", error, error, stopped_as)


def test_a_process_that_has_ended_its_job_and_is_killed_while_it_draws_has_not_failed() -> None:
    trace, notes, kept = traced()
    notes.end()
    notes.begin_phase("drawing")
    trace.end(None, "its process was killed (SIGKILL)")
    assert [(span.name, span.error) for span in kept.spans] == [("drawing", ""), ("job train", "")]


def test_a_process_that_tells_too_much_gets_a_bounded_trace() -> None:
    trace, notes, kept = traced()
    for number in range(MAX_PHASES + 5):
        notes.begin_phase(f"phase {number}" + "x" * MAX_TEXT)
        for epoch in range(MAX_EPOCHS + 5 if number == 0 else 0):
            notes.note_epoch(epoch, {})
    notes.end("y" * 2 * MAX_TEXT)
    trace.end(None, "")
    assert len(kept.spans) == MAX_PHASES + 1
    assert len(kept.spans[0].moments) == MAX_EPOCHS
    assert {len(kept.spans[0].name), len(kept.spans[-1].error)} == {MAX_TEXT}


@pytest.mark.parametrize("at", [0.0, 1e18])
def test_no_time_is_outside_of_the_attempt(at: float) -> None:
    trace, _, kept = traced()
    trace.take(orjson.dumps({"at": at, "phase": "loading"}))
    trace.end(None, "")
    phase, whole = kept.spans
    assert whole.began <= phase.began <= phase.ended <= whole.ended


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"at": null, "phase": "x"}',
        b'{"at": 1}',
        b'{"at": 1, "epoch": "x", "metrics": {}}',
        b'{"at": 1, "epoch": 1, "metrics": 3}',
    ],
)
def test_what_cannot_be_understood_has_no_effect(note: bytes) -> None:
    trace, notes, kept = traced()
    notes.begin_phase("fitting")
    trace.take(note)
    trace.end(None, "")
    assert [(span.name, span.moments) for span in kept.spans] == [("fitting", []), ("job train", [])]


@pytest.mark.parametrize("traceparent", [None, GIVEN[:-2] + "00"])
def test_a_process_of_a_job_that_is_not_traced_tells_nothing(traceparent: str | None) -> None:
    trace, _, _ = traced(traceparent=traceparent)
    assert trace.trace_id == ""
    TraceNotes().begin_phase("loading")
    untraced = AttemptTrace(claimed(), None)
    untraced.end(None, "")
    assert untraced.trace_id == ""
