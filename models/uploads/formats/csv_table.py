"""CSV: rows of named columns."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.faults import quote
from models.datasets.data_set import DataSet
from models.uploads.cells import Kind, floats_of, integers_of, kind_of
from models.uploads.column_selection import ColumnSelection
from models.uploads.sheet import Piece, Sheet, sniff_delimiter
from models.uploads.stored.byte_file import append_blobs
from models.uploads.stored.column_values import MAX_CLASSES, MAX_INTEGER_CLASSES, Values
from models.uploads.stored.series_columns import TableColumns
from models.uploads.stored.series_set import SeriesSet
from models.uploads.stored.table_set import TableSet, labels_file, matrix_file, text_name
from models.uploads.stored.upload_record import ColumnRecord, Record
from models.uploads.upload_format import Reader
from models.uploads.utf8 import require_utf8


class TableReader(Reader):
    """CSV in UTF-8 with the names of its columns in the first row.

    A column is int64, float64 or text, whichever all its cells are. An empty cell is a missing value: NaN in a column
    of numbers (whole numbers become float64 then), None in one of text. The file is gone through twice: for the types,
    then for the values.
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
        at = 0
        for piece in sheet.pieces():
            for column, cells in zip(columns, piece.columns, strict=True):
                column.add(at, cells, piece)
            at += len(piece.lines)
        return Record(n_samples=n_rows, columns=[column.close(folder / labels_file(index)) for index, column in enumerate(columns)])

    def data_set(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        return TableSet.of(folder, record, data)

    def series(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        return SeriesSet.of(TableColumns(folder, record), data)

    def example(self) -> bytes:
        return b"n,x,word\n1,0.5,a\n2,,b\n3,2.5,\n"


def _kinds(sheet: Sheet) -> tuple[list[Kind], int]:
    """Return the type of each column, and how many rows there are."""
    kinds, n_rows = [Kind.INTEGER] * len(sheet.names), 0
    for piece in sheet.pieces():
        n_rows += len(piece.lines)
        kinds = [kind_of(cells, kind) for cells, kind in zip(piece.columns, kinds, strict=True)]
    if not n_rows:
        raise DataError("line 2: expected at least one row below the names of the columns, got none")
    return kinds, n_rows


class _Column(ABC):
    """Writes the values of one column."""

    def __init__(self, name: str, kind: Kind, n_rows: int, most: int) -> None:
        self._name, self._kind, self._n_rows = name, kind, n_rows
        self._values = Values(most)
        self._n_missing, self._first_missing = 0, -1

    @abstractmethod
    def add(self, at: int, cells: Sequence[str], piece: Piece) -> None:
        """Write the cells of a piece, the first of them in row `at`."""

    def close(self, labels: Path) -> ColumnRecord:
        """Write the values that may be labels; return the record of the column."""
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

    def _note_missing(self, missing: Array, lines: Sequence[int]) -> None:
        n_missing = int(np.count_nonzero(missing))
        if n_missing and not self._n_missing:
            self._first_missing = lines[int(np.argmax(missing))]
        self._n_missing += n_missing


class _Numbers(_Column):
    def __init__(self, name: str, kind: Kind, row: Array) -> None:
        super().__init__(name, kind, len(row), MAX_INTEGER_CLASSES)
        self._row = row

    def add(self, at: int, cells: Sequence[str], piece: Piece) -> None:
        if self._kind is Kind.INTEGER:
            values = integers_of(cells)
            self._values.add(values.tolist())
        else:
            values = floats_of(cells, piece.lines, self._name)
            self._note_missing(np.isnan(values), piece.lines)
        self._row[at : at + len(cells)] = values


class _Text(_Column):
    def __init__(self, name: str, n_rows: int, folder: Path, file_name: str) -> None:
        super().__init__(name, Kind.TEXT, n_rows, MAX_CLASSES)
        self._folder, self._file_name = folder, file_name

    def add(self, at: int, cells: Sequence[str], piece: Piece) -> None:
        append_blobs(self._folder, self._file_name, [cell.encode() for cell in cells])
        self._note_missing(np.fromiter((not cell for cell in cells), bool, len(cells)), piece.lines)
        self._values.add(cell for cell in cells if cell)


def _columns(folder: Path, names: Sequence[str], kinds: Sequence[Kind], n_rows: int) -> list[_Column]:
    """Make the files of all columns: numbers of one type are the rows of one matrix, so that they take one file."""
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
