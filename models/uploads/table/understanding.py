"""Find out what the columns of a table of text hold."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from models.core.errors import DataError
from models.core.faults import quote
from models.datasets.cell_reading import CellReading, ColumnType
from models.uploads.reading.cells import read_cells
from models.uploads.reading.doubt import Doubt
from models.uploads.reading.reading import Reading
from models.uploads.stored.row_lines import LineRuns
from models.uploads.stored.upload_record import DATE, TEXT, ColumnRecord
from models.uploads.table.piece import Piece
from models.uploads.table.writer import ColumnWriter

_TYPES: tuple[ColumnType, ...] = ("number", "boolean", "date")
_INT64 = 2.0**53


@dataclass(frozen=True)
class Table:
    """A table that was read.

    Args:
        n_rows: Number of its rows.
        columns: Its columns.
        doubts: What has more than one meaning.
    """

    n_rows: int
    columns: list[ColumnRecord]
    doubts: list[Doubt] = field(default_factory=list)


def read_table(folder: Path, names: Sequence[str], pieces: Callable[[], Iterable[Piece]], reading: Reading) -> Table:
    """Understand the columns of a table and write them into a folder.

    Args:
        folder: An empty folder.
        names: Names of the columns.
        pieces: Yields the rows from the first on, each time it is called.
        reading: What the caller has said.

    Raises:
        DataError: A cell is not of the type that the caller has said, or is an infinite number.
    """
    found = [_Column(name, reading) for name in names]
    n_rows, lines = 0, LineRuns()
    for piece in pieces():
        n_rows += piece.n_rows
        lines.add(piece.lines)
        for column, cells in zip(found, piece.columns, strict=True):
            column.see(cells, piece.lines)
    lines.write(folder)
    writers = [ColumnWriter(folder, index, column.name, column.type_name, column.how) for index, column in enumerate(found)]
    for piece in pieces():
        for column, writer, cells in zip(found, writers, piece.columns, strict=True):
            writer.add(column.values(cells), piece.lines)
    return Table(n_rows, [writer.close() for writer in writers], [doubt for column in found for doubt in column.doubts()])


class _Column:
    """A column of text while its type is found."""

    def __init__(self, name: str, reading: Reading) -> None:
        self.name = name
        missing = ("", *(reading.missing or ()))
        given = (reading.types or {}).get(name)
        self._possible = [CellReading(type=type_, missing=missing) for type_ in ([given] if given else [*_TYPES, "text"])]
        self._is_whole = True

    @property
    def how(self) -> CellReading:
        return self._possible[0]

    @property
    def type_name(self) -> str:
        if self.how.type == "number":
            return "int64" if self._is_whole else "float64"
        return {"text": TEXT, "date": DATE}.get(self.how.type, self.how.type)

    def see(self, cells: pl.Series, lines: Sequence[int]) -> None:
        while True:
            values, wrong = read_cells(cells, self.how)
            if not wrong.any():
                break
            if len(self._possible) == 1:
                row = int(wrong.arg_max() or 0)
                raise DataError(f"line {lines[row]}, column {quote(self.name)}: expected a {self.how.type}, got {quote(cells[row])}")
            self._possible.pop(0)
        if self.how.type == "number":
            self._is_whole &= values.null_count() == 0 and bool((values.floor() == values).all()) and bool((values.abs() < _INT64).all())

    def values(self, cells: pl.Series) -> pl.Series:
        values, _ = read_cells(cells, self.how)
        return values.cast(pl.Int64) if self.type_name == "int64" else values

    def doubts(self) -> list[Doubt]:
        return []
