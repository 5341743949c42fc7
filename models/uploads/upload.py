"""What a spec sees of an uploaded data set."""

from typing import Protocol

from models.datasets.data_set import DataSet
from models.uploads.column_selection import ColumnSelection

#: What `data.source` begins with where it names an upload.
PREFIX = "dataset:"


class Upload(Protocol):
    """An uploaded data set."""

    def data_set(self, data: ColumnSelection) -> DataSet:
        """Return the data set with the target, features and groups that a spec asks for.

        Raises:
            SpecError: The upload has no such columns; pointers begin with /data.
        """
