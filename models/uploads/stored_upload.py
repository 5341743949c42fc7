"""An upload as specs use it: its folder of values and its record."""

from dataclasses import dataclass
from pathlib import Path

from models.core.errors import Fault, SpecError
from models.datasets.data_set import DataSet
from models.uploads.column_selection import ColumnSelection, refuse_stray_times
from models.uploads.formats import READERS
from models.uploads.stored.upload_record import Record
from models.uploads.upload_format import Reader

#: Prefix of a `data.source` that names an upload.
PREFIX = "dataset:"


@dataclass(frozen=True)
class StoredUpload:
    """An uploaded file after reading.

    Args:
        reader: Reader of its format.
        folder: Folder of its values.
        record: Record of its content.
    """

    reader: Reader
    folder: Path
    record: Record

    def data_set(self, data: ColumnSelection) -> DataSet:
        """Return the data set with the target, features and groups that a spec selects.

        Raises:
            SpecError: The upload has no such columns; pointers begin with /data.
        """
        refuse_stray_times(data)
        if data.series:
            if not self.reader.holds_series():
                formats = " or ".join(name.upper() for name, other in READERS.items() if other.holds_series())
                detail = f"expected an upload of the format {formats} for series, got the format {self.reader.format}"
                raise SpecError([Fault("/data/series", detail)])
            return self.reader.series(self.folder, self.record, data)
        if data.target_columns is not None:
            raise SpecError([Fault("/data/target_columns", "expected one target, or series: true for several target columns")])
        return self.reader.data_set(self.folder, self.record, data)
