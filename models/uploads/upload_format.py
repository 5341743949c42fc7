"""The base of the readers, one for each upload format."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from models.core.discovery import UNRANKED
from models.datasets.data_set import DataSet
from models.uploads.column_selection import ColumnSelection
from models.uploads.reading.reading import Reading
from models.uploads.stored.upload_record import Record


class Reader(ABC):
    """Reads uploaded files of one format.

    A reader turns a file into a folder of arrays that are mapped into memory on loading, and a record of its content. The
    folder may be moved, and the file may be deleted. The first line of a reader's docstring describes the format.
    """

    format: ClassVar[str]
    #: Lower-case file name endings of the format.
    endings: ClassVar[tuple[str, ...]]
    #: Position in lists of formats, ascending; see `models.core.discovery`.
    rank: ClassVar[int] = UNRANKED

    @abstractmethod
    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        """Check a whole file and write its values.

        Args:
            path: The file.
            folder: An empty folder for the values.
            reading: What the caller says about the file.

        Raises:
            DataError: The file is not valid; the message names the line or the member of the archive.
        """

    @abstractmethod
    def data_set(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        """Return the data set that a spec selects.

        Args:
            folder: Folder in which `read` wrote the values.
            record: Record that `read` returned.
            data: The data part of a spec: target, features, groups.

        Raises:
            SpecError: The file has no such columns; pointers begin with /data.
        """

    def series(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        """Return the series that a spec selects, for formats of series; arguments as for `data_set`.

        Raises:
            SpecError: The file has no such columns; pointers begin with /data.
        """
        raise NotImplementedError

    @classmethod
    def holds_series(cls) -> bool:
        """Return whether files of the format can be used as series."""
        return cls.series is not Reader.series

    @abstractmethod
    def example(self) -> bytes:
        """Return a small valid file that can be used without selecting columns, for the common tests."""
