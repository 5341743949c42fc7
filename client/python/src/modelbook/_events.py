"""Events of a job, by kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal, Union, cast

from pydantic import ConfigDict, ValidationError

from modelbook._base import Model
from modelbook._sse import Message

#: States in which nothing more happens.
FINAL = frozenset({"succeeded", "failed", "cancelled"})


class Event(Model):
    """An event of a job.

    Attributes:
        id: Number of the event within the job; None for what is not stored.
        kind: Kind of the event.
    """

    model_config = ConfigDict(extra="allow")
    id: Union[int, None] = None
    kind: str


class StateEvent(Event):
    """The job has come into another state."""

    kind: Literal["state"]
    state: str
    worker: Union[str, None] = None
    reason: Union[str, None] = None
    error: Union[str, None] = None


class LogEvent(Event):
    """A line of the job's log."""

    kind: Literal["log"]
    message: str


class EpochEvent(Event):
    """An epoch has ended; its metrics are further fields."""

    kind: Literal["epoch"]
    epoch: int
    learning_rate: Union[float, None] = None
    samples_per_second: Union[float, None] = None
    seconds: Union[float, None] = None

    @property
    def metrics(self) -> dict[str, float]:
        """Return the epoch's metrics."""
        return dict(self.model_extra or {})


class SampleEvent(Event):
    """The network has generated a text after an epoch."""

    kind: Literal["sample"]
    epoch: int
    temperature: float
    seed: str
    text: str


class TrialEvent(Event):
    """A candidate has been scored on a fold."""

    kind: Literal["trial"]
    candidate: int
    fold: int
    score: Union[float, None] = None
    train_score: Union[float, None] = None
    fit_seconds: Union[float, None] = None
    error: Union[str, None] = None


class ModelEvent(Event):
    """The job has registered its model."""

    kind: Literal["model"]
    model: str


class ProgressEvent(Event):
    """How far the job is; not stored, so not repeated."""

    kind: Literal["progress"]
    progress: float
    metrics: dict[str, Any]


#: An event of a job by its `kind`. One of a kind that only a newer server knows is a plain `Event`.
AnyEvent = Union[StateEvent, LogEvent, EpochEvent, SampleEvent, TrialEvent, ModelEvent, ProgressEvent]

_KINDS: Mapping[str, type[Event]] = {
    "state": StateEvent,
    "log": LogEvent,
    "epoch": EpochEvent,
    "sample": SampleEvent,
    "trial": TrialEvent,
    "model": ModelEvent,
    "progress": ProgressEvent,
}


def event_of(message: Message) -> AnyEvent | None:
    """Return the event that a message holds; a plain one for kinds that only a newer server knows, and None for what is not JSON."""
    try:
        data = json.loads(message.data)
    except ValueError:
        return None
    fields = {**(data if isinstance(data, dict) else {"data": data}), "kind": message.event, "id": int(message.id) if message.id.isdigit() else None}
    try:
        return cast(AnyEvent, _KINDS.get(message.event, Event).model_validate(fields))
    except ValidationError:
        return cast(AnyEvent, Event.model_validate(fields))


def is_end(event: Event) -> bool:
    """Return whether nothing comes after an event."""
    return isinstance(event, StateEvent) and event.state in FINAL
