"""The base of the readers, one for each upload format."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from models.core.discovery import UNRANKED
from models.uploads.reading.reading import Reading
from models.uploads.stored.upload_record import Record


class Reader(ABC):
    """Reads uploaded files of one format.

    A reader turns a file into a folder of values in one of the stored forms, mapped into memory on loading, and a record of its content that
    names the form. The folder may be moved, and the file may be deleted. The first line of a reader's docstring describes the format.
    """

    format: ClassVar[str]
    #: Lower-case file name endings of the format.
    endings: ClassVar[tuple[str, ...]]
    #: Kinds of files that it reads besides files without a mark, such as plain text; names of `models.core.file_kinds`.
    kinds: ClassVar[tuple[str, ...]] = ()
    #: Kinds that it takes too, though nobody who sends one means this format by it: a page of HTML is also a text.
    accepts: ClassVar[tuple[str, ...]] = ()
    #: Fields of `Reading` that it follows; others are refused.
    takes: ClassVar[frozenset[str]] = frozenset()
    #: Position in lists of formats, ascending; see `models.core.discovery`.
    rank: ClassVar[int] = UNRANKED

    @abstractmethod
    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        """Check a whole file and write its values.

        Args:
            path: The file, unpacked, and of no other kind than `kinds`.
            folder: A folder for the values.
            reading: What the caller says about the file.

        Returns:
            The record; its form is one of `models.uploads.forms`.

        Raises:
            DataError: The file is not valid; the message names the line or the member of the archive.
        """

    @abstractmethod
    def example(self) -> bytes:
        """Return a small valid file that can be used without selecting columns, for the common tests."""
