"""Counts of values by size: buckets that only ever grow, as Prometheus reads them."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple


class Buckets(NamedTuple):
    """A histogram as it was at one moment.

    Attributes:
        bounds: Upper ends of the buckets; a last bucket holds what is larger.
        counts: Number of values in each bucket.
        total: Sum of all values.
    """

    bounds: tuple[float, ...]
    counts: tuple[int, ...]
    total: float


class Histogram:
    """How often which values came.

    Args:
        bounds: Upper ends of the buckets, in order; a last bucket holds what is larger.

    Attributes:
        counts: Number of values in each bucket.
        total: Sum of all values.
    """

    __slots__ = ("bounds", "counts", "total")

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = tuple(bounds)
        self.counts = [0] * (len(self.bounds) + 1)
        self.total = 0.0

    def observe(self, value: float) -> None:
        """Count a value."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value

    def add(self, counts: Sequence[int], total: float) -> None:
        """Count values that are in buckets already.

        Args:
            counts: Number of values in each bucket.
            total: Their sum.
        """
        self.counts = [one + other for one, other in zip(self.counts, counts, strict=True)]
        self.total += total

    def copied(self) -> Buckets:
        """Return it as it is now."""
        return Buckets(self.bounds, tuple(self.counts), self.total)
