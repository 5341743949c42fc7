"""One document of text."""

from pathlib import Path
from typing import ClassVar

from models.datasets.data_set import DataSet
from models.uploads.column_selection import ColumnSelection
from models.uploads.stored.text_set import TextSet
from models.uploads.stored.upload_record import DOCUMENT, Record
from models.uploads.stored_form import StoredForm


class TextForm(StoredForm):
    """One document of text."""

    form: ClassVar[str] = DOCUMENT
    noun: ClassVar[str] = "text"
    rank: ClassVar[int] = 50

    def data_set(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        return TextSet.of(folder, record, data)
