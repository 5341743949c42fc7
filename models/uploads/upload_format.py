"""The base of the readers, one for each upload format."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from models.core.discovery import UNRANKED
from models.core.errors import DataError
from models.datasets.data_set import DataSet
from models.uploads.column_selection import ColumnSelection
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

    def delimiter(self, path: Path, given: str | None) -> str:
        """Return the delimiter of the fields of a file; empty for a format without fields.

        Args:
            path: The file.
            given: Delimiter given by the caller; None to detect it.

        Raises:
            DataError: The delimiter is not valid, or the format has none.
        """
        if given is not None:
            raise DataError(f"expected no delimiter for the format {self.format}, got {given!r}")
        return ""

    @abstractmethod
    def read(self, path: Path, folder: Path, delimiter: str) -> Record:
        """Check a whole file and write its values.

        Args:
            path: The file.
            folder: An empty folder for the values.
            delimiter: Delimiter of the fields; empty without fields.

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
