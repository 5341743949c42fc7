"""A job to create, and its row."""

import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert

from service.store.rows import Job
from service.store.tables import jobs
from service.store.transitions import State, StateData, insert_events


@dataclass(frozen=True)
class NewJob:
    """A job to create.

    Args:
        spec: The checked spec, defaults written out.
        name: Name of its model in the registry; None for one made from the job's id.
        recipe: Recipe of the spec.
        queue: "cpu" or "gpu".
        idempotency_key: The caller's key, or None.
        body_sha256: Digest of the request body, compared when a key is used again.
        sweep_member: Name of the job within its sweep; None if it is not in one.
        priority: Jobs of a higher one are started first.
        stored_bytes: Bytes of the files that were sent with it.
        notify: Which URLs get notices of which changes of its state; None for none.
        estimate: What it is expected to take; None where that is not known.
        retrains: Which model it trains again; None for other jobs.
    """

    spec: dict[str, Any]
    name: str | None
    recipe: str | None
    queue: str
    idempotency_key: str | None
    body_sha256: str
    sweep_member: str | None = None
    priority: int = 0
    stored_bytes: int = 0
    notify: list[dict[str, Any]] | None = None
    estimate: dict[str, Any] | None = None
    retrains: dict[str, Any] | None = None


def insert_job(connection: Connection, new: NewJob, job_id: str, owner: str, sweep: str | None) -> Job:
    """Insert a queued job with its first event, and return it."""
    named = {"name": new.name or f"job-{job_id.lower()}", "recipe": new.recipe, "spec": new.spec, "queue": new.queue}
    keys = {"idempotency_key": new.idempotency_key, "body_sha256": new.body_sha256, "sweep": sweep, "sweep_member": new.sweep_member, "owner": owner}
    state = {"state": State.QUEUED.value, "metrics": {}, "created_at": time.time(), "last_event": 1, "priority": new.priority}
    state |= {"stored_bytes": new.stored_bytes, "notify": new.notify, "estimate": new.estimate, "retrains": new.retrains}
    row = connection.execute(insert(jobs).values(id=job_id, **state, **named, **keys).returning(jobs)).one()
    insert_events(connection, job_id, [StateData(state=State.QUEUED)], first=1, may_notify=new.notify is not None)
    return Job.of(row)
