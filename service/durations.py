"""Durations and times as people write them."""

import math
import re
from datetime import UTC, datetime, timedelta

#: Seconds of each unit.
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
#: Longest duration, in days.
MAX_DAYS = 36_500
_DURATION = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)([smhdw])")


def seconds_of(text: str) -> float:
    """Return the seconds of a duration such as "90d".

    Raises:
        ValueError: It is not one, or longer than MAX_DAYS.
    """
    found = _DURATION.fullmatch(text.strip())
    seconds = float(found[1]) * UNITS[found[2]] if found else math.inf
    if seconds > MAX_DAYS * UNITS["d"]:
        raise ValueError(f"expected a number and one of the units s, m, h, d, w, of at most {MAX_DAYS:,} days, for example 90d; got {text[:40]!r}")
    return seconds


def time_of(text: str) -> float:
    """Return a date or a time of ISO 8601, in UTC unless it has an offset, in seconds since 1970.

    Raises:
        ValueError: It is not one, or later than MAX_DAYS from now.
    """
    try:
        found = datetime.fromisoformat(text.strip())
        at = (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        at = math.inf
    if not 0 <= at <= (datetime.now(UTC) + timedelta(days=MAX_DAYS)).timestamp():
        expected = f"expected a date or a time of ISO 8601, within {MAX_DAYS:,} days, for example 2030-01-31 or 2030-01-31T12:00Z"
        raise ValueError(f"{expected}; got {text[:40]!r}")
    return at


def written(at: float | None) -> str:
    """Return a time for people; "never" for None."""
    return "never" if at is None else datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
