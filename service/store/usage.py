"""What owners use: CPU seconds of a day, and jobs that wait or run."""

import time
from collections.abc import Callable

from sqlalchemy import Connection, func, select, text

from service.store.database import Database
from service.store.tables import jobs, usage
from service.store.transitions import State

#: Seconds of a day; days begin at midnight UTC.
DAY_S = 86_400

_ADD = text(
    """
    INSERT INTO usage (owner, day, cpu_s) VALUES (:owner, :day, :cpu_s)
    ON CONFLICT (owner, day) DO UPDATE SET cpu_s = usage.cpu_s + excluded.cpu_s
    """
)


class Usage:
    """The usage of a database's owners.

    Args:
        database: The database.
        clock: Returns seconds since 1970; that of the machine when left out.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    def cpu_seconds_today(self, owner: str) -> float:
        """Return the CPU seconds that an owner's jobs have used since midnight UTC, those of running jobs included up to a few seconds ago."""
        query = select(usage.c.cpu_s).where(usage.c.owner == owner, usage.c.day == day_of(self._clock()))
        with self._database.reading() as connection:
            return float(connection.execute(query).scalar_one_or_none() or 0.0)

    def day_ends_in_s(self) -> float:
        """Return the seconds until midnight UTC, when the count of CPU seconds begins again."""
        return DAY_S - self._clock() % DAY_S

    def queued_and_running(self, owner: str) -> tuple[int, int]:
        """Return the number of queued and of running jobs of an owner."""
        active = [State.QUEUED.value, State.RUNNING.value]
        query = select(jobs.c.state, func.count()).where(jobs.c.owner == owner, jobs.c.state.in_(active)).group_by(jobs.c.state)
        with self._database.reading() as connection:
            counts = {state: int(n) for state, n in connection.execute(query)}
        return counts.get(active[0], 0), counts.get(active[1], 0)


def day_of(now: float) -> int:
    """Return the number of a day since 1970-01-01 UTC, of a time in seconds."""
    return int(now // DAY_S)


def add_cpu(connection: Connection, owner: str, day: int, seconds: float) -> None:
    """Add CPU seconds to those of an owner on a day."""
    connection.execute(_ADD, {"owner": owner, "day": day, "cpu_s": seconds})
