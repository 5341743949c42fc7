"""Events of a job, by their `kind`: what `job.events()` yields.

from modelbook.events import EpochEvent
"""

from modelbook._events import AnyEvent, EpochEvent, Event, LogEvent, ModelEvent, ProgressEvent, SampleEvent, StateEvent, TrialEvent

__all__ = ["AnyEvent", "EpochEvent", "Event", "LogEvent", "ModelEvent", "ProgressEvent", "SampleEvent", "StateEvent", "TrialEvent"]
