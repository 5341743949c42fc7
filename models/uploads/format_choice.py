"""The format of a file whose sender names none: by the ending of its name, else by what the file is."""

from models.core.errors import DataError
from models.core.faults import quote
from models.core.file_kinds import FileKind, kind_of_name
from models.uploads.formats import READERS
from models.uploads.packed import without_packing
from models.uploads.read_file import described, readers_of

#: Endings of archives, which say nothing of what is in them.
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")


def format_of(name: str, kind: FileKind | None) -> str:
    """Return the format of a file.

    Args:
        name: Its name.
        kind: What it is by its content; None for a file without a mark.

    Raises:
        DataError: Neither says of which format it is; the message says what would.
    """
    readers = readers_of(kind) if kind else []
    found = _by_ending(name.lower()) or _by_ending(without_packing(name.lower()))
    if found is not None and not (name.lower().endswith(ARCHIVES) and readers and found not in readers):
        return found
    if len(readers) == 1:
        return readers[0]
    known = kind or kind_of_name(name)
    if known is not None:
        raise DataError(f"{quote(name)} is {described(known)}")
    formats = ", ".join(f"{format_name} ({reader.endings[0]})" for format_name, reader in READERS.items())
    raise DataError(
        f"expected a file of one of these formats: {formats}; got {quote(name)}, which does not say of which; give the `format`, or such a name"
    )


def _by_ending(name: str) -> str | None:
    found = [(len(ending), format_name) for format_name, reader in READERS.items() for ending in reader.endings if name.endswith(ending)]
    return max(found)[1] if found else None
