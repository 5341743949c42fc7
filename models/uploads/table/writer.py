"""Write the columns of a table into a folder, piece by piece."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from models.core.arrays import Array
from models.core.clock import NO_DATE
from models.datasets.cell_reading import CellReading
from models.uploads.stored.byte_file import append_joined
from models.uploads.stored.column_file import GrowingColumn, column_file, text_file
from models.uploads.stored.upload_record import BOOLEAN, DATE, MAX_CLASSES, MAX_INTEGER_CLASSES, TEXT, ColumnRecord, Values, labels_file

#: Types of the files of columns by type of the column.
FILE_TYPES = {"int64": "int64", "float64": "float64", BOOLEAN: "float64", DATE: "int64"}


class ColumnWriter:
    """Writes one column.

    Args:
        folder: Folder of the table.
        index: Index of the column, from 0.
        type_name: Its type: int64, float64, text, boolean or date. A column of type int64 becomes float64 with the first value that is none.
    """

    def __init__(self, folder: Path, index: int, type_name: str) -> None:
        self._folder, self._index, self.type_name = folder, index, type_name
        self._file = None if type_name == TEXT else GrowingColumn(folder / column_file(index), FILE_TYPES[type_name])
        if self._file is None:
            append_joined(folder, text_file(index), b"", np.empty(0, np.int64))
        self._values = Values(MAX_CLASSES if type_name in (TEXT, BOOLEAN) else MAX_INTEGER_CLASSES)
        self._n_rows = self._n_missing = 0
        self._first_missing: int | None = None

    def add(self, values: pl.Series, lines: Sequence[int]) -> None:
        """Write more values.

        Args:
            values: The values, null where missing.
            lines: The line, or row, of each.
        """
        if values.null_count():
            self._n_missing += values.null_count()
            if self._first_missing is None:
                self._first_missing = lines[int(values.is_null().arg_max() or 0)]
        self._n_rows += len(values)
        if self.type_name == "int64" and (values.null_count() or not values.dtype.is_integer()):
            self._widen()
        if self._is_counted and self._values.is_counting:
            self._values.add_counts(dict(_named(values, self.type_name).value_counts().iter_rows()))
        if self._file is None:
            self._add_texts(values.fill_null(""))
        else:
            self._file.add(_numbers(values, self.type_name))

    def close(self, name: str, cells: CellReading | None) -> ColumnRecord:
        """Complete the files of the column, and return its record.

        Args:
            name: Its name.
            cells: How its cells were read; None for a format with types.
        """
        if self._file is not None:
            self._file.close()
        if self._is_counted:
            self._values.write(self._folder / labels_file(self._index))
        return ColumnRecord(
            name=name,
            type=self.type_name,
            n_samples=self._n_rows,
            n_missing=self._n_missing,
            first_missing=self._first_missing,
            counts=self._values.counts if self._is_counted else None,
            cells=cells,
        )

    @property
    def _is_counted(self) -> bool:
        return self.type_name not in ("float64", DATE)

    def _widen(self) -> None:
        assert self._file is not None
        self._file.widen()
        self.type_name = "float64"

    def _add_texts(self, values: pl.Series) -> None:
        append_joined(self._folder, text_file(self._index), values.str.join("").item().encode(), values.str.len_bytes().cast(pl.Int64).to_numpy())


def column_files(index: int) -> tuple[str, ...]:
    """Return the names of the files that a column may have."""
    return (column_file(index), f"{text_file(index)}.bytes", f"{text_file(index)}.sizes", labels_file(index))


def _named(values: pl.Series, type_name: str) -> pl.Series:
    values = values.drop_nulls()
    return values.cast(pl.String).str.to_titlecase() if type_name == BOOLEAN else values


def _numbers(values: pl.Series, type_name: str) -> Array:
    if type_name == DATE:
        return values.dt.epoch("us").fill_null(NO_DATE).to_numpy()
    return values.cast(pl.Float64).fill_null(float("nan")).to_numpy() if type_name != "int64" else values.to_numpy()
