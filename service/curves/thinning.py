"""Thinning of curves: of many epochs some rows, in which peaks, gaps and both ends stay."""

from dataclasses import dataclass

import numpy as np

from models.core.arrays import Array

#: Rows of a bucket: its least and its greatest value; and a gap between them where a curve has one.
ROWS, ROWS_WITH_GAP = 2, 3


@dataclass(frozen=True)
class Grid:
    """The rows of curves that are drawn together: the first epoch, buckets of neighbouring epochs, and the last epoch.

    Args:
        first: Number of the first epoch.
        last: Number of the last one.
        n_buckets: Number of buckets; 0 if every epoch is a row.
        n_rows: Rows of a bucket.
    """

    first: int
    last: int
    n_buckets: int
    n_rows: int

    @property
    def widths(self) -> Array:
        """Return the number of epochs of each bucket, which differ by one at most; the wider ones come first."""
        width, n_wider = divmod(self.last - self.first - 1, self.n_buckets)
        return np.where(np.arange(self.n_buckets) < n_wider, width + 1, width)

    @property
    def epochs_per_bucket(self) -> int:
        """Return the number of epochs of the widest bucket; 1 if every epoch is a row."""
        return int(self.widths[0]) if self.n_buckets else 1

    @property
    def epochs(self) -> Array:
        """Return the number of the epoch at which each row is drawn: the ends of its bucket, and the middle for a gap."""
        if not self.n_buckets:
            return np.arange(self.first, self.last + 1)
        starts = self.first + 1 + np.concatenate([[0], np.cumsum(self.widths)])
        begins, ends = starts[:-1], starts[1:] - 1
        between = [(begins + ends) // 2] if self.n_rows == ROWS_WITH_GAP else []
        inner = np.stack([begins, *between, ends], axis=1)
        return np.concatenate([[self.first], inner.ravel(), [self.last]])

    def thinned(self, values: Array, gaps: Array) -> Array:
        """Return the rows of one curve.

        Args:
            values: Float array of shape (n_epochs,), NaN where there is no value.
            gaps: Whether the value of an epoch is missing, of shape (n_epochs,): not so before the first epoch of a job and after its last.

        Returns:
            Float array of the shape of `epochs`. A bucket has its least and its greatest value, in the order in which they come.
        """
        if not self.n_buckets:
            return values
        inner = [_rows(*block, self.n_rows) for block in zip(self._blocks(values), self._blocks(gaps), strict=True)]
        return np.concatenate([values[:1], *inner, values[-1:]])

    def _blocks(self, values: Array) -> list[Array]:
        """Return the values of all buckets in two arrays of shape (n_buckets, width): of the wider ones, and of the others."""
        width, n_wider = divmod(len(values) - 2, self.n_buckets)
        cut = 1 + n_wider * (width + 1)
        return [values[1:cut].reshape(n_wider, width + 1), values[cut:-1].reshape(-1, width)]


def grid_of(first: int, last: int, points: int, *, has_gaps: bool) -> Grid:
    """Return the grid of some epochs that has at most so many rows.

    Args:
        first: Number of the first epoch.
        last: Number of the last one.
        points: Most rows.
        has_gaps: Whether a curve has gaps.
    """
    n_rows = ROWS_WITH_GAP if has_gaps else ROWS
    return Grid(first, last, 0 if last - first < points else (points - 2) // n_rows, n_rows)


def _rows(block: Array, gaps: Array, n_rows: int) -> Array:
    missing = np.isnan(block)
    has_missing = bool(missing.any())
    least = np.where(missing, np.inf, block).argmin(1) if has_missing else block.argmin(1)
    greatest = np.where(missing, -np.inf, block).argmax(1) if has_missing else block.argmax(1)
    indices = np.stack([np.minimum(least, greatest), np.maximum(least, greatest)], axis=1)
    rows = np.take_along_axis(block, indices, axis=1)
    if n_rows == ROWS_WITH_GAP:
        between = np.where(gaps.any(axis=1), np.nan, rows[:, 0])
        rows = np.stack([rows[:, 0], between, rows[:, 1]], axis=1)
    return rows.ravel()
