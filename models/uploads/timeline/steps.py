"""The rows of series as their steps: which rows are doubled, where steps are missing."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.core.arrays import Array
from models.core.spacing import Spacing
from models.datasets.series_time import SeriesTime
from models.uploads.timeline.stamps import Stamps

#: A time between two steps that is so many times the usual one is a gap.
_GAP = 1.5


@dataclass(frozen=True)
class Steps:
    """Rows by time.

    Args:
        stamps: The stamps of the rows.
        keeps: Whether rows with the stamp of an earlier one are steps of their own.
    """

    stamps: Stamps
    keeps: bool = False

    @cached_property
    def starts(self) -> Array:
        """Return the index of the first row of each step, among the rows in order."""
        return np.arange(len(self.stamps.order)) if self.keeps else self.first_ones

    @cached_property
    def doubled(self) -> Array:
        """Return the rows that have the stamp of an earlier row of their series."""
        return self.stamps.order[~self._are_first]

    @cached_property
    def rows(self) -> Array:
        """Return the first row of each step."""
        return self.stamps.order[self.starts]

    @cached_property
    def ranks(self) -> Array:
        """Return the index of the series of each step."""
        return self.stamps.ranks[self.rows]

    @cached_property
    def spacing(self) -> Spacing | None:
        """Return the usual time from a stamp to the next; None where no series has two."""
        before, after = self._pairs
        return self.stamps.spacing(before, after) if len(before) else None

    @property
    def time(self) -> SeriesTime:
        """Return the time of the steps, without the ends of the series; where stamps have several steps, it is not known how far these are apart."""
        return self.stamps.time(None if self.keeps and len(self.doubled) else self.spacing)

    @cached_property
    def n_missing(self) -> Array:
        """Return the number of steps that are missing before each step, int64 array of shape (n_steps,)."""
        found = np.zeros(len(self.rows), np.int64)
        if self.spacing is not None:
            between = self.stamps.time(self.spacing).steps_between(*self._pairs)
            missing = np.where(between > _GAP, np.rint(between).astype(np.int64) - 1, 0)
            first = self.first_ones if self.keeps else np.arange(len(self.first_ones))
            found[first[1:][self._inside]] = missing
        return found

    @property
    def is_regular(self) -> bool:
        """Return whether most stamps follow each other at the usual distance."""
        if self.spacing is None:
            return False
        between = self.stamps.time(self.spacing).steps_between(*self._pairs)
        return bool(np.mean(np.abs(between - 1) < _GAP - 1) > 0.5)

    @cached_property
    def _are_first(self) -> Array:
        """Return whether each row, in order, is the first one with its stamp in its series."""
        instants, ranks = self.stamps.instants[self.stamps.order], self.stamps.ranks[self.stamps.order]
        return np.concatenate([[True], (instants[1:] != instants[:-1]) | (ranks[1:] != ranks[:-1])])

    @cached_property
    def first_ones(self) -> Array:
        """Return the index of the first row with each stamp of a series, among the rows in order."""
        return np.flatnonzero(self._are_first)

    @cached_property
    def _inside(self) -> Array:
        """Return whether each stamp but the first is of the same series as the one before."""
        ranks = self.stamps.ranks[self.stamps.order[self.first_ones]]
        return np.asarray(ranks[1:] == ranks[:-1])

    @cached_property
    def _pairs(self) -> tuple[Array, Array]:
        instants = self.stamps.instants[self.stamps.order[self.first_ones]]
        return instants[:-1][self._inside], instants[1:][self._inside]
