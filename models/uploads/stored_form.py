"""The base of the stored forms: the few ways in which the values of uploads of every format are kept."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from models.core.discovery import UNRANKED
from models.datasets.data_set import DataSet
from models.uploads.column_selection import ColumnSelection
from models.uploads.reading.reading import Reading
from models.uploads.stored.upload_record import Record


class StoredForm(ABC):
    """What a folder of values and its record are as a data set.

    A reader writes the folder and names the form in the record; which format the file had no longer matters then.
    """

    form: ClassVar[str]
    #: What an upload of the form is, in messages: "a table".
    noun: ClassVar[str]
    #: Position in lists of forms, ascending; see `models.core.discovery`.
    rank: ClassVar[int] = UNRANKED

    @abstractmethod
    def data_set(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        """Return the data set that a spec selects.

        Args:
            folder: Folder of the values.
            record: Record of the upload.
            data: The data part of a spec: target, features, groups.

        Raises:
            SpecError: The upload has no such columns; pointers begin with /data.
        """

    def series(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        """Return the series that a spec selects, for forms of series; arguments as for `data_set`.

        Raises:
            SpecError: The upload has no such columns; pointers begin with /data.
        """
        raise NotImplementedError

    @classmethod
    def holds_series(cls) -> bool:
        """Return whether uploads of the form can be used as series."""
        return cls.series is not StoredForm.series

    def append(self, folder: Path, earlier: tuple[Path, Record], more: tuple[Path, Record]) -> Record:
        """Write the values of two uploads one behind the other, for forms that grow.

        Args:
            folder: Folder for the values.
            earlier: Folder and record of the first.
            more: Folder and record of the second.

        Raises:
            DataError: The second does not fit; the message names its columns.
        """
        raise NotImplementedError

    def reading_of(self, record: Record) -> Reading:
        """Return how a file is read that is appended to an upload.

        Args:
            record: Record of the upload.
        """
        return Reading()

    @classmethod
    def grows(cls) -> bool:
        """Return whether values can be appended to uploads of the form."""
        return cls.append is not StoredForm.append
