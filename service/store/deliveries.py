"""The notices that are to be sent, and how often that was tried. Several senders may look: each try is taken by one guarded UPDATE."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Row, func, select, update

from service.store.database import Database
from service.store.tables import deliveries

#: Seconds for which a try belongs to the sender that has taken it; others may take it after that, so that no notice is lost with a sender.
TAKEN_S = 60.0
#: Notices to one URL of one look: many to one that is slow leave room for those to others.
MOST_TO_ONE_URL = 10
#: Longest text of an error that is kept.
MAX_ERROR = 500


@dataclass(frozen=True)
class Delivery:
    """A notice.

    Args:
        id: Its id, the same with each try.
        owner: Owner of the job, whose secret signs it.
        url: Where it is sent.
        body: What is sent.
        attempts: How often it was tried before.
        next_at: When it is due, in seconds since 1970.
    """

    id: str
    owner: str
    url: str
    body: str
    attempts: int
    next_at: float

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Return the notice of a row."""
        return cls(**{name: getattr(row, name) for name in cls.__dataclass_fields__})


class Deliveries:
    """The notices of a database.

    Args:
        database: The database.
        clock: Returns seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    def due(self, limit: int, busy: Collection[str] = ()) -> list[Delivery]:
        """Return notices that are due, those first that have been for longest.

        Args:
            limit: Most of them.
            busy: URLs whose notices are left out.
        """
        oldest = (deliveries.c.next_at, deliveries.c.id)
        place = func.row_number().over(partition_by=deliveries.c.url, order_by=oldest).label("place")
        due = select(deliveries, place).where(deliveries.c.next_at <= self._clock(), deliveries.c.url.not_in(busy)).subquery()
        query = select(due).where(due.c.place <= MOST_TO_ONE_URL).order_by(due.c.next_at, due.c.id).limit(limit)
        with self._database.reading() as connection:
            return [Delivery.of(row) for row in connection.execute(query)]

    def take(self, delivery: Delivery) -> bool:
        """Take a try; return whether it is this sender's: another one may have been faster."""
        unchanged = (deliveries.c.id == delivery.id) & (deliveries.c.next_at == delivery.next_at) & (deliveries.c.attempts == delivery.attempts)
        taken = {"attempts": delivery.attempts + 1, "next_at": self._clock() + TAKEN_S}
        with self._database.writing() as connection:
            return connection.execute(update(deliveries).where(unchanged).values(**taken)).rowcount == 1

    def delivered(self, delivery: Delivery) -> None:
        """Record that a notice was taken by its receiver."""
        self._record(delivery, delivered_at=self._clock(), next_at=None, error=None)

    def failed(self, delivery: Delivery, error: str, again_in_s: float | None) -> None:
        """Record that a try failed.

        Args:
            delivery: The notice as it was before the try.
            error: Why.
            again_in_s: Seconds until the next try; None to give up.
        """
        self._record(delivery, error=error[:MAX_ERROR], next_at=None if again_in_s is None else self._clock() + again_in_s)

    def _record(self, delivery: Delivery, **values: Any) -> None:
        # Only of the try that was taken: one that took too long does not undo what another sender has recorded since.
        taken = (deliveries.c.id == delivery.id) & (deliveries.c.attempts == delivery.attempts + 1) & deliveries.c.delivered_at.is_(None)
        with self._database.writing() as connection:
            connection.execute(update(deliveries).where(taken).values(**values))
