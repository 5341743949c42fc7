"""Delimited text whose columns are known already: the body of a prediction."""

from collections.abc import Iterator
from pathlib import Path

from models.core.errors import DataError
from models.uploads.delimited.careful_rows import BadRows
from models.uploads.delimited.encoding import NotUtf8, text_file_of
from models.uploads.delimited.layout import layout_of
from models.uploads.delimited.source import DelimitedRows
from models.uploads.reading.reading import Reading
from models.uploads.table.piece import Piece


def opened_text(path: Path, scratch: Path) -> tuple[list[str], Iterator[Piece]]:
    """Return the names of the columns of delimited text, and its rows as text.

    Args:
        path: The file; its first row names the columns.
        scratch: A folder for its conversion to UTF-8.

    Raises:
        DataError: It is not a table with names, or is not in UTF-8 nor has a mark of its encoding; also raised while rows are read.
    """
    try:
        file = text_file_of(path, scratch, None)
        layout = layout_of(file, Reading(header=True))
    except NotUtf8 as error:
        raise DataError(f"{error}; save the file as UTF-8") from error
    return layout.names, _pieces(DelimitedRows(file, layout, set()))


def _pieces(rows: DelimitedRows) -> Iterator[Piece]:
    try:
        yield from rows.pieces()
    except NotUtf8 as error:
        raise DataError(f"{error}; save the file as UTF-8") from error
    except BadRows as error:
        raise DataError(error.faults) from error
