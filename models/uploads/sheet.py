"""The rows of a CSV file, in chunks that fit into memory."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.core.errors import DataError
from models.core.names import unseen_in

MAX_COLUMNS = 10_000
MAX_ROWS = 50_000_000
#: Longest cell, in characters; below the limit of the csv module.
MAX_CELL = 100_000
#: Longest name of a column, in characters.
MAX_NAME = 200
#: Longest row, in characters.
MAX_RECORD = 16 * 1024 * 1024
#: Approximate number of cells, and of characters, in a piece.
PIECE_CELLS, PIECE_CHARACTERS = 20_000, 8 * 1024 * 1024

DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class Piece:
    """Consecutive rows.

    Args:
        lines: First line of each row, from 1.
        columns: The cells of each column, as text.
    """

    lines: list[int]
    columns: list[tuple[str, ...]]


class Sheet:
    """A CSV file in UTF-8 whose first row names the columns. Empty rows are skipped.

    Args:
        path: The file.
        delimiter: Character between cells.

    Raises:
        DataError: The names are missing or not valid.
    """

    def __init__(self, path: Path, delimiter: str) -> None:
        self._path, self._delimiter = path, delimiter
        line, row, _ = next(self._rows(), (1, [], 0))
        self.names = [name.strip() for name in row]
        _require_names(line, self.names)

    def pieces(self) -> Iterator[Piece]:
        """Yield the rows below the names.

        Raises:
            DataError: A row is not valid; the message names its line.
        """
        width, most = len(self.names), max(100, PIECE_CELLS // len(self.names))
        lines: list[int] = []
        rows: list[list[str]] = []
        characters = n_rows = 0
        for line, row, size in self._rows():
            if n_rows == 0:
                n_rows = 1  # The names.
                continue
            if len(row) != width:
                raise DataError(f"line {line}: expected {width} fields, got {len(row)}")
            n_rows, characters = n_rows + 1, characters + size
            if n_rows > MAX_ROWS + 1:
                raise DataError(f"line {line}: expected at most {MAX_ROWS:,} rows, got more")
            lines.append(line)
            rows.append(row)
            if len(rows) >= most or characters > PIECE_CHARACTERS:
                yield Piece(lines, list(zip(*rows, strict=True)))
                lines, rows, characters = [], [], 0
        if rows:
            yield Piece(lines, list(zip(*rows, strict=True)))

    def _rows(self) -> Iterator[tuple[int, list[str], int]]:
        """Yield each row with its first line and its size in characters."""
        feed = _Feed(self._path)
        reader = csv.reader(feed, delimiter=self._delimiter, strict=True)
        while True:
            feed.in_record, line = 0, reader.line_num + 1
            try:
                row = next(reader, None)
            except csv.Error as error:
                raise DataError(f"line {line}: expected a row of CSV, got one that cannot be read: {error}") from error
            if row is None:
                return
            if feed.in_record > MAX_CELL:
                self._require_short(line, row)
            if row:
                yield line, row, feed.in_record

    def _require_short(self, line: int, row: list[str]) -> None:
        for index, cell in enumerate(row):
            if len(cell) > MAX_CELL:
                raise DataError(f"line {line}, field {index + 1}: expected at most {MAX_CELL:,} characters in a cell, got {len(cell):,}")


class _Feed:
    """The lines of a file, with a limit on the size of a row."""

    def __init__(self, path: Path) -> None:
        self.in_record = 0
        self._lines = self._read(path)

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def _read(self, path: Path) -> Iterator[str]:
        number = 0
        with path.open(encoding="utf-8-sig", newline="") as file:
            while line := file.readline(MAX_RECORD + 1):
                number += 1
                self.in_record += len(line)
                if self.in_record > MAX_RECORD:
                    raise DataError(f"line {number}: expected at most {MAX_RECORD:,} characters in a row, got more; is a quote not closed?")
                yield line


def sniff_delimiter(path: Path) -> str:
    """Return the delimiter of the first row of a UTF-8 file: the comma, unless a semicolon or a tab gives more names."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline(MAX_CELL)
    return max(DELIMITERS, key=lambda delimiter: len(next(csv.reader([first], delimiter=delimiter), [])))


def _require_names(line: int, names: list[str]) -> None:
    if not names:
        raise DataError("line 1: expected a row with the names of the columns, got an empty file")
    if len(names) > MAX_COLUMNS:
        raise DataError(f"line {line}: expected at most {MAX_COLUMNS:,} columns, got {len(names):,}")
    indices: dict[str, int] = {}
    for index, name in enumerate(names):
        if not name:
            raise DataError(f"line {line}: expected a name for each column, got none for column {index} (counted from 0)")
        if unseen := unseen_in(name):
            raise DataError(f"line {line}: expected names without control characters, got {unseen} in that of column {index} (counted from 0)")
        if len(name) > MAX_NAME:
            raise DataError(f"line {line}: expected column names of at most {MAX_NAME} characters, got one of {len(name):,}")
        if name in indices:
            raise DataError(f"line {line}: expected distinct names, got {name!r} for columns {indices[name]} and {index} (counted from 0)")
        indices[name] = index
