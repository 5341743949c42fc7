"""The base of all uploaded data sets."""

from pathlib import Path
from typing import Self

from pydantic import PrivateAttr

from models.datasets.data_set import DataSet
from models.uploads.stored.upload_record import Record


class StoredSet(DataSet):
    """An upload as a spec uses it. What it is made of stands in private attributes: an upload has no parameters."""

    _folder: Path = PrivateAttr()
    _record: Record = PrivateAttr()

    @classmethod
    def stored(cls, folder: Path, record: Record) -> Self:
        """Return the data set of what a reader has written.

        Args:
            folder: Where the values lie.
            record: What is known of them.
        """
        made = cls()
        made._folder, made._record = folder, record
        return made
