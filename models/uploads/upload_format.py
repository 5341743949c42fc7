"""The base of the readers, one for each format of uploaded files."""

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

    A reader turns a file into a folder of arrays that later loads map into memory, and a record of what it holds. The
    folder may be moved; the file is not needed any more. The first line of a reader's docstring says what the format holds.
    """

    format: ClassVar[str]
    #: Endings of file names, in lower case, that mean the format.
    endings: ClassVar[tuple[str, ...]]
    #: Decides the order in which formats are listed, small ones first; see `models.core.discovery`.
    rank: ClassVar[int] = UNRANKED

    def delimiter(self, path: Path, given: str | None) -> str:
        """Return what separates the fields of a file; empty for a format without fields.

        Args:
            path: The file.
            given: What the caller says; None for what the file looks like.

        Raises:
            DataError: The format has no delimiter, but one is given.
        """
        if given is not None:
            raise DataError(f"a file of the format {self.format} has no delimiter; expected none, got {given!r}")
        return ""

    @abstractmethod
    def read(self, path: Path, folder: Path, delimiter: str) -> Record:
        """Check the whole of a file and write its values.

        Args:
            path: The file.
            folder: An empty folder for the values.
            delimiter: What separates the fields, where there are any.

        Raises:
            DataError: The file is not sound; the message names the line or the member of the archive.
        """

    @abstractmethod
    def data_set(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        """Return the data set a spec asks for.

        Args:
            folder: Where `read` has written the values.
            record: What it has returned.
            data: The data part of a spec: target, features, groups.

        Raises:
            SpecError: The file holds no such columns; pointers begin with /data.
        """

    def series(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        """Return the series a spec asks for, where the format holds any; arguments as for `data_set`.

        Raises:
            SpecError: The file has no such columns; pointers begin with /data.
        """
        raise NotImplementedError

    @classmethod
    def holds_series(cls) -> bool:
        """Tell whether a file may be read as series."""
        return cls.series is not Reader.series

    @abstractmethod
    def example(self) -> bytes:
        """Return a small sound file that can be learned from without naming columns; the common tests read it."""
