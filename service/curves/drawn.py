"""Thinned curves of some jobs, drawn over the same epochs."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.core.arrays import Array
from service.curves.columns import LEARNING_RATE, Columns
from service.curves.thinning import Grid, grid_of
from service.store.histories import Head

#: Why values are missing: of metrics only finite ones are recorded, and of learning rates all, since they are recorded at all.
_NOT_FINITE, _NOT_RECORDED = "NaN or infinite: JSON has no such number", "not recorded by the release that trained it"


@dataclass(frozen=True)
class Wanted:
    """What of some jobs is drawn.

    Args:
        points: Most rows.
        first: Number of the first epoch; None for the first one that a job has.
        last: Number of the last one; None for the last one that a job has.
        names: Names of the curves; None for all.
    """

    points: int
    first: int | None
    last: int | None
    names: Collection[str] | None

    def draws(self, name: str) -> bool:
        """Return whether a curve is wanted."""
        return self.names is None or name in self.names


def drawn(jobs: Sequence[tuple[Head, Columns]], wanted: Wanted) -> dict[str, Any]:
    """Return curves of jobs as they are sent: numbers in arrays, NaN where there is none."""
    parts = [_Part(head, columns, wanted) for head, columns in jobs]
    first, last = _window(parts, wanted)
    if first > last:
        return {"epoch": [], "epochs_per_bucket": 1, "jobs": [part.shown({}) for part in parts]}
    grid = grid_of(first, last, wanted.points, has_gaps=any(part.missing for part in parts))
    return {"epoch": grid.epochs, "epochs_per_bucket": grid.epochs_per_bucket, "jobs": [part.shown(part.on(grid)) for part in parts]}


def _window(parts: Sequence["_Part"], wanted: Wanted) -> tuple[int, int]:
    """Return the first and the last epoch that a job has of those that are wanted."""
    known = [part.columns for part in parts if part.columns.n_epochs]
    first = max(wanted.first or 0, min((columns.first for columns in known), default=1))
    last = max((columns.last for columns in known), default=0)
    return first, last if wanted.last is None else min(wanted.last, last)


class _Part:
    """The wanted epochs of one job."""

    def __init__(self, head: Head, columns: Columns, wanted: Wanted) -> None:
        self.head, self.columns = head, columns
        self._begin = max(0, (wanted.first or columns.first) - columns.first)
        self._end = columns.n_epochs if wanted.last is None else max(0, wanted.last + 1 - columns.first)
        self._values = {name: column[self._begin : self._end] for name, column in columns.values.items() if wanted.draws(name)}
        self.missing = [*self._missing()]

    def _missing(self) -> Iterator[dict[str, Any]]:
        for name, values in self._values.items():
            indices = np.flatnonzero(np.isnan(values))
            if len(indices):
                first, last = (int(indices[end]) + self.columns.first + self._begin for end in (0, -1))
                reason = _NOT_RECORDED if name == LEARNING_RATE else _NOT_FINITE
                yield {"metric": name, "n_epochs": len(indices), "first_epoch": first, "last_epoch": last, "reason": reason}

    def on(self, grid: Grid) -> dict[str, Array]:
        """Return the rows of each curve."""
        return {name: grid.thinned(*self._over(values, grid)) for name, values in self._values.items()}

    def _over(self, values: Array, grid: Grid) -> tuple[Array, Array]:
        """Return the values over all epochs of a grid, and where they are missing."""
        if len(values) == grid.last - grid.first + 1:
            return values, np.isnan(values)
        begin = self.columns.first + self._begin - grid.first
        n_epochs = grid.last - grid.first + 1
        over, gaps = np.full(n_epochs, np.nan, values.dtype), np.zeros(n_epochs, dtype=bool)
        over[begin : begin + len(values)], gaps[begin : begin + len(values)] = values, np.isnan(values)
        return over, gaps

    def shown(self, values: dict[str, Array]) -> dict[str, Any]:
        """Return the job with its curves."""
        columns = self.columns
        first, last = (columns.first, columns.last) if columns.n_epochs else (None, None)
        known = {"job_id": self.head.id, "name": self.head.name, "last_event": columns.last_event, "first_epoch": first, "last_epoch": last}
        return {**known, "metrics": values, "missing": self.missing}
