"""Doubts about a whole file: its encoding, and whether its first row holds names."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from models.core.faults import quote
from models.uploads.delimited.encoding import TextFile, decoded_bytes
from models.uploads.delimited.layout import Layout
from models.uploads.reading.doubt import Doubt
from models.uploads.reading.reading import Reading
from models.uploads.stored.byte_file import read_blobs
from models.uploads.stored.column_file import text_file
from models.uploads.stored.upload_record import TEXT, ColumnRecord
from models.uploads.table.first_row import may_be_values


def encoding_doubts(file: TextFile, folder: Path, columns: Sequence[ColumnRecord]) -> Iterator[Doubt]:
    """Yield a doubt for each column with characters that another encoding would read otherwise."""
    if file.doubtful is None:
        return
    for index, column in enumerate(columns):
        cell = column.name if not column.name.isascii() else _first_foreign(folder, index, column)
        if cell is not None:
            yield _encoding_doubt(file, column.name, cell)


def _first_foreign(folder: Path, index: int, column: ColumnRecord) -> str | None:
    """Return the first cell with a character beyond ASCII."""
    if column.type != TEXT:
        return None
    return next((text.decode() for text in read_blobs(folder, text_file(index)) if not text.isascii()), None)


def _encoding_doubt(file: TextFile, name: str, cell: str) -> Doubt:
    readings = decoded_bytes(cell, file.encoding)
    said = ", ".join(f"{quote(text[:40])} in {encoding}" for encoding, text in readings.items())
    byte = file.doubtful.byte if file.doubtful else 0
    detail = f"the file is not UTF-8 (byte 0x{byte:02x}) and was read as {file.encoding}; a cell is {said}"
    line = file.doubtful.line if file.doubtful else None
    return Doubt(column=name, line=line, cell=cell[:200], detail=detail, settle=[{"encoding": encoding} for encoding in readings])


def header_doubt(layout: Layout, reading: Reading, folder: Path, columns: Sequence[ColumnRecord]) -> list[Doubt]:
    """Return a doubt where the first row may hold values."""
    if reading.header is not None or layout.header is None or not may_be_values(layout.first, folder, columns):
        return []
    detail = "the first row was taken for names of columns, but its cells may be values, as those below"
    return [Doubt(line=layout.header, cell=",".join(layout.first)[:200], detail=detail, settle=[{"header": False}, {"header": True}])]
