"""The columns of an uploaded table or array as steps of series."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np

from models.core.arrays import Array
from models.core.errors import Fault, SpecError
from models.core.faults import quote
from models.core.tensors import shape_text
from models.datasets.cell_reading import CellReading
from models.uploads.stored.array_file import array_file, load_array
from models.uploads.stored.row_lines import line_of
from models.uploads.stored.table_columns import read_column, read_instants
from models.uploads.stored.upload_record import DATE, TEXT, Record


class Columns(Protocol):
    """Columns of an upload whose rows are steps."""

    @property
    def names(self) -> tuple[str, ...] | None:
        """Return the names of the columns; None if they have no names."""

    @property
    def n_columns(self) -> int:
        """Return the number of columns."""

    @property
    def n_steps(self) -> int:
        """Return the number of steps of all series together."""

    @property
    def lengths(self) -> tuple[int, ...] | None:
        """Return the number of steps of each series if the file itself separates series; else None."""

    def numbers(self, index: int) -> Array:
        """Return a column of numbers, float64 array of shape (n_steps,), NaN for a missing value."""

    def groups(self, index: int) -> Array:
        """Return a column with the series of each step, array of shape (n_steps,)."""

    def gap(self, index: int) -> str:
        """Return the number of missing values of a column and the position of the first, for messages; empty if none is missing."""

    def fault(self, index: int) -> str:
        """Return the first cell of a column that is not a number, for messages; empty for a column of numbers."""

    @property
    def dates(self) -> tuple[int, ...]:
        """Return the indices of columns of dates."""

    def stamps(self, index: int) -> Array:
        """Return a column of dates, or of numbers, without missing ones: microseconds since 1970 as int64, or float64, of shape (n_steps,)."""

    def is_utc(self, index: int) -> bool:
        """Return whether a column of dates holds instants, which had zones or offsets in the file."""

    def cells(self, index: int) -> CellReading | None:
        """Return how the cells of a column are read; None where the file has types."""

    def place(self, row: int) -> str:
        """Return where a row stands in the file, such as "line 62"."""


@dataclass(frozen=True)
class TableColumns:
    """The columns of a table.

    Args:
        folder: Folder of the values.
        record: Record of the upload.
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
        return f"{count} in column {quote(column.name)}, the first on {self._unit} {column.first_missing}" if count else ""

    def fault(self, index: int) -> str:
        column = self.record.columns[index]
        if column.type == DATE:
            return f"dates in column {quote(column.name)}"
        if column.type != TEXT:
            return ""
        row, cell = next((row, cell) for row, cell in enumerate(self._values(index)) if cell is not None and not _is_number(cell))
        return f"{quote(cell)} in column {quote(column.name)}, row {row}, counted from 0 below the names"

    @property
    def dates(self) -> tuple[int, ...]:
        return tuple(index for index, column in enumerate(self.record.columns) if column.type == DATE)

    def stamps(self, index: int) -> Array:
        return read_instants(self.folder, index) if index in self.dates else self.numbers(index)

    def is_utc(self, index: int) -> bool:
        cells = self.cells(index)
        return cells is not None and cells.is_utc

    def cells(self, index: int) -> CellReading | None:
        return self.record.columns[index].cells

    def place(self, row: int) -> str:
        line = line_of(self.folder, row)
        return f"row {row}, counted from 0 below the names" if line is None else f"{self._unit} {line}"

    @property
    def _unit(self) -> str:
        """Return what rows are counted by: lines of a text with delimiters, else the rows of the format."""
        report = self.record.reading
        return "line" if report is None or report.delimiter is not None else "row"

    def _values(self, index: int) -> Array:
        return read_column(self.folder, self.record, index, self.record.n_samples)


@dataclass(frozen=True)
class ArrayColumns:
    """The columns of an array of shape (n_steps,), (n_steps, n_features) or (n_series, n_steps, n_features).

    Args:
        folder: Folder of the values.
        record: Record of the upload.

    Raises:
        SpecError: The array is text, or has another shape.
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

    @property
    def dates(self) -> tuple[int, ...]:
        return ()

    def stamps(self, index: int) -> Array:
        return self.numbers(index)

    def is_utc(self, index: int) -> bool:
        return False

    def cells(self, index: int) -> None:
        return None

    def place(self, row: int) -> str:
        return f"step {row}, counted from 0"

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
