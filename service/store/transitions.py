"""The states of jobs and trials, and guarded changes: one UPDATE with conditions, and one event row, in one transaction."""

import time
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from sqlalchemy import ColumnElement, Connection, Row, exists, insert, select, update

from models.core.redaction import redacted
from service.store.changed import note_changed
from service.store.event_data import EventData, LeftOut, left_out
from service.store.notices import Change, insert_notices
from service.store.tables import events, jobs


class State(StrEnum):
    """State of a job."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema under a name that says whose states these are."""
        found = handler(schema)
        handler.resolve_ref_schema(found).update(title="JobState", description="State of a job; the last three are final.")
        return found


class TrialState(StrEnum):
    """State of a trial."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


#: States of trials that are not done.
OPEN = (TrialState.QUEUED, TrialState.RUNNING)
FINAL = frozenset({State.SUCCEEDED, State.FAILED, State.CANCELLED})
#: Condition for jobs that have ended.
ENDED = jobs.c.state.in_(sorted(state.value for state in FINAL))
#: State -> allowed previous states.
COMES_FROM = {
    State.QUEUED: frozenset({State.RUNNING, State.PAUSED}),
    State.RUNNING: frozenset({State.QUEUED}),
    State.PAUSED: frozenset({State.QUEUED, State.RUNNING}),
    State.SUCCEEDED: frozenset({State.RUNNING}),
    State.FAILED: frozenset({State.RUNNING}),
    State.CANCELLED: frozenset({State.QUEUED, State.RUNNING, State.PAUSED}),
}


class StateData(EventData):
    """A change of the state of a job."""

    event: ClassVar[str] = "state"

    state: State = Field(description="The new state; `succeeded`, `failed` and `cancelled` are final.")
    worker: str | LeftOut = left_out("Host and process id of the worker that runs the job; only of `running`.")
    reason: str | LeftOut = left_out("Why a job was queued again, or ended before it was paused; only of `queued` and `paused`.")
    error: str | LeftOut = left_out("Why the job failed; only of `failed`.")


def move(connection: Connection, job_id: str, to: State, *guards: ColumnElement[bool], note: dict[str, Any] | None = None, **values: Any) -> bool:
    """Change a job's state if the transition is allowed and every guard holds.

    Args:
        connection: A writing transaction.
        job_id: The job.
        to: The new state.
        *guards: Further conditions on the row, for example on its attempt.
        note: More data for the event.
        **values: Other columns to set. Reasons and errors, which may quote what a caller has sent, are stored without the keys in them.

    Returns:
        Whether the row was changed.
    """
    return moved(connection, job_id, to, *guards, returning=(jobs.c.last_event,), note=note, **values) is not None


def moved(
    connection: Connection,
    job_id: str,
    to: State,
    *guards: ColumnElement[bool],
    returning: Sequence[Any],
    note: dict[str, Any] | None = None,
    **values: Any,
) -> Row[Any] | None:
    """Change a job's state as `move` does.

    Returns:
        Columns of the changed row, `last_event` among them; None if it was not changed.
    """
    if to in FINAL:
        values = {"finished_at": time.time(), "lease_expires_at": None, "pause_requested": 0, **values}
    values, note = without_keys(values), without_keys(note or {})
    allowed = jobs.c.state.in_(sorted(COMES_FROM[to]))
    changed = update(jobs).where(jobs.c.id == job_id, allowed, *guards).values(state=to.value, last_event=jobs.c.last_event + 1, **values)
    row = connection.execute(changed.returning(*returning)).one_or_none()
    if row is not None:
        insert_events(connection, job_id, [StateData(state=to, **note)], first=row.last_event)
    return row


def without_keys(values: dict[str, Any]) -> dict[str, Any]:
    """Return values with no key in their texts."""
    return {name: redacted(value) if isinstance(value, str) else value for name, value in values.items()}


def append_event(connection: Connection, job_id: str, data: EventData) -> None:
    """Append an event to a job."""
    append_events(connection, job_id, [data])


def append_once(connection: Connection, job_id: str, data: EventData, at: float) -> None:
    """Append an event to a job that has none of this kind and time: its writer may not know whether it has written it already.

    Args:
        connection: A writing transaction in which the job's row is locked.
        job_id: The job.
        data: What the event says.
        at: When it happened, in seconds since 1970.
    """
    same = exists().where(events.c.job_id == job_id, events.c.kind == data.event, events.c.created_at == at)
    if not connection.execute(select(same)).scalar_one():
        append_events(connection, job_id, [data], at)


def append_events(connection: Connection, job_id: str, data: Sequence[EventData], at: float | None = None) -> None:
    """Append events to a job, in order; they happened now, if not at another time."""
    if not data:
        return
    counted = update(jobs).where(jobs.c.id == job_id).values(last_event=jobs.c.last_event + len(data)).returning(jobs.c.last_event)
    insert_events(connection, job_id, data, connection.execute(counted).scalar_one() - len(data) + 1, at)


def insert_events(
    connection: Connection, job_id: str, data: Sequence[EventData], first: int, at: float | None = None, *, may_notify: bool = True
) -> None:
    """Insert events whose numbers are already counted in the job's row.

    Args:
        connection: A writing transaction.
        job_id: The job.
        data: What the events say, in order.
        first: Number of the first.
        at: When they happened, in seconds since 1970; now when left out.
        may_notify: Whether the job may have notices; False where it is known to have none, which saves a look-up.
    """
    now = time.time() if at is None else at
    rows = [
        {"job_id": job_id, "id": number, "kind": item.event, "data": item.as_dict(), "created_at": now} for number, item in enumerate(data, first)
    ]
    connection.execute(insert(events), rows)
    changes = [Change(number, item.as_dict()) for number, item in enumerate(data, first) if isinstance(item, StateData)]
    if may_notify:
        insert_notices(connection, job_id, changes, now)
    note_changed(connection, job_id)


def has_ended(connection: Connection, job_id: str, token: int, state: State) -> bool:
    """Return whether an attempt has ended its job in a state."""
    ended = exists().where(jobs.c.id == job_id, jobs.c.attempt == token, jobs.c.state == state.value)
    return bool(connection.execute(select(ended)).scalar_one())


def holds(token: int) -> ColumnElement[bool]:
    """Return the guard that the attempt still owns its job."""
    return (jobs.c.attempt == token) & (jobs.c.state == State.RUNNING.value)
