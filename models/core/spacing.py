"""The time between the steps of a series: fixed, by the calendar, or by business days."""

from dataclasses import dataclass
from typing import Literal, Self

import numpy as np

from models.core.arrays import Array

#: Microseconds in a day.
DAY = 86_400_000_000
#: Units of spacings and their microseconds, from the largest.
_UNITS = (("week", 7 * DAY), ("day", DAY), ("hour", 3_600_000_000), ("minute", 60_000_000), ("second", 1_000_000), ("millisecond", 1_000))
#: Weekday of 1970-01-01, from Monday as 0.
_FIRST_WEEKDAY = 3
#: Months in a year.
_YEAR = 12

SpacingKind = Literal["number", "fixed", "months", "month_ends", "business_days"]


@dataclass(frozen=True)
class Spacing:
    """The time from a step to the next.

    Args:
        kind: number: of a column of numbers; fixed: microseconds; months: so many months, on the same day; month_ends: the last day of the
            month; business_days: Monday to Friday.
        size: How many of them.
    """

    kind: SpacingKind
    size: float

    @classmethod
    def of_numbers(cls, before: Array, after: Array) -> Self:
        """Return the usual distance of numbers; arguments as for `of_dates`."""
        return cls("number", _usual(after - before))

    @classmethod
    def of_dates(cls, before: Array, after: Array) -> Self:
        """Return the usual time between the stamps of a series.

        Args:
            before: Stamps, int64 array of microseconds since 1970 on the clock by which days begin, of shape (n_pairs,).
            after: The next, later stamp of the same series for each; at least one.
        """
        stamps = np.concatenate([before, after])
        if (months := _in_months(stamps)) is not None and (size := int(_usual(_months(after) - _months(before)))) > 0:
            return cls(months, size)
        size_us = _usual(after - before)
        if size_us == DAY and _skips_weekends(stamps, after - before):
            return cls("business_days", 1)
        return cls("fixed", size_us)

    def between(self, before: Array, after: Array) -> Array:
        """Return the number of steps from one stamp to another, float64 array of shape (n_pairs,); arguments as for `of_dates`."""
        if self.kind in ("months", "month_ends"):
            return (_months(after) - _months(before)) / self.size
        if self.kind == "business_days":
            days = np.asarray(np.busday_count(_days(before), _days(after)), np.float64)
            return days / self.size
        return np.asarray((after - before) / self.size, np.float64)

    def after(self, stamp: float, counts: Array) -> Array:
        """Return the stamps so many steps after a stamp.

        Args:
            stamp: A number, or microseconds.
            counts: Integers, array of shape (n,).

        Returns:
            float64 array of numbers, or int64 array of microseconds, of shape (n,).
        """
        if self.kind == "number":
            return np.asarray(stamp + counts * self.size, np.float64)
        if self.kind == "fixed":
            return np.asarray(int(stamp) + counts * int(self.size), np.int64)
        one = np.array([int(stamp)])
        in_day = one - _microseconds(_days(one))
        if self.kind == "business_days":
            return np.asarray(_microseconds(np.busday_offset(_days(one), counts * int(self.size), roll="backward")) + in_day, np.int64)
        months = (_months(one) + counts * int(self.size)).astype("datetime64[M]")
        last = (months + 1).astype("datetime64[D]") - 1
        days = last if self.kind == "month_ends" else np.minimum(last, months.astype("datetime64[D]") + _numbers_in_month(one))
        return np.asarray(_microseconds(days) + in_day, np.int64)

    @property
    def text(self) -> str:
        """Return it in words, such as "1 hour"."""
        if self.kind == "number":
            return f"{self.size:g}"
        if self.kind == "business_days":
            return "1 business day"
        if self.kind == "fixed":
            name, size = next(((name, size) for name, size in _UNITS if self.size % size == 0), ("microsecond", 1))
            return _counted(int(self.size // size), name)
        years, months = divmod(int(self.size), _YEAR)
        return _counted(int(self.size), "month") if months else _counted(years, "year")


def _counted(count: int, name: str) -> str:
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def _usual(distances: Array) -> float:
    """Return the median, the lower one of two."""
    middle = (len(distances) - 1) // 2
    return float(np.partition(distances, middle)[middle])


def _in_months(stamps: Array) -> Literal["months", "month_ends"] | None:
    """Return whether all stamps are of one day of the month, and one time of the day; of its last day, or of another one."""
    if (stamps % DAY != stamps[0] % DAY).any():
        return None
    days = _days(stamps)
    next_day = days + 1
    if (next_day.astype("datetime64[M]").astype("datetime64[D]") == next_day).all():
        return "month_ends"
    numbers = _numbers_in_month(stamps)
    return "months" if (numbers == numbers[0]).all() else None


def _skips_weekends(stamps: Array, distances: Array) -> bool:
    weekdays = (_days(stamps).astype(np.int64) + _FIRST_WEEKDAY) % 7
    return bool((weekdays < 5).all() and (distances == 3 * DAY).any())


def _days(stamps: Array) -> Array:
    return np.asarray(stamps, np.int64).astype("datetime64[us]").astype("datetime64[D]")


def _months(stamps: Array) -> Array:
    return np.asarray(stamps, np.int64).astype("datetime64[us]").astype("datetime64[M]").astype(np.int64)


def _numbers_in_month(stamps: Array) -> Array:
    """Return the day of the month of each stamp, from 0."""
    return _days(stamps).astype(np.int64) - _months(stamps).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def _microseconds(days: Array) -> Array:
    return days.astype("datetime64[us]").astype(np.int64)
