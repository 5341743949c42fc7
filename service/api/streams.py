"""Streams of server-sent events as the OpenAPI document describes them."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, Field, RootModel, create_model

from service.store.event_data import EventData
from service.store.job_events import JOB_EVENTS, ProgressData

_ID = "Value of the header Last-Event-ID with which a later stream continues after this event."


def stream_of(name: str, kinds: Sequence[type[EventData]], *, numbered: Sequence[type[EventData]] = ()) -> type[RootModel[Any]]:
    """Return the type of the events of a stream: a union whose members are distinguished by their field `event`.

    Args:
        name: Name of its schema; those of the members begin with it without its last word.
        kinds: What its events may say.
        numbered: Those that have an id.
    """
    members = tuple(_event(name.removesuffix("Event"), data, data in numbered) for data in kinds)
    described = f"An event of a stream, its data decoded: {', '.join(data.event for data in kinds)}."
    union: Any = Annotated[reduce(or_, members), Field(discriminator="event")]
    found: Any = create_model(name, __base__=RootModel[union], __doc__=described)
    return cast("type[RootModel[Any]]", found)


def table_of(kinds: Sequence[type[EventData]]) -> str:
    """Return a table in Markdown of the events of a stream and their data."""
    lines = [f"| `{data.event}` | {', '.join(f'`{name}`' for name in _fields(data))} | {(data.__doc__ or '').split('. ')[0]} |" for data in kinds]
    return "\n".join(["| event | data | meaning |", "|---|---|---|", *lines])


def _event(prefix: str, data: type[EventData], has_id: bool) -> type[BaseModel]:
    fields: dict[str, Any] = {"event": (Literal[data.event], Field(description="Name of the event."))}
    if has_id:
        fields["id"] = (str, Field(description=_ID))
    fields["data"] = (data, Field(description="Its data, which the stream has as JSON in one line."))
    return create_model(f"{prefix}{data.event.capitalize()}Event", __doc__=f"The event `{data.event}`.", **fields)


def _fields(data: type[EventData]) -> Iterator[str]:
    yield from data.model_fields
    if data.model_config.get("extra") == "allow":
        yield "…metrics"


#: An event of a job.
JobEvent = stream_of("JobEvent", JOB_EVENTS, numbered=[data for data in JOB_EVENTS if data is not ProgressData])
