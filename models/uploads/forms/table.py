"""Tables: rows of named columns, each column in a file."""

from pathlib import Path
from typing import ClassVar

from models.datasets.data_set import DataSet
from models.uploads.column_selection import ColumnSelection
from models.uploads.reading.reading import Reading
from models.uploads.stored.series_columns import TableColumns
from models.uploads.stored.series_set import SeriesSet
from models.uploads.stored.table_set import TableSet
from models.uploads.stored.upload_record import TABLE, Record
from models.uploads.stored_form import StoredForm


class TableForm(StoredForm):
    """Rows of named columns."""

    form: ClassVar[str] = TABLE
    noun: ClassVar[str] = "a table"
    rank: ClassVar[int] = 10

    def data_set(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        return TableSet.of(folder, record, data)

    def series(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        return SeriesSet.of(TableColumns(folder, record), data)

    def append(self, folder: Path, earlier: tuple[Path, Record], more: tuple[Path, Record]) -> Record:
        # polars is imported where files are read, in a child process; the API only uses what was read.
        from models.uploads.growing.tables import append_rows

        return append_rows(folder, earlier, more)

    def reading_of(self, record: Record) -> Reading:
        # polars is imported where files are read, in a child process.
        from models.uploads.growing.tables import reading_of_table

        return reading_of_table(record)
