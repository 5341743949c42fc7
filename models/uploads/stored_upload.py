"""An upload as specs use it: its folder of values and its record."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from models.core.errors import Fault, SpecError
from models.core.faults import quote
from models.datasets.data_set import DataSet
from models.uploads.column_selection import ColumnSelection, refuse_stray_times, refuse_target_fields
from models.uploads.doubted_columns import doubted_by
from models.uploads.forms import FORMS, StoredForm
from models.uploads.stored.target_view import TargetView
from models.uploads.stored.upload_record import ARRAY, ARRAYS, DOCUMENT, IMAGES, TABLE, Record, StoredSet, UploadedSet

#: Prefix of a `data.source` that names an upload.
PREFIX = "dataset:"
#: Stored form by format in records of earlier releases, which do not name it.
EARLIER = {"csv": TABLE, "npy": ARRAY, "npz": ARRAYS, "images": IMAGES, "text": DOCUMENT}


@dataclass(frozen=True)
class StoredUpload:
    """An uploaded file after reading.

    Args:
        folder: Folder of its values.
        record: Record of its content, which names its stored form.
    """

    folder: Path
    record: Record

    @classmethod
    def of(cls, format_name: str, folder: Path, description: dict[str, Any]) -> Self:
        """Return a stored upload.

        Args:
            format_name: Format of the file.
            folder: Folder of its values.
            description: Its record as JSON, also one of an earlier release.
        """
        return cls(folder, record_of(format_name, description))

    @property
    def form(self) -> StoredForm:
        """Return the stored form of the values.

        Raises:
            SpecError: It is that of a plug-in that is not loaded, or of one of an earlier release.
        """
        if self.record.form not in FORMS:
            came = f"got {quote(self.record.form)}; load the plug-in that has read it, and upload the file again if that does not help"
            raise SpecError([Fault("/data/source", f"expected an upload in one of the stored forms {', '.join(FORMS)}, {came}")])
        return FORMS[self.record.form]

    def data_set(self, data: ColumnSelection) -> DataSet:
        """Return the data set with the target, features and groups that a spec selects.

        Raises:
            SpecError: The upload has no such columns; pointers begin with /data.
        """
        refuse_stray_times(data)
        doubted = doubted_by(self.record, data)
        if data.series and doubted.faults:
            # A column in doubt is text; that series take none is the lesser part of the matter.
            raise SpecError(list(doubted.faults))
        found = self._selected(data)
        if data.series or not isinstance(found, StoredSet):
            refuse_target_fields(data)
        if isinstance(found, UploadedSet):
            found = found.with_doubts(doubted)
        return TargetView.of(found, data) if isinstance(found, StoredSet) else found

    def _selected(self, data: ColumnSelection) -> DataSet:
        if data.target_separator is not None and (data.series or self.record.form != TABLE):
            came = "a series" if data.series else self.form.noun
            raise SpecError(
                [Fault("/data/target_separator", f"expected an upload that is a table, whose target is text that lists labels, got {came}")]
            )
        if data.series:
            if not self.form.holds_series():
                forms = " or ".join(form.noun for form in FORMS.values() if form.holds_series())
                raise SpecError([Fault("/data/series", f"expected an upload that is {forms} for series, got {self.form.noun}")])
            return self.form.series(self.folder, self.record, data)
        return self.form.data_set(self.folder, self.record, data)


def record_of(format_name: str, description: dict[str, Any]) -> Record:
    """Return a record from JSON; one of an earlier release gets the form of its format, which is empty for a plug-in's.

    Args:
        format_name: Format of the file.
        description: The record as JSON.
    """
    return Record.model_validate({"form": EARLIER.get(format_name, ""), **description})
