"""The spans of an attempt at a job: one of the worker for the whole, and one for each phase that its process tells of."""

import logging
import time
from dataclasses import dataclass, field
from typing import Any

import orjson

from models.specs.tasks import task_of
from service.store.claims import Claimed
from service.store.transitions import State
from service.tracing.span import Attributes, Kind, Moment, Span
from service.tracing.trace import Trace
from service.tracing.traces import Traces
from workers.trace_notes import MAX_EPOCHS

log = logging.getLogger(__name__)

#: Most phases of a process that get a span: a search in many rounds, or a process that has gone wrong, may tell of more.
MAX_PHASES = 100
#: Most characters of what a process has said that go into a span.
MAX_TEXT = 1000


@dataclass
class _Phase:
    """A phase that has begun."""

    name: str
    began: float
    epochs: list[Moment] = field(default_factory=list)


class AttemptTrace:
    """Makes the spans of one job process. Of a process that is killed, the phase in which it was has a span, too.

    Args:
        claimed: The job, and the process that runs it.
        traces: Exports the spans; None where no collector is named.
    """

    def __init__(self, claimed: Claimed, traces: Traces | None) -> None:
        self._claimed, self._traces = claimed, traces
        #: Position of its span; None where nothing is exported, or the request that has created the job was not traced.
        self.trace = None if traces is None else Trace.within((claimed.job.traceparent or "").encode())
        self._began = time.time()
        self._phase: _Phase | None = None
        self._n_phases = 0
        #: What the process says of its end: why the job has failed, or nothing; None while it has not ended.
        self._said: str | None = None

    @property
    def trace_id(self) -> str:
        """Return the id of the trace that is exported; empty for none."""
        return self.trace.trace_id if self.trace is not None and self.trace.is_sampled else ""

    def take(self, note: bytes) -> None:
        """Take a note of the process; one that is malformed has no effect."""
        try:
            self._take(orjson.loads(note))
        except (ValueError, TypeError, KeyError):
            log.debug("A note for the trace of a job was malformed.", exc_info=True)

    def _take(self, note: dict[str, Any]) -> None:
        at = min(max(float(note["at"]), self._began), time.time())
        if "epoch" in note:
            if self._phase is not None and len(self._phase.epochs) < MAX_EPOCHS:
                measured = {str(name): float(value) for name, value in dict(note["metrics"]).items()}
                self._phase.epochs.append(Moment("epoch", at, {"epoch": int(note["epoch"]), **measured}))
            return
        self._end_phase(at, str(note.get("ended", ""))[:MAX_TEXT])
        if "phase" in note:
            self._phase = _Phase(str(note["phase"])[:MAX_TEXT], at)
        elif self._said is None:
            self._said = str(note["ended"])[:MAX_TEXT]

    def end(self, verdict: State | None, reason: str) -> None:
        """End the span of the attempt, when its process has ended.

        Args:
            verdict: The state that the supervisor has ended it for; None if it ended by itself.
            reason: Why the supervisor has ended it, or why it ended if it says nothing itself.
        """
        now, error = time.time(), self._said
        if error is None:
            error = reason if verdict in (None, State.FAILED) else ""
        self._end_phase(now, error)
        if self.trace is not None and self._traces is not None:
            stopped = {"modelbook.stopped_as": verdict.value} if self._said is None and verdict is not None else {}
            name = f"job {task_of(self._claimed.job.spec).name}"
            self._traces.export(Span(self.trace, name, Kind.CONSUMER, self._began, now, {**self._known(), **stopped}, error=error))

    def _end_phase(self, at: float, error: str = "") -> None:
        phase, self._phase = self._phase, None
        if phase is None or self.trace is None or self._traces is None or self._n_phases == MAX_PHASES:
            return
        self._n_phases += 1
        self._traces.export(Span(self.trace.child(), phase.name, Kind.INTERNAL, phase.began, at, self._ids(), phase.epochs, error))

    def _ids(self) -> Attributes:
        return {"modelbook.job.id": self._claimed.job.id}

    def _known(self) -> Attributes:
        """Return what is known of the attempt. A trial worker of a search, which joins a running one, has no number of its own."""
        job, token = self._claimed.job, self._claimed.token
        number: Attributes = {} if token is None else {"modelbook.job.attempt": token}
        known = {"modelbook.job.queue": job.queue, "modelbook.owner": job.owner, "modelbook.worker": self._claimed.process.worker}
        return {**self._ids(), **known, **number}
