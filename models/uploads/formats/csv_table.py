"""CSV: rows of named columns."""

from pathlib import Path
from typing import ClassVar

from models.uploads.reading.reading import TEXT_TABLE_FIELDS, Reading
from models.uploads.stored.upload_record import Record
from models.uploads.upload_format import Reader


class TableReader(Reader):
    """Delimited text (CSV), its first row mostly the names of the columns.

    A column is int64, float64, boolean, date or text. An empty cell is a missing value: NaN in a column of numbers (integers then become
    float64), None in a column of text. What is recognized, and what is in doubt, is in the record.
    """

    format: ClassVar[str] = "csv"
    endings: ClassVar[tuple[str, ...]] = (".csv", ".tsv")
    takes: ClassVar[frozenset[str]] = TEXT_TABLE_FIELDS
    rank: ClassVar[int] = 10

    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        # polars is imported where files are read, in a child process; the API only uses what was read.
        from models.uploads.delimited.delimited import read_delimited

        return read_delimited(path, folder, reading)

    def example(self) -> bytes:
        return b"n,x,word\n1,0.5,a\n2,,b\n3,2.5,\n"
