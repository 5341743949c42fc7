"""Read rows one by one, with all their faults: for what the quick reader refuses."""

import csv
from collections.abc import Iterator, Sequence, Set
from typing import TextIO

import polars as pl

from models.core.errors import DataError
from models.uploads.delimited.blocks import too_long
from models.uploads.delimited.layout import Layout, prepared
from models.uploads.joined_faults import MAX_LISTED, joined_faults
from models.uploads.reading.reading import BLANKS
from models.uploads.table import limits
from models.uploads.table.piece import Piece

#: Approximate number of cells, and of characters, in a piece.
_CELLS, _CHARACTERS = 200_000, 8 * 1024 * 1024


class BadRows(DataError):
    """Rows of a file are not valid.

    Args:
        rows: The lines of the first of them, each with what is wrong.
        n_rows: How many there are.
        way_out: What settles them in an upload.
    """

    def __init__(self, rows: Sequence[tuple[int, str]], n_rows: int, way_out: str) -> None:
        super().__init__(f"{joined_faults([f'line {line}: {detail}' for line, detail in rows], n_rows)}; {way_out}")
        self.rows, self.n_rows = rows, n_rows


class RowFaults:
    """The faults of the rows of a file: the first are kept, all are counted."""

    def __init__(self) -> None:
        self._kept: list[tuple[int, str]] = []
        self._n_faults = 0

    def add(self, line: int, detail: str) -> None:
        """Add a fault of a row."""
        self._n_faults += 1
        if len(self._kept) < MAX_LISTED:
            self._kept.append((line, detail))

    def require_none(self) -> None:
        """Refuse a file whose rows have faults."""
        if self._n_faults:
            lines = list(dict.fromkeys(line for line, _ in self._kept))
            raise BadRows(self._kept, self._n_faults, f"correct the rows, or leave them out by reading.skip_lines={lines}")


class _Feed:
    """The lines of a stream, with a limit on the size of a row."""

    def __init__(self, stream: TextIO, line: int, delimiter: str) -> None:
        self.line, self.in_record = line, 0
        self._lines = self._read(stream, delimiter)

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def _read(self, stream: TextIO, delimiter: str) -> Iterator[str]:
        while text := stream.readline(limits.MAX_RECORD + 1):
            self.line += 1
            self.in_record += len(text)
            if self.in_record > limits.MAX_RECORD:
                raise too_long(self.line - 1)
            yield prepared(text, delimiter) if delimiter == BLANKS else text


def careful_pieces(stream: TextIO, line: int, layout: Layout, skipped: Set[int], faults: RowFaults) -> Iterator[Piece]:
    """Yield the rows of a stream.

    Args:
        stream: The text, its line ends as they are.
        line: Number of its first line, from 1.
        layout: Layout of the file.
        skipped: Lines whose rows are left out.
        faults: Takes the faults of rows.
    """
    width = len(layout.names)
    most = max(100, _CELLS // width)
    lines: list[int] = []
    rows: list[list[str]] = []
    characters = 0
    for at, row, size in _rows(stream, line, layout, skipped, faults):
        if len(row) != width:
            faults.add(at, f"expected {width} fields, got {len(row)}")
            continue
        lines.append(at)
        rows.append(row)
        characters += size
        if len(rows) >= most or characters > _CHARACTERS:
            yield _piece(rows, lines)
            lines, rows, characters = [], [], 0
    if rows:
        yield _piece(rows, lines)


def _piece(rows: list[list[str]], lines: list[int]) -> Piece:
    return Piece([pl.Series(str(index), cells, pl.String) for index, cells in enumerate(zip(*rows, strict=True))], lines)


def _rows(stream: TextIO, line: int, layout: Layout, skipped: Set[int], faults: RowFaults) -> Iterator[tuple[int, list[str], int]]:
    """Yield each row that is not left out with its line and its size in characters."""
    feed = _Feed(stream, line, layout.delimiter)
    spaced = layout.skips_blanks or layout.delimiter == BLANKS
    reader = csv.reader(feed, delimiter=layout.delimiter, strict=True, skipinitialspace=spaced)
    while True:
        feed.in_record, at = 0, feed.line
        try:
            row = next(reader, None)
        except csv.Error as error:
            if at not in skipped:
                faults.add(at, f"expected a row of CSV, got one that cannot be read: {error}")
            continue
        if row is None:
            return
        if at in skipped or not row or (len(row) == 1 and not row[0].strip() and len(layout.names) > 1):
            continue
        if feed.in_record > limits.MAX_CELL:
            _judge_cells(at, row, faults)
        yield at, row, feed.in_record


def _judge_cells(line: int, row: list[str], faults: RowFaults) -> None:
    for index, cell in enumerate(row):
        if len(cell) > limits.MAX_CELL:
            faults.add(line, f"field {index + 1}: expected at most {limits.MAX_CELL:,} characters in a cell, got {len(cell):,}")
