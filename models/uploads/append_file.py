"""Append a file to an upload: the next version has the values of both."""

from pathlib import Path
from tempfile import TemporaryDirectory

from models.core.errors import DataError
from models.uploads.formats import READERS
from models.uploads.forms import FORMS
from models.uploads.read_file import read_file
from models.uploads.reading.doubt import Doubt
from models.uploads.reading.reading import Reading, ReadingReport
from models.uploads.stored.upload_record import Record
from models.uploads.stored_upload import StoredUpload

#: Most doubts that are named in one answer.
MAX_NAMED = 20


def append_file(earlier: StoredUpload, format_name: str, path: Path, folder: Path, reading: Reading) -> Record:
    """Read a file as the upload was read, and write the values of both.

    Args:
        earlier: The upload.
        format_name: Format of the file, which may be another one that gives the same stored form.
        path: The file.
        folder: Folder for the values of both.
        reading: What the caller says about the file.

    Raises:
        DataError: The upload is of a form that does not grow; or the file is not valid, does not fit, or has a doubt.
    """
    form = earlier.form
    if not form.grows():
        forms = " or ".join(other.noun for other in FORMS.values() if other.grows())
        raise DataError(f"expected a data set that is {forms} to append to, got {form.noun}")
    takes = READERS[format_name].takes
    as_before = {field: value for field, value in form.reading_of(earlier.record).said().items() if field in takes}
    with TemporaryDirectory(dir=folder) as scratch:
        said = reading.over(Reading.model_validate(as_before))
        more = read_file(format_name, path, Path(scratch), said)
        if more.form != earlier.record.form:
            raise DataError(f"expected {form.noun} to append, as the data set is, got {FORMS[more.form].noun}")
        _require_settled(more.doubts)
        record = form.append(folder, (earlier.folder, earlier.record), (Path(scratch), more))
    _require_known_spellings(record, earlier.record, said)
    report = _report(earlier.record.reading or ReadingReport(), more, format_name)
    return record.model_copy(update={"reading": report, "doubts": earlier.record.doubts, "given": earlier.record.given})


def _report(report: ReadingReport, more: Record, format_name: str) -> ReadingReport:
    """Return what is reported of the upload, with what is new in the file behind it."""
    appended = "1 sample was" if more.n_samples == 1 else f"{more.n_samples:,} samples were"
    found = more.reading or ReadingReport()
    notes = [
        f"{appended} appended, from a file of the format {format_name}",
        *(f"appended: {note}" for note in found.notes if note not in report.notes),
    ]
    return report.model_copy(update={"notes": [*report.notes, *notes], "skipped": [*report.skipped, *found.skipped]})


def _require_known_spellings(record: Record, earlier: Record, said: Reading) -> None:
    """Refuse labels that are those of the upload but for case or blanks: the values of both are no file that could be read again in another way."""
    found = [doubt.detail for doubt in record.doubts if doubt not in earlier.doubts]
    if found and said.labels != "as_is":
        way = 'write them as the data set does, or send reading {"labels": "as_is"}, which keeps them apart'
        raise DataError(f"expected the labels of the data set, got others that look alike: {'; '.join(found[:MAX_NAMED])}; {way}")


def _require_settled(doubts: list[Doubt]) -> None:
    if doubts:
        named = [f"line {doubt.line}: {doubt.detail}; settle it by one of {doubt.settle}" for doubt in doubts[:MAX_NAMED]]
        raise DataError("expected a file without doubts, got " + "; ".join(named))
