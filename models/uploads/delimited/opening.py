"""Open delimited text as names and rows, for what is read without being stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from models.core.errors import DataError
from models.uploads.delimited.encoding import NotUtf8, text_file_of
from models.uploads.delimited.layout import layout_of
from models.uploads.delimited.source import DelimitedRows, empty_rows
from models.uploads.reading.blanks import BLANK_CHARACTERS
from models.uploads.reading.reading import Reading
from models.uploads.table.piece import Piece


@contextmanager
def opened_text(path: Path, scratch: Path, reading: Reading) -> Iterator[tuple[list[str], Iterator[Piece]]]:
    """Open delimited text: its encoding, its delimiter and its names are recognized, its cells stay text.

    An index, which is a first column without name that counts the rows, and columns without name and content are left out, as in uploads. Rows of
    delimiters only are left out behind all others; between them they are rows, which their reader counts.

    Args:
        path: The file.
        scratch: Folder for a converted copy.
        reading: What the caller has said.

    Yields:
        The names of the columns, and the rows in pieces whose columns are text.

    Raises:
        DataError: The file is not such a table; the message names the lines. Also while its rows are read.
    """
    try:
        file = text_file_of(path, scratch, reading.encoding)
        layout = layout_of(file, reading)
        rows = _without_last(DelimitedRows(file, layout, set(reading.skip_lines or ()), keeps_empty=True).pieces())
        if all(layout.names):
            yield layout.names, rows
            return
        pieces = list(rows)
        kept = [index for index, name in enumerate(layout.names) if name or not _is_left_out(index, pieces)]
        names = [layout.names[index] or f"column_{index}" for index in kept]
        yield names, (Piece([piece.columns[index] for index in kept], piece.lines) for piece in pieces)
    except NotUtf8 as error:
        raise DataError(f"{error}; save it as UTF-8, or as UTF-16 with a mark") from error


def _without_last(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Yield pieces without the rows of delimiters only at the end."""
    held: list[Piece] = []
    for piece in pieces:
        filled = (~empty_rows(piece)).arg_true()
        if not len(filled):
            held.append(piece)
            continue
        yield from held
        n_rows = filled[-1] + 1
        yield Piece([column.head(n_rows) for column in piece.columns], piece.lines[:n_rows])
        held = [Piece([column[n_rows:] for column in piece.columns], piece.lines[n_rows:])] if n_rows < piece.n_rows else []


def _is_left_out(index: int, pieces: list[Piece]) -> bool:
    cells = pl.concat([piece.columns[index] for piece in pieces]) if pieces else pl.Series([], dtype=pl.String)
    stripped = cells.str.strip_chars(BLANK_CHARACTERS)
    if (stripped.fill_null("") == "").all():
        return True
    numbers = stripped.cast(pl.Int64, strict=False)
    counted = pl.Series(range(len(cells)), dtype=pl.Int64)
    return index == 0 and (bool((numbers == counted).all()) or bool((numbers == counted + 1).all()))
