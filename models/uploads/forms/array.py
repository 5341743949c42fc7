"""One array; the columns of a matrix can be selected by their index."""

from pathlib import Path
from typing import ClassVar

from models.datasets.data_set import DataSet
from models.uploads.column_selection import ColumnSelection, chosen_fields
from models.uploads.growing.arrays import append_samples
from models.uploads.stored.array_set import ArraySet
from models.uploads.stored.matrix_set import MatrixSet
from models.uploads.stored.series_columns import ArrayColumns
from models.uploads.stored.series_set import SeriesSet
from models.uploads.stored.upload_record import ARRAY, Record
from models.uploads.stored_form import StoredForm


class ArrayForm(StoredForm):
    """One array, samples first."""

    form: ClassVar[str] = ARRAY
    noun: ClassVar[str] = "one array"
    rank: ClassVar[int] = 20

    def data_set(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        if chosen_fields(data):
            return MatrixSet.of(folder, record, data)
        return ArraySet.of(folder, record, data)

    def series(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        return SeriesSet.of(ArrayColumns(folder, record), data)

    def append(self, folder: Path, earlier: tuple[Path, Record], more: tuple[Path, Record]) -> Record:
        return append_samples(folder, earlier, more)
