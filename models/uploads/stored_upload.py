"""An upload as specs see it: where its values lie, and what is known of them."""

from dataclasses import dataclass
from pathlib import Path

from models.core.errors import Fault, SpecError
from models.datasets.data_set import DataSet
from models.uploads.column_selection import ColumnSelection
from models.uploads.formats import READERS
from models.uploads.stored.upload_record import Record
from models.uploads.upload_format import Reader


@dataclass(frozen=True)
class StoredUpload:
    """A file that has been read.

    Args:
        reader: The reader of its format.
        folder: Where its values lie.
        record: What is known of it.
    """

    reader: Reader
    folder: Path
    record: Record

    def data_set(self, data: ColumnSelection) -> DataSet:
        """Return the data set with the target, features and groups that a spec asks for.

        Raises:
            SpecError: The upload has no such columns.
        """
        if data.series:
            _require_series(self.reader)
            return self.reader.series(self.folder, self.record, data)
        if data.target_columns is not None:
            raise SpecError([Fault("/data/target_columns", "several targets are those of series: expected series: true beside them, or one target")])
        return self.reader.data_set(self.folder, self.record, data)


def _require_series(reader: Reader) -> None:
    if not reader.holds_series():
        formats = " or ".join(name.upper() for name, other in READERS.items() if other.holds_series())
        raise SpecError([Fault("/data/series", f"series are uploaded as {formats}, but this upload has the format {reader.format}; expected false")])
