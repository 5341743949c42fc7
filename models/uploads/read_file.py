"""Read an uploaded file: unpack it, refuse what its reader does not read, then read it."""

from dataclasses import replace
from pathlib import Path

from models.core.errors import DataError
from models.core.file_kinds import FileKind, kind_of_file
from models.uploads.formats import READERS
from models.uploads.packed import unpacked
from models.uploads.reading.reading import Reading, ReadingReport
from models.uploads.stored.upload_record import Record


def read_file(format_name: str, path: Path, folder: Path, reading: Reading) -> Record:
    """Check a whole file of a format and write its values.

    Args:
        format_name: The format.
        path: The file, as it is or packed by gzip, bzip2 or xz.
        folder: A folder for the values.
        reading: What the caller says about the file.

    Raises:
        DataError: The file is of another kind, or is not valid; or the format has nothing of what the caller says.
    """
    _require_taken(format_name, reading)
    with unpacked(path, folder) as (plain, packing):
        _require_kind(format_name, plain, packing)
        record = READERS[format_name].read(plain, folder, reading).model_copy(update={"given": reading.said()})
    if not packing:
        return record
    report = record.reading or ReadingReport()
    return record.model_copy(update={"reading": report.model_copy(update={"notes": [f"unpacked from {packing}", *report.notes]})})


def readers_of(kind: FileKind) -> list[str]:
    """Return the formats whose readers read a kind of files."""
    return [name for name, reader in READERS.items() if kind.name in reader.kinds]


def described(kind: FileKind, packing: str = "") -> str:
    """Return what a file is and what to do with it: which format reads it, or what to make of it.

    Args:
        kind: What it is.
        packing: What it is packed by; empty for a file as it is.
    """
    way_out = " or ".join(f"format={name}" for name in readers_of(kind))
    title = kind.title + (f" inside {packing}" if packing else "")
    return f"{title}: read by {way_out}" if way_out else str(replace(kind, title=title))


def _require_taken(format_name: str, reading: Reading) -> None:
    takes = READERS[format_name].takes
    unknown = [f"no {field} for the format {format_name}, got {value!r}" for field, value in reading.said().items() if field not in takes]
    if unknown:
        known = f"; expected only {', '.join(sorted(takes))}" if takes else ""
        raise DataError("expected " + "; ".join(unknown) + known)


def _require_kind(format_name: str, path: Path, packing: str) -> None:
    kind, reader = kind_of_file(path), READERS[format_name]
    if kind is not None and kind.name not in (*reader.kinds, *reader.accepts):
        raise DataError(f"expected a file of the format {format_name}, got {described(kind, packing)}")
