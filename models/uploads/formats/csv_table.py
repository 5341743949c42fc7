"""CSV: rows of named columns."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from models.core.errors import DataError
from models.core.faults import quote
from models.uploads.reading.reading import TEXT_TABLE_FIELDS, Reading, ReadingReport
from models.uploads.sheet import Sheet, sniff_delimiter
from models.uploads.stored.upload_record import TABLE, Record
from models.uploads.upload_format import Reader
from models.uploads.utf8 import require_utf8


class TableReader(Reader):
    """CSV in UTF-8 with the names of its columns in the first row.

    A column is int64, float64, boolean, date or text. An empty cell is a missing value: NaN in a column of numbers (integers then become
    float64), None in a column of text. The file is read twice: for the types, then for the values.
    """

    format: ClassVar[str] = "csv"
    endings: ClassVar[tuple[str, ...]] = (".csv", ".tsv")
    takes: ClassVar[frozenset[str]] = TEXT_TABLE_FIELDS
    rank: ClassVar[int] = 10

    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        # polars is imported where files are read, in a child process; the API only uses what was read.
        import polars as pl

        from models.uploads.table.piece import Piece
        from models.uploads.table.understanding import read_table

        require_utf8(path)
        delimiter = sniff_delimiter(path) if reading.delimiter is None else _sound(reading.delimiter)
        sheet = Sheet(path, delimiter)

        def pieces() -> Iterator[Piece]:
            for piece in sheet.pieces():
                yield Piece([pl.Series(name, cells, pl.String) for name, cells in zip(sheet.names, piece.columns, strict=True)], piece.lines)

        table = read_table(folder, sheet.names, pieces, reading)
        report = ReadingReport(encoding="utf-8", delimiter=delimiter, decimal=".", header=True, missing=["", *(reading.missing or ())])
        return Record(form=TABLE, n_samples=table.n_rows, columns=table.columns, reading=report, doubts=table.doubts)

    def example(self) -> bytes:
        return b"n,x,word\n1,0.5,a\n2,,b\n3,2.5,\n"


def _sound(delimiter: str) -> str:
    if delimiter in '"\r\n':
        raise DataError(f"expected a delimiter that is neither a quote nor a line end, got {quote(delimiter)}")
    return delimiter
