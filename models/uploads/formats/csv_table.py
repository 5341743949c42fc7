"""CSV: rows of named columns."""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import ClassVar

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.faults import quote
from models.datasets.data_set import DataSet
from models.uploads.column_selection import ColumnSelection
from models.uploads.sheet import Piece, Sheet, sniff_delimiter
from models.uploads.stored.byte_file import append_blobs
from models.uploads.stored.series_columns import TableColumns
from models.uploads.stored.series_set import SeriesSet
from models.uploads.stored.table_set import TableSet, matrix_file, text_name
from models.uploads.stored.upload_record import MAX_CLASSES, MAX_INTEGER_CLASSES, ColumnRecord, Record, Values, labels_file
from models.uploads.upload_format import Reader
from models.uploads.utf8 import require_utf8

_INTEGER = re.compile(r"\s*([+-]?[0-9]+)?\s*", re.ASCII)
_NUMBER = re.compile(r"\s*([+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?|[+-]?(inf|infinity)|nan)?\s*", re.ASCII | re.IGNORECASE)
#: Number of characters up to which every integer fits into an int64.
_SAFE_DIGITS = 18
#: Most characters of an int64, without spaces.
_INT64_DIGITS = 20


class Kind(IntEnum):
    """Type of a column; a column of mixed cells has the largest of their types."""

    INTEGER = 0
    FLOAT = 1
    TEXT = 2

    @property
    def type_name(self) -> str:
        """Return the name of the type in records."""
        return ("int64", "float64", "text")[self]


class TableReader(Reader):
    """CSV in UTF-8 with the names of its columns in the first row.

    A column is int64, float64 or text, the narrowest type of all its cells. An empty cell is a missing value: NaN in a
    column of numbers (integers then become float64), None in a column of text. The file is read twice: for the types, then
    for the values.
    """

    format: ClassVar[str] = "csv"
    endings: ClassVar[tuple[str, ...]] = (".csv", ".tsv")
    rank: ClassVar[int] = 10

    def delimiter(self, path: Path, given: str | None) -> str:
        if given is None:
            require_utf8(path)
            return sniff_delimiter(path)
        if len(given) != 1 or given in '"\r\n':
            raise DataError(f"expected one character as delimiter, neither a quote nor a line end, got {quote(given)}")
        return given

    def read(self, path: Path, folder: Path, delimiter: str) -> Record:
        require_utf8(path)
        sheet = Sheet(path, delimiter)
        kinds, n_rows = _kinds(sheet)
        columns = _columns(folder, sheet.names, kinds, n_rows)
        first_row = 0
        for piece in sheet.pieces():
            for column, cells in zip(columns, piece.columns, strict=True):
                column.add(first_row, cells, piece)
            first_row += len(piece.lines)
        return Record(n_samples=n_rows, columns=[column.close(folder / labels_file(index)) for index, column in enumerate(columns)])

    def data_set(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        return TableSet.of(folder, record, data)

    def series(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        return SeriesSet.of(TableColumns(folder, record), data)

    def example(self) -> bytes:
        return b"n,x,word\n1,0.5,a\n2,,b\n3,2.5,\n"


class _Column(ABC):
    """Writes the values of one column."""

    def __init__(self, name: str, kind: Kind, n_rows: int, most: int) -> None:
        self._name, self._kind, self._n_rows = name, kind, n_rows
        self._values = Values(most)
        self._n_missing, self._first_missing = 0, -1

    @abstractmethod
    def add(self, first_row: int, cells: Sequence[str], piece: Piece) -> None:
        """Write the cells of a piece, starting at row `first_row`."""

    def close(self, labels: Path) -> ColumnRecord:
        """Write the distinct values if they may be labels; return the record of the column."""
        if self._kind is not Kind.FLOAT:
            self._values.write(labels)
        return ColumnRecord(
            name=self._name,
            type=self._kind.type_name,
            n_samples=self._n_rows,
            n_missing=self._n_missing,
            first_missing=self._first_missing if self._n_missing else None,
            counts=None if self._kind is Kind.FLOAT else self._values.counts,
        )

    def _count_missing(self, missing: Array, lines: Sequence[int]) -> None:
        n_missing = int(np.count_nonzero(missing))
        if n_missing and not self._n_missing:
            self._first_missing = lines[int(np.argmax(missing))]
        self._n_missing += n_missing


class _Numbers(_Column):
    def __init__(self, name: str, kind: Kind, row: Array) -> None:
        super().__init__(name, kind, len(row), MAX_INTEGER_CLASSES)
        self._row = row

    def add(self, first_row: int, cells: Sequence[str], piece: Piece) -> None:
        if self._kind is Kind.INTEGER:
            values = integers_of(cells)
            self._values.add(values.tolist())
        else:
            values = floats_of(cells, piece.lines, self._name)
            self._count_missing(np.isnan(values), piece.lines)
        self._row[first_row : first_row + len(cells)] = values


class _Text(_Column):
    def __init__(self, name: str, n_rows: int, folder: Path, file_name: str) -> None:
        super().__init__(name, Kind.TEXT, n_rows, MAX_CLASSES)
        self._folder, self._file_name = folder, file_name

    def add(self, first_row: int, cells: Sequence[str], piece: Piece) -> None:
        append_blobs(self._folder, self._file_name, [cell.encode() for cell in cells])
        self._count_missing(np.fromiter((not cell for cell in cells), bool, len(cells)), piece.lines)
        self._values.add(cell for cell in cells if cell)


def kind_of(cells: Sequence[str], least: Kind) -> Kind:
    """Return the type of a column, updated by more of its cells.

    Args:
        cells: Cells as text, as in the file.
        least: Type of the earlier cells.

    Returns:
        INTEGER for 64-bit integers; FLOAT for other numbers, and for integers with missing values; else TEXT.
    """
    if least is Kind.INTEGER and all(map(_INTEGER.fullmatch, cells)) and all(map(_is_int64, cells)):
        return Kind.INTEGER
    return Kind.FLOAT if least < Kind.TEXT and all(map(_NUMBER.fullmatch, cells)) else Kind.TEXT


def integers_of(cells: Sequence[str]) -> Array:
    """Return the values of INTEGER cells, int64 array of shape (n_cells,)."""
    return np.fromiter(map(int, cells), np.int64, len(cells))


def floats_of(cells: Sequence[str], lines: Sequence[int], column: str) -> Array:
    """Return the values of FLOAT or INTEGER cells, float64 array of shape (n_cells,), NaN for a missing value.

    Args:
        cells: The cells.
        lines: Line of each cell.
        column: Name of the column.

    Raises:
        DataError: A number is infinite.
    """
    values = np.fromiter((float(cell.strip() or "nan") for cell in cells), np.float64, len(cells))
    infinite = np.isinf(values)
    if infinite.any():
        index = int(np.argmax(infinite))
        raise DataError(f"line {lines[index]}, column {quote(column)}: expected a finite number, got {quote(cells[index])}")
    return values


def _kinds(sheet: Sheet) -> tuple[list[Kind], int]:
    """Return the type of each column, and the number of rows."""
    kinds, n_rows = [Kind.INTEGER] * len(sheet.names), 0
    for piece in sheet.pieces():
        n_rows += len(piece.lines)
        kinds = [kind_of(cells, kind) for cells, kind in zip(piece.columns, kinds, strict=True)]
    if not n_rows:
        raise DataError("line 2: expected at least one row below the names of the columns, got none")
    return kinds, n_rows


def _columns(folder: Path, names: Sequence[str], kinds: Sequence[Kind], n_rows: int) -> list[_Column]:
    """Create the files of all columns: all columns of one number type are the rows of one matrix, in one file."""
    rows = {kind: iter(_matrix(folder, kind, kinds.count(kind), n_rows)) for kind in (Kind.INTEGER, Kind.FLOAT)}
    return [
        _Text(name, n_rows, folder, text_name(index)) if kind is Kind.TEXT else _Numbers(name, kind, next(rows[kind]))
        for index, (name, kind) in enumerate(zip(names, kinds, strict=True))
    ]


def _matrix(folder: Path, kind: Kind, n_columns: int, n_rows: int) -> Array:
    if not n_columns:
        return np.empty((0, n_rows))
    path = folder / matrix_file(kind.type_name)
    return np.lib.format.open_memmap(path, mode="w+", dtype=kind.type_name, shape=(n_columns, n_rows))


def _is_int64(cell: str) -> bool:
    if len(cell) <= _SAFE_DIGITS:
        return bool(cell) and not cell.isspace()
    digits = cell.strip()
    return 0 < len(digits) <= _INT64_DIGITS and -(2**63) <= int(digits) < 2**63
