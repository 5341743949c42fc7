"""A heartbeat without a supervisor, for tests that carry out a job in their own process; and a trace that goes nowhere."""

from typing import cast

from service.store.claims import Claimed
from service.store.rows import Job
from service.store.trials import JobProcess
from workers.attempt_trace import AttemptTrace
from workers.heartbeat import Heartbeat
from workers.trace_notes import TraceNotes


class Untied:
    """What a task asks of its heartbeat: it sends nothing, and is never asked to stop. Tests overrule what they are about."""

    n_epochs, trace = 0, TraceNotes()

    def should_stop(self) -> bool:
        return False

    def should_stop_trial(self) -> bool:
        return False

    def call_trial_workers(self, n_workers: int) -> None:
        """Call nobody: this process does all trials."""

    def begin_drawing(self) -> None:
        """Tell nobody."""


def untied() -> Heartbeat:
    """Return a heartbeat without a supervisor."""
    return cast("Heartbeat", Untied())


def untraced(job: Job) -> AttemptTrace:
    """Return the trace of an attempt at a job where no collector is named."""
    return AttemptTrace(Claimed(job, JobProcess(job.id, job.process or "", job.worker or ""), job.attempt), None)
