"""What charts and lists show of the course of jobs: their epochs as whole columns, and their stored events."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, select

from service.errors import NotFound
from service.problem_types.of_missing import NO_SUCH_JOB
from service.store.database import Database
from service.store.hidden import there
from service.store.rows import Event
from service.store.tables import epochs, events, jobs


@dataclass(frozen=True)
class Head:
    """A job, without what it is made of.

    Args:
        id: Its id.
        name: Its name.
        last_event: Id of its last event: it changes with every epoch.
    """

    id: str
    name: str
    last_event: int


@dataclass(frozen=True)
class EpochTexts:
    """Epochs of a job in any order, that of all columns; each column as JSON values with commas between them, empty without epochs.

    Args:
        last_event: Id of the last event of the job at that moment.
        epochs: Numbers of the epochs.
        metrics: Objects of metrics by name.
        learning_rates: Learning rates; null where none was recorded.
    """

    last_event: int
    epochs: str
    metrics: str
    learning_rates: str


class Histories:
    """The histories of an owner's jobs; those of others do not exist here.

    Args:
        database: The database.
        owner: The owner.
    """

    def __init__(self, database: Database, owner: str) -> None:
        self._database, self._owner = database, owner

    def heads(self, job_ids: Sequence[str]) -> list[Head]:
        """Return jobs in the given order.

        Raises:
            NotFound: There is no such job.
        """
        query = select(jobs.c.id, jobs.c.name, jobs.c.last_event).where(jobs.c.id.in_(job_ids), self._mine)
        with self._database.reading() as connection:
            found = {row.id: Head(row.id, row.name, row.last_event) for row in connection.execute(query)}
        for job_id in job_ids:
            if job_id not in found:
                raise NotFound(f"there is no job {job_id!r}", kind=NO_SUCH_JOB)
        return [found[job_id] for job_id in job_ids]

    def read(self, job_id: str, first: int = 0) -> EpochTexts:
        """Return the epochs of a job from the number `first` on."""
        # A row for each of 100,000 epochs would take several times as long as the texts, and putting them in order a fifth more.
        asked = (epochs.c.job_id == job_id, epochs.c.epoch >= first)
        rates = func.coalesce(cast(epochs.c.learning_rate, Text), "null")
        columns = (cast(epochs.c.epoch, Text), cast(epochs.c.metrics, Text), rates)
        query = select(*(func.aggregate_strings(column, ",") for column in columns)).where(*asked)
        with self._database.snapshot() as connection:
            last_event = connection.execute(select(jobs.c.last_event).where(jobs.c.id == job_id, self._mine)).scalar() or 0
            texts = connection.execute(query).one() if last_event else ()
        return EpochTexts(last_event, *(text or "" for text in texts or ("", "", "")))

    def batches(self, job_id: str, first: int, last: int) -> list[dict[str, Any]]:
        """Return the figures of batches of some epochs of a job, each with the number of its epoch."""
        within = (epochs.c.job_id == job_id, epochs.c.epoch.between(first, last), cast(epochs.c.batches, Text) != "[]")
        query = select(epochs.c.epoch, epochs.c.batches).join(jobs).where(*within, self._mine).order_by(epochs.c.epoch)
        with self._database.reading() as connection:
            return [{"epoch": row.epoch, **batch} for row in connection.execute(query) for batch in row.batches]

    def events(self, job_id: str, kinds: Sequence[str] | None, before: int | None, limit: int) -> list[Event]:
        """Return stored events of a job, newest first.

        Args:
            job_id: The job.
            kinds: Only events of these kinds; None for all.
            before: Only events with a smaller id; None for all.
            limit: Most events.
        """
        wanted = [events.c.job_id == job_id, self._mine, *([] if kinds is None else [events.c.kind.in_(kinds)])]
        wanted += [] if before is None else [events.c.id < before]
        query = select(events).join(jobs).where(*wanted).order_by(events.c.id.desc()).limit(limit)
        with self._database.reading() as connection:
            return [Event.of(row) for row in connection.execute(query)]

    @property
    def _mine(self) -> ColumnElement[bool]:
        return (jobs.c.owner == self._owner) & there(jobs)
