"""What was learned from finished jobs about the costs of layers and estimators."""

import time
from collections.abc import Callable
from time import monotonic

from sqlalchemy import Connection, insert, select, update

from models.estimating.costs import BUILT_IN, Cost, Costs
from service.store.database import Database, lock
from service.store.tables import costs

#: Seconds for which costs that were read are used.
READ_EVERY_S = 5.0
#: Changes costs by what a job took.
Lesson = Callable[[Costs], Costs]


class CostBook:
    """The costs in a database; the same for all owners.

    Args:
        database: The database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read, self._until = BUILT_IN, 0.0

    def current(self) -> Costs:
        """Return the costs as they were at most some seconds ago."""
        if monotonic() >= self._until:
            with self._database.reading() as connection:
                self._read = _all(connection)
            self._until = monotonic() + READ_EVERY_S
        return self._read

    def learn(self, lesson: Lesson) -> None:
        """Change the costs by what a job took; jobs that end at the same time do so one after the other.

        Args:
            lesson: Returns the costs after the job.
        """
        with self._database.writing() as connection:
            lock(connection, "costs")
            before = _all(connection)
            for key, cost in lesson(before).changes_since(before).items():
                learned = {"n": cost.n, "values": {"mean": cost.mean, "variance": cost.variance}, "updated_at": time.time()}
                known = key in before.known
                connection.execute(update(costs).where(costs.c.key == key).values(learned) if known else insert(costs).values(key=key, **learned))


def _all(connection: Connection) -> Costs:
    rows = connection.execute(select(costs)).mappings()
    return Costs({row["key"]: Cost(row["values"]["mean"], row["values"]["variance"], row["n"]) for row in rows})
