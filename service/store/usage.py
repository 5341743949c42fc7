"""The CPU seconds that owners use on each day."""

from sqlalchemy import Connection, text

#: Seconds of a day; days begin at midnight UTC.
DAY_S = 86_400

_ADD = text(
    """
    INSERT INTO usage (owner, day, cpu_s) VALUES (:owner, :day, :cpu_s)
    ON CONFLICT (owner, day) DO UPDATE SET cpu_s = usage.cpu_s + excluded.cpu_s
    """
)


def day_of(now: float) -> int:
    """Return the number of a day since 1970-01-01 UTC, of a time in seconds."""
    return int(now // DAY_S)


def add_cpu(connection: Connection, owner: str, day: int, seconds: float) -> None:
    """Add CPU seconds to those of an owner on a day."""
    connection.execute(_ADD, {"owner": owner, "day": day, "cpu_s": seconds})
