"""Columns of numbers of an uploaded file, as steps of series: those of a table, and those of an array."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np

from models.core.arrays import Array
from models.core.errors import Fault, SpecError
from models.core.faults import quote
from models.core.tensors import shape_text
from models.uploads.stored.array_set import array_file, load_array
from models.uploads.stored.table_set import TEXT, read_column
from models.uploads.stored.upload_record import Record


class Columns(Protocol):
    """Columns of an upload whose rows are steps."""

    @property
    def names(self) -> tuple[str, ...] | None:
        """Return the names of the columns; None where they have none."""

    @property
    def n_columns(self) -> int:
        """Return how many columns there are."""

    @property
    def n_steps(self) -> int:
        """Return how many steps there are, those of all series together."""

    @property
    def lengths(self) -> tuple[int, ...] | None:
        """Return the steps of each series where the file itself tells series apart; None where it does not."""

    def numbers(self, index: int) -> Array:
        """Return a column of numbers, float64 array of shape (n_steps,), NaN where a value is missing."""

    def groups(self, index: int) -> Array:
        """Return a column that names the series of each step."""

    def gap(self, index: int) -> str:
        """Return where the first missing value of a column is; empty where none is missing."""

    def fault(self, index: int) -> str:
        """Return why a column holds no numbers, with the first cell that is none; empty where it holds numbers."""


@dataclass(frozen=True)
class TableColumns:
    """The columns of a table.

    Args:
        folder: Where its values lie.
        record: What is known of them.
    """

    folder: Path
    record: Record

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.record.columns)

    @property
    def n_columns(self) -> int:
        return len(self.record.columns)

    @property
    def n_steps(self) -> int:
        return self.record.n_samples

    @property
    def lengths(self) -> None:
        return None

    def numbers(self, index: int) -> Array:
        return np.array(self._values(index), np.float64)

    def groups(self, index: int) -> Array:
        return np.asarray(self._values(index).tolist())

    def gap(self, index: int) -> str:
        column = self.record.columns[index]
        count = f"{column.n_missing:,} of {column.n_samples:,} are missing" if column.n_missing else ""
        return f"{count} in column {quote(column.name)}, the first on line {column.first_missing}" if count else ""

    def fault(self, index: int) -> str:
        column = self.record.columns[index]
        if column.type != TEXT:
            return ""
        row, cell = next((row, cell) for row, cell in enumerate(self._values(index)) if cell is not None and not _is_number(cell))
        return f"column {quote(column.name)} holds {quote(cell)} in row {row}, counted from 0 below the names"

    def _values(self, index: int) -> Array:
        return read_column(self.folder, self.record, index, self.record.n_samples)


@dataclass(frozen=True)
class ArrayColumns:
    """The columns of an array of shape (n_steps,), (n_steps, n_features) or (n_series, n_steps, n_features).

    Args:
        folder: Where its values lie.
        record: What is known of them.

    Raises:
        SpecError: It holds text, or has another shape.
    """

    folder: Path
    record: Record

    def __post_init__(self) -> None:
        (column,) = self.record.columns
        if column.type == TEXT or len(column.shape) > 2:
            came = "text" if column.type == TEXT else f"the shape {shape_text((column.n_samples, *column.shape))}"
            wanted = "numbers of shape (n_steps,), (n_steps, n_features) or (n_series, n_steps, n_features)"
            raise SpecError([Fault("/data/series", f"expected {wanted}, got {came}")])

    @property
    def names(self) -> None:
        return None

    @property
    def n_columns(self) -> int:
        return next(reversed(self.record.columns[0].shape), 1)

    @property
    def n_steps(self) -> int:
        return sum(self.lengths or (self.record.n_samples,))

    @property
    def lengths(self) -> tuple[int, ...] | None:
        shape = self.record.columns[0].shape
        return (shape[0],) * self.record.n_samples if len(shape) == 2 else None

    def numbers(self, index: int) -> Array:
        return np.array(self._steps[:, index], np.float64)

    def groups(self, index: int) -> Array:
        return np.array(self._steps[:, index])

    def gap(self, index: int) -> str:
        if not self.record.columns[0].n_missing:
            return ""
        missing = np.flatnonzero(np.isnan(self.numbers(index))).tolist()
        if not missing:
            return ""
        series, step = divmod(missing[0], self.lengths[0]) if self.lengths else (None, missing[0])
        where = "" if series is None else f"series {series}, "
        return f"{len(missing):,} of {self.n_steps:,} are missing in column {index}, the first in {where}step {step}, counted from 0"

    def fault(self, index: int) -> str:
        return ""

    @cached_property
    def _steps(self) -> Array:
        array = load_array(self.folder / array_file(0))
        return array.reshape(-1, self.n_columns)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
