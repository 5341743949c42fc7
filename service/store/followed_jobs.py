"""Jobs as their followers need them: what has changed of many of them, in one transaction, and pages of the events of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select, tuple_

from service.store.database import Database
from service.store.job_events import ProgressData
from service.store.rows import Event
from service.store.tables import events, jobs
from service.store.transitions import FINAL, State

#: Events of one page.
PAGE = 200

_SHOWN = (jobs.c.id, jobs.c.state, jobs.c.last_event, jobs.c.progress, jobs.c.metrics)
_JOBS = select(*_SHOWN).where(jobs.c.id.in_(bindparam("ids", expanding=True)))
_EVENTS = select(events).where(tuple_(events.c.job_id, events.c.id).in_(bindparam("wanted", expanding=True))).order_by(events.c.job_id, events.c.id)
_PAGE = select(events).where(events.c.job_id == bindparam("job"), events.c.id > bindparam("after"), events.c.id <= bindparam("last"))


@dataclass(frozen=True)
class Seen:
    """A job as it was read.

    Args:
        job_id: The job.
        last_event: Id of its last event.
        is_final: Whether it has ended.
        progress: What the event `progress` says.
        after: Id after which `events` has all that the job had.
        events: Its new events.
    """

    job_id: str
    last_event: int
    is_final: bool
    progress: dict[str, Any]
    after: int
    events: list[Event] = field(default_factory=list)


class FollowedJobs:
    """The jobs of a database, of all owners.

    Args:
        database: The database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def look(self, known: Mapping[str, int]) -> list[Seen]:
        """Return jobs as they are now, with what is new of their events; the newest `PAGE` of each at most.

        Args:
            known: The jobs, and the id of the last event that is known of each.
        """
        with self._database.reading() as connection:
            rows = connection.execute(_JOBS, {"ids": list(known)}).all()
            # Events are numbered without gaps, so the new ones are asked for by their keys: one look-up in the index for each.
            firsts = {row.id: max(known[row.id], row.last_event - PAGE) for row in rows}
            wanted = [(row.id, number) for row in rows for number in range(firsts[row.id] + 1, row.last_event + 1)]
            new = connection.execute(_EVENTS, {"wanted": wanted}).all() if wanted else []
        found: dict[str, list[Event]] = {row.id: [] for row in rows}
        for row in new:
            found[row.job_id].append(Event.of(row))
        return [_seen(row, firsts[row.id], found[row.id]) for row in rows]

    def page(self, job_id: str, after: int, last: int) -> list[Event]:
        """Return the first `PAGE` events of a job after the id `after` and up to the id `last`, in order."""
        query = _PAGE.order_by(events.c.id).limit(PAGE)
        with self._database.reading() as connection:
            return [Event.of(row) for row in connection.execute(query, {"job": job_id, "after": after, "last": last})]


def progress_of(job: Any) -> dict[str, Any]:
    """Return what the event `progress` says of a job, which is given as it is in the store or as a row."""
    return ProgressData(progress=job.progress, metrics=job.metrics).as_dict()


def _seen(row: Any, after: int, new: list[Event]) -> Seen:
    return Seen(row.id, row.last_event, State(row.state) in FINAL, progress_of(row), after, new)
