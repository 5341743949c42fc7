"""The states of a job, and which may follow which."""

from enum import StrEnum


class State(StrEnum):
    """Where a job is in its life."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class TrialState(StrEnum):
    """Where a trial of a search is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


#: Trials that are still to be done.
OPEN = (TrialState.QUEUED, TrialState.RUNNING)
FINAL = frozenset({State.SUCCEEDED, State.FAILED, State.CANCELLED})
#: State -> states that may come before it.
COMES_FROM = {
    State.QUEUED: frozenset({State.RUNNING}),
    State.RUNNING: frozenset({State.QUEUED}),
    State.SUCCEEDED: frozenset({State.RUNNING}),
    State.FAILED: frozenset({State.RUNNING}),
    State.CANCELLED: frozenset({State.QUEUED, State.RUNNING}),
}
