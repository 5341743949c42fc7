"""The epochs of one job as columns of numbers."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import orjson

from models.core.arrays import Array
from models.evaluation.overfitting import Overfitting, overfitting_of
from service.store.histories import EpochTexts

#: Name of the column of learning rates.
LEARNING_RATE = "learning_rate"


@dataclass(frozen=True)
class Columns:
    """The epochs of a job.

    Args:
        last_event: Id of the last event of the job when they were read.
        first: Number of the first epoch.
        n_epochs: Number of epochs, of which each has a number of its own.
        values: Metrics, then learning rates, by name: float32 arrays of shape (n_epochs,), NaN where none was recorded; float64
            where one is too large for that. Networks have no more digits, and JSON of them is half as long.
    """

    last_event: int
    first: int
    n_epochs: int
    values: dict[str, Array]

    @property
    def last(self) -> int:
        """Return the number of the last epoch."""
        return self.first + self.n_epochs - 1

    @property
    def size_bytes(self) -> int:
        """Return the size of the arrays."""
        return sum(column.nbytes for column in self.values.values())

    @cached_property
    def overfitting(self) -> Overfitting | None:
        """Return the signs that the network overfits; None if there are none, or values are missing."""
        losses, validated = (self.values.get(name) for name in ("loss", "val_loss"))
        if losses is None or validated is None or np.isnan(losses).any() or np.isnan(validated).any():
            return None
        found = overfitting_of(range(self.first, self.last + 1), losses.tolist(), validated.tolist())
        return found and Overfitting(found.epoch, *(float(str(validated[number - self.first])) for number in (found.epoch, self.last)))

    def continued(self, newer: "Columns") -> "Columns | None":
        """Return the columns with newer ones behind them, which begin with their last epoch.

        Returns:
            None if the newer ones begin otherwise: the job has begun again from its first epoch.
        """
        if not newer.n_epochs or newer.first != self.last or not self._ends_as(newer):
            return None
        names = dict.fromkeys((*self.values, *newer.values))
        values = {name: np.concatenate([self._of(name), newer._of(name)[1:]]) for name in names}
        return Columns(newer.last_event, self.first, self.n_epochs + newer.n_epochs - 1, values)

    def _ends_as(self, newer: "Columns") -> bool:
        names = {*self.values, *newer.values}
        return all(np.array_equal(self._of(name)[-1], newer._of(name)[0], equal_nan=True) for name in names)

    def _of(self, name: str) -> Array:
        column = self.values.get(name)
        return np.full(self.n_epochs, np.nan, np.float32) if column is None else column


def columns_of(texts: EpochTexts) -> Columns:
    """Return the columns of epochs as they are stored."""
    numbers = np.array(_values(texts.epochs), dtype=np.int64)
    if not len(numbers):
        return Columns(texts.last_event, 1, 0, {})
    lines, first, n_epochs = _values(texts.metrics), int(numbers.min()), int(np.ptp(numbers)) + 1
    found = {name: [line.get(name) for line in lines] for name in dict.fromkeys(chain.from_iterable(lines))}
    columns = {**found, LEARNING_RATE: _values(texts.learning_rates)}
    return Columns(texts.last_event, first, n_epochs, {name: _placed(column, numbers - first, n_epochs) for name, column in columns.items()})


def _values(text: str) -> list[Any]:
    values: list[Any] = orjson.loads(f"[{text}]")
    return values


def _placed(values: list[float | None], indices: Array, size: int) -> Array:
    placed = np.full(size, np.nan)
    placed[indices] = np.array(values, dtype=np.float64)
    with np.errstate(over="ignore"):
        single = placed.astype(np.float32)
    return placed if np.isinf(single).any() else single
