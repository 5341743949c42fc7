"""The log of a job: its stored events as a list, for those who do not follow them from the first one."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, WithJsonSchema

from models.core.schema_name import SchemaName
from service.access.guarded_route import GuardedRoute
from service.api.value_types import STANDS_FOR
from service.deps import TheJob, TheParts
from service.store.job_events import JOB_EVENTS, ProgressData

router = APIRouter(prefix="/v1/jobs", tags=["jobs"], route_class=GuardedRoute)

_STORED = [data for data in JOB_EVENTS if data is not ProgressData]

if TYPE_CHECKING:
    EventName = str  # A type checker cannot read the list.
else:
    EventName = Annotated[Literal[tuple(data.event for data in _STORED)], SchemaName("EventName", "Name of a stored event.")]

#: What a stored event says: not read again where it is sent, as it may be that of an earlier release.
_Said = Annotated[dict[str, Any], WithJsonSchema({"anyOf": [{STANDS_FOR: data.__name__} for data in _STORED]})]


class StoredEventOut(BaseModel):
    """A stored event of a job."""

    id: int = Field(description="Its id, by which a stream of events continues after it.")
    event: EventName = Field(description="Its name.")
    at: datetime = Field(description="When it was recorded.")
    data: _Said = Field(description="What it says, as in a stream of events.")


class StoredEventPage(BaseModel):
    """A page of the stored events of a job, newest first."""

    events: list[StoredEventOut] = Field(description="The events.")
    next_cursor: int | None = Field(description="Give it as ?cursor= for the next page; null at the end.")


@router.get("/{job_id}/log")
def list_events(
    job: TheJob,
    parts: TheParts,
    event: Annotated[list[EventName] | None, Query(max_length=len(_STORED), description="Only events of this name; repeat it for several.")] = None,
    cursor: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="`next_cursor` of the previous page.")] = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="Events on a page.")] = 100,
) -> StoredEventPage:
    """List the stored events of a job, newest first.

    All that a stream of its events has sent, apart from its progress; only some kinds of them with `event`. Give `next_cursor` of a page as `cursor`
    for the next one.
    """
    found = parts.histories.events(job.id, event, cursor, limit + 1)
    page = [StoredEventOut(id=each.id, event=each.kind, at=datetime.fromtimestamp(each.created_at, UTC), data=each.data) for each in found[:limit]]
    return StoredEventPage(events=page, next_cursor=page[-1].id if len(found) > limit else None)
