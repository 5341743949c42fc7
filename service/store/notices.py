"""Notices of changes of a job's state: written in the transaction of the change, so that none is lost and none is of a change that did not happen."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, insert, select

from service.store.ids import new_id
from service.store.tables import deliveries, jobs

#: Begins the name of each notice; after it comes the state.
PREFIX = "job."


class Change(NamedTuple):
    """A change of the state of a job.

    Args:
        event_id: Id of its event.
        data: What the event says.
    """

    event_id: int
    data: dict[str, Any]


def insert_notices(connection: Connection, job_id: str, changes: Sequence[Change], at: float) -> None:
    """Insert the notices of changes, for each URL that asked for them; most jobs have none.

    Args:
        connection: The transaction of the changes.
        job_id: The job.
        changes: The changes, in order.
        at: When they happened, in seconds since 1970.
    """
    asks = select(jobs.c.owner, jobs.c.name, jobs.c.notify).where(jobs.c.id == job_id, jobs.c.notify.is_not(None))
    row = connection.execute(asks).one_or_none() if changes else None
    if row is None:
        return
    notices = [
        {"id": new_id(), "job_id": job_id, "owner": row.owner, "url": asked["url"], "event": event, "created_at": at, "next_at": at}
        | {"body": _body(event, at, {"job_id": job_id, "name": row.name, "event_id": change.event_id, **_shown(change.data)})}
        for change in changes
        for asked in row.notify
        if (event := PREFIX + change.data["state"]) in asked["events"]
    ]
    if notices:
        connection.execute(insert(deliveries), notices)


def _shown(data: dict[str, Any]) -> dict[str, Any]:
    """Return what others may know of an event: not the names of machines."""
    return {name: value for name, value in data.items() if name != "worker"}


def _body(event: str, at: float, data: dict[str, Any]) -> str:
    return orjson.dumps({"type": event, "timestamp": datetime.fromtimestamp(at, UTC), "data": data}).decode()
