"""The values of rows as the values of steps in time order."""

from dataclasses import dataclass

import numpy as np

from models.core.arrays import Array


@dataclass(frozen=True)
class Arrangement:
    """How rows become steps.

    Args:
        order: The rows by time, series by series.
        starts: Index of the first row of each step, in `order`.
        means: Whether a step with several rows is their mean; else it is the last of them in the file.
        positions: Index of each step among all steps, with those that are filled in; None where none is.
    """

    order: Array
    starts: Array
    means: bool = False
    positions: Array | None = None

    def steps(self, values: Array) -> Array:
        """Return the values of the steps.

        Args:
            values: float64 array of shape (n_rows, n_columns).

        Returns:
            float64 array of shape (n_steps, n_columns); steps that are filled in lie on the line between the steps beside them.
        """
        given = _means(values[self.order], self.starts) if self.means else values[self.kept]
        return given if self.positions is None else _filled(given, self.positions)

    @property
    def n_steps(self) -> int:
        """Return the number of steps of all series together."""
        return len(self.starts) if self.positions is None else int(self.positions[-1]) + 1

    @property
    def kept(self) -> Array:
        """Return the row of each step, the last one of several."""
        kept: Array = self.order[np.append(self.starts[1:], len(self.order)) - 1]
        return kept


def _means(values: Array, starts: Array) -> Array:
    """Return the means of runs of rows; of those that are not missing."""
    present = ~np.isnan(values)
    counts = np.add.reduceat(present.astype(np.int64), starts, axis=0)
    sums = np.add.reduceat(np.where(present, values, 0), starts, axis=0)
    means = np.full(sums.shape, np.nan)
    np.divide(sums, counts, out=means, where=counts > 0)
    return means


def _filled(given: Array, positions: Array) -> Array:
    every = np.arange(int(positions[-1]) + 1)
    before = np.searchsorted(positions, every, side="right") - 1
    after = np.minimum(before + (positions[before] != every), len(positions) - 1)
    span = np.maximum(positions[after] - positions[before], 1)
    share = ((every - positions[before]) / span)[:, np.newaxis]
    # A step that is given has the share 0, and keeps its bits.
    return np.where(share == 0, given[before], given[before] * (1 - share) + given[after] * share)
