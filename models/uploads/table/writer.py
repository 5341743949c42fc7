"""Write the columns of a table into a folder, piece by piece."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from models.core.arrays import Array
from models.datasets.cell_reading import CellReading
from models.uploads.stored.byte_file import append_blobs
from models.uploads.stored.column_file import GrowingColumn, column_file, text_file
from models.uploads.stored.upload_record import BOOLEAN, DATE, MAX_CLASSES, MAX_INTEGER_CLASSES, TEXT, ColumnRecord, Values, labels_file

#: Types of the files of columns by type of the column.
FILE_TYPES = {"int64": "int64", "float64": "float64", BOOLEAN: "float64", DATE: "int64"}
#: Integer that stands for a missing date, as NumPy's NaT.
NO_DATE = np.iinfo(np.int64).min


class ColumnWriter:
    """Writes one column.

    Args:
        folder: Folder of the table.
        index: Index of the column, from 0.
        name: Its name.
        type_name: Its type: int64, float64, text, boolean or date.
        cells: How its cells were read; None for a format with types.
    """

    def __init__(self, folder: Path, index: int, name: str, type_name: str, cells: CellReading | None = None) -> None:
        self._folder, self._index, self._name, self._type, self._cells = folder, index, name, type_name, cells
        self._file = None if type_name == TEXT else GrowingColumn(folder / column_file(index), FILE_TYPES[type_name])
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
        if self._type != "float64" and self._type != DATE:
            self._values.add(_names(values) if self._type == BOOLEAN else values.drop_nulls().to_list())
        if self._file is None:
            append_blobs(self._folder, text_file(self._index), [(text or "").encode() for text in values.to_list()])
        else:
            self._file.add(_numbers(values, self._type))

    def close(self) -> ColumnRecord:
        """Complete the files of the column, and return its record."""
        if self._file is not None:
            self._file.close()
        counted = self._type not in ("float64", DATE)
        if counted:
            self._values.write(self._folder / labels_file(self._index))
        return ColumnRecord(
            name=self._name,
            type=self._type,
            n_samples=self._n_rows,
            n_missing=self._n_missing,
            first_missing=self._first_missing,
            counts=self._values.counts if counted else None,
            cells=self._cells,
        )


def _names(values: pl.Series) -> list[str]:
    return ["True" if value else "False" for value in values.drop_nulls().to_list()]


def _numbers(values: pl.Series, type_name: str) -> Array:
    if type_name == DATE:
        return values.dt.epoch("us").fill_null(NO_DATE).to_numpy()
    return values.cast(pl.Float64).fill_null(float("nan")).to_numpy() if type_name != "int64" else values.to_numpy()
