"""Shares of owners in the running time of a queue, by start-time fair queueing (docs/decisions/0022-fair-share.md).

Each owner has a virtual time in each queue, the seconds that its processes have run. Of the owners with something waiting, the one with the
smallest is next. A queue has a clock, which never goes back: an owner that had nothing waiting starts at the clock, so that neither idle time
is saved up nor use of the past is held against it.
"""

from sqlalchemy import Connection, bindparam, func, select, text, update

from service.store.tables import queue_clocks, shares

#: Seconds charged when a process starts, instead of its first ones: slots that become free together do not all go to one owner.
START_S = 1.0

# PostgreSQL gives a parameter one type, so it is cast wherever it meets a column.
_BEGIN = text(
    f"""
    INSERT INTO shares (owner, queue, served_s)
    SELECT :owner, CAST(:queue AS VARCHAR), {START_S} + coalesce((SELECT clock_s FROM queue_clocks WHERE queue = CAST(:queue AS VARCHAR)), 0.0)
    WHERE true
    ON CONFLICT (owner, queue) DO UPDATE SET served_s =
        CASE WHEN shares.served_s + {START_S} > excluded.served_s THEN shares.served_s + {START_S} ELSE excluded.served_s END
    """
)
_ADVANCE = text(
    """
    INSERT INTO queue_clocks (queue, clock_s) VALUES (:queue, :clock_s)
    ON CONFLICT (queue) DO UPDATE SET clock_s = excluded.clock_s WHERE excluded.clock_s > queue_clocks.clock_s
    """
)
#: The query of the clock of a queue, in virtual seconds; no row if it was never set.
CLOCK = select(queue_clocks.c.clock_s).where(queue_clocks.c.queue == bindparam("queue"))
_LARGEST = select(func.max(shares.c.served_s)).where(shares.c.queue == bindparam("queue"))


def begin(connection: Connection, owner: str, queue: str) -> None:
    """Charge an owner for a process that starts; an owner behind the clock of the queue starts at the clock."""
    connection.execute(_BEGIN, {"owner": owner, "queue": queue})


def add_running(connection: Connection, owner: str, queue: str, seconds: float) -> None:
    """Charge an owner for seconds that a process of it has run."""
    ours = (shares.c.owner == owner) & (shares.c.queue == queue)
    connection.execute(update(shares).where(ours).values(served_s=shares.c.served_s + seconds))


def largest_of(connection: Connection, queue: str) -> float:
    """Return the largest virtual time of an owner in a queue, in seconds."""
    return float(connection.execute(_LARGEST, {"queue": queue}).scalar_one() or 0.0)


def advance(connection: Connection, queue: str, clock_s: float) -> None:
    """Set the clock of a queue forward; it is not set back."""
    connection.execute(_ADVANCE, {"queue": queue, "clock_s": clock_s})
