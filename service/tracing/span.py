"""A span: a part of a trace that has ended."""

from dataclasses import dataclass, field
from enum import StrEnum

from service.tracing.trace import Trace

Attributes = dict[str, str | int | float]


class Kind(StrEnum):
    """How a span stands to others: the names are those of OpenTelemetry."""

    SERVER = "SERVER"
    CONSUMER = "CONSUMER"
    INTERNAL = "INTERNAL"


@dataclass(frozen=True)
class Moment:
    """An event of a span.

    Args:
        name: Its name.
        at: When it happened, in seconds since 1970.
        attributes: What is known of it.
    """

    name: str
    at: float
    attributes: Attributes


@dataclass(frozen=True)
class Span:
    """A part of a trace that has ended.

    Args:
        trace: Its position.
        name: What was done; one of few, without ids.
        kind: How it stands to others.
        began: When it began, in seconds since 1970.
        ended: When it ended.
        attributes: What is known of it.
        moments: Its events.
        error: Why it failed; empty if it did not.
    """

    trace: Trace
    name: str
    kind: Kind
    began: float
    ended: float
    attributes: Attributes = field(default_factory=dict)
    moments: list[Moment] = field(default_factory=list)
    error: str = ""
