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
    """

    stamps: Stamps

    @cached_property
    def starts(self) -> Array:
        """Return the index of the first row of each step, among the rows in order."""
        instants, ranks = self.stamps.instants[self.stamps.order], self.stamps.ranks[self.stamps.order]
        is_new = (instants[1:] != instants[:-1]) | (ranks[1:] != ranks[:-1])
        return np.flatnonzero(np.concatenate([[True], is_new]))

    @cached_property
    def doubled(self) -> Array:
        """Return the rows that have the stamp of an earlier row of their series."""
        is_first = np.zeros(len(self.stamps.order), bool)
        is_first[self.starts] = True
        return self.stamps.order[~is_first]

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
        """Return the usual time from a step to the next; None where no series has two."""
        before, after = self._pairs
        return self.stamps.spacing(before, after) if len(before) else None

    @property
    def time(self) -> SeriesTime:
        """Return the time of the steps, without the ends of the series."""
        return self.stamps.time(self.spacing)

    @cached_property
    def n_missing(self) -> Array:
        """Return the number of steps that are missing before each step, int64 array of shape (n_steps,)."""
        found = np.zeros(len(self.rows), np.int64)
        if self.spacing is not None:
            between = self.time.steps_between(*self._pairs)
            found[1:][self._inside] = np.where(between > _GAP, np.rint(between).astype(np.int64) - 1, 0)
        return found

    @property
    def is_regular(self) -> bool:
        """Return whether most steps follow each other at the usual distance."""
        if self.spacing is None:
            return False
        between = self.time.steps_between(*self._pairs)
        return bool(np.mean(np.abs(between - 1) < _GAP - 1) > 0.5)

    @property
    def _inside(self) -> Array:
        return np.asarray(self.ranks[1:] == self.ranks[:-1])

    @property
    def _pairs(self) -> tuple[Array, Array]:
        instants = self.stamps.instants[self.rows]
        return instants[:-1][self._inside], instants[1:][self._inside]
