"""The rows of delimited text, in pieces that fit into memory."""

import io
from collections.abc import Iterator

import numpy as np
import polars as pl

from models.core.errors import DataError
from models.uploads.delimited.blocks import Block, blocks
from models.uploads.delimited.careful_rows import RowFaults, careful_pieces
from models.uploads.delimited.encoding import NotUtf8, TextFile
from models.uploads.delimited.layout import Layout
from models.uploads.delimited.quick_rows import quick_piece
from models.uploads.reading.blanks import BLANK_CHARACTERS
from models.uploads.reading.reading import BLANKS, Skipped
from models.uploads.table import limits
from models.uploads.table.piece import Piece


class DelimitedRows:
    """The rows of a file.

    Blocks of rows are read by polars; a block that it refuses, or that does not add up, is read row by row, with all faults.

    Args:
        file: The file.
        layout: Its layout.
        skip_lines: Lines whose rows are left out.
        keeps_empty: Whether rows of delimiters only are rows as others are.

    Attributes:
        plain_types: Columns, by index, whose numbers may be read at once; see `read_table`.
    """

    def __init__(self, file: TextFile, layout: Layout, skip_lines: set[int], keeps_empty: bool = False) -> None:
        self._file, self._layout, self._skip_lines, self._keeps_empty = file, layout, skip_lines, keeps_empty
        self.plain_types: dict[int, pl.DataType] = {}
        self._n_skipped, self._first_skipped = 0, 0

    def pieces(self) -> Iterator[Piece]:
        """Yield the rows from the first on.

        Raises:
            DataError: Rows are not valid; the message names their lines.
            NotUtf8: The file is not UTF-8.
        """
        self._n_skipped = n_rows = 0
        faults = RowFaults()
        for piece in self._read(faults):
            kept = piece if self._keeps_empty else self._without_empty(piece)
            n_rows += kept.n_rows
            if n_rows > limits.MAX_ROWS:
                raise DataError(f"line {kept.lines[limits.MAX_ROWS - n_rows]}: expected at most {limits.MAX_ROWS:,} rows, got more")
            if kept.n_rows:
                yield kept
        faults.require_none()

    def skipped(self) -> list[Skipped]:
        """Return what the last reading has passed over."""
        rows = [Skipped(what="rows of delimiters only", count=self._n_skipped, first_line=self._first_skipped)] if self._n_skipped else []
        lines = sorted(self._skip_lines)
        return rows + ([Skipped(what="lines that reading.skip_lines names", count=len(lines), first_line=lines[0])] if lines else [])

    def _read(self, faults: RowFaults) -> Iterator[Piece]:
        if self._layout.delimiter == BLANKS:
            yield from self._careful_from(self._layout.offset, self._layout.line, faults)
            return
        for block in blocks(self._file.path, self._layout.offset, self._layout.line):
            _require_text(block)
            piece = self._quick(block)
            if piece is not None:
                yield piece
            elif b'"' in block.content:
                # Where quotes are not as expected, the block may not end with a row.
                yield from self._careful_from(block.offset, block.line, faults)
                return
            else:
                stream = io.TextIOWrapper(io.BytesIO(block.content), "utf-8", newline="")
                yield from careful_pieces(stream, block.line, self._layout, self._skip_lines, faults)

    def _quick(self, block: Block) -> Piece | None:
        if self._layout.skips_blanks or self._is_skipped(block):
            return None
        piece = quick_piece(block, self._layout, self.plain_types)
        return quick_piece(block, self._layout, {}) if piece is None and self.plain_types else piece

    def _is_skipped(self, block: Block) -> bool:
        return any(block.line <= line <= block.line + block.n_ends for line in self._skip_lines)

    def _careful_from(self, offset: int, line: int, faults: RowFaults) -> Iterator[Piece]:
        with self._file.path.open("rb") as file:
            file.seek(offset)
            with io.TextIOWrapper(file, "utf-8", newline="") as stream:
                try:
                    yield from careful_pieces(stream, line, self._layout, self._skip_lines, faults)
                except UnicodeDecodeError as error:
                    raise NotUtf8(line, error.object[error.start]) from error

    def _without_empty(self, piece: Piece) -> Piece:
        """Return a piece without its rows of delimiters only, which are counted."""
        empty = empty_rows(piece)
        rows = empty.arg_true()
        if not len(rows):
            return piece
        if not self._n_skipped:
            self._first_skipped = piece.lines[int(rows[0])]
        self._n_skipped += len(rows)
        lines: list[int] = np.asarray(piece.lines)[~empty.to_numpy()].tolist()
        return Piece([column.filter(~empty) for column in piece.columns], lines)


def empty_rows(piece: Piece) -> pl.Series:
    """Return which rows are of delimiters only; a row of one column is none."""
    empty = _empty(piece.columns[0]) & (len(piece.columns) > 1)
    for column in piece.columns[1:]:
        if not empty.any():
            break
        empty &= _empty(column)
    return empty


def _empty(column: pl.Series) -> pl.Series:
    if column.dtype != pl.String:
        return column.is_null()
    return (column.str.strip_chars(BLANK_CHARACTERS) == "").fill_null(True)


def _require_text(block: Block) -> None:
    content = block.content
    if b"\0" in content:
        line = block.line + content.count(b"\n", 0, content.index(b"\0"))
        raise DataError(f"line {line}: expected text, got a NUL byte")
    if not content.isascii():
        try:
            content.decode()
        except UnicodeDecodeError as error:
            raise NotUtf8(block.line + content.count(b"\n", 0, error.start), content[error.start]) from error
