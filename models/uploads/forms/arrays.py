"""Named arrays: one is the inputs, another may be the targets."""

from pathlib import Path
from typing import ClassVar

from models.datasets.data_set import DataSet
from models.uploads.column_selection import ColumnSelection
from models.uploads.stored.array_set import ArraySet
from models.uploads.stored.upload_record import ARRAYS, Record
from models.uploads.stored_form import StoredForm


class ArraysForm(StoredForm):
    """Named arrays, samples first."""

    form: ClassVar[str] = ARRAYS
    noun: ClassVar[str] = "named arrays"
    rank: ClassVar[int] = 30

    def data_set(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        return ArraySet.of(folder, record, data)
