"""Safe reading of ZIP archives."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from models.core.errors import DataError
from models.core.room import raise_if_full

MAX_MEMBERS = 1_000_000
#: Largest unpacked size of all members of an archive together, in bytes: 4 GiB.
MAX_UNPACKED_BYTES = 4 * 1024**3
#: Times that an archive may be larger unpacked than packed, if it is over MAX_INFLATED_BYTES unpacked: one that a disk is to be filled with.
MAX_INFLATION = 200
MAX_INFLATED_BYTES = 256 * 1024**2
_ENCRYPTED = 0x1
#: Errors that the libraries raise for a damaged archive.
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, ValueError, LookupError, RuntimeError)


@contextmanager
def open_archive(path: Path) -> Iterator[tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]]:
    """Open a ZIP archive; yield it and its members without folders.

    Args:
        path: The archive.

    Raises:
        DataError: The file is not an archive, its members are too many or too large, or a member is encrypted, has the name
            of another or a path outside the archive.
    """
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN as error:
        raise DataError(f"expected a ZIP archive, got a file that cannot be opened: {error}") from error
    with archive:
        members = [member for member in archive.infolist() if not member.filename.endswith("/")]
        _require_safe(members)
        yield archive, members


@contextmanager
def unpacking(name: str) -> Iterator[None]:
    """Turn errors of unpacking the member `name` into a DataError; a full disk stays an OSError."""
    try:
        yield
    except _BROKEN as error:
        raise_if_full(error)
        raise DataError(f"member {name}: expected a valid member, got one that cannot be unpacked: {error}") from error


def _require_safe(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise DataError(f"expected at most {MAX_MEMBERS:,} members in the archive, got {len(members):,}")
    total, seen = 0, set[str]()
    for member in members:
        name, total = member.filename, total + member.file_size
        if not is_safe(name):
            raise DataError(f"member {name}: expected a path inside the archive, got one outside it")
        if name in seen:
            raise DataError(f"member {name}: expected distinct names, got this one twice")
        if member.flag_bits & _ENCRYPTED:
            raise DataError(f"member {name}: expected no encryption, got a member with a password")
        if total > MAX_UNPACKED_BYTES:
            raise DataError(f"member {name}: expected at most {MAX_UNPACKED_BYTES:,} bytes unpacked in all, got more")
        seen.add(name)
    packed = sum(member.compress_size for member in members)
    if total > max(MAX_INFLATED_BYTES, MAX_INFLATION * packed):
        expected = (
            f"expected members of at most {MAX_INFLATED_BYTES:,} bytes unpacked in all, or at most {MAX_INFLATION} times of what they are packed"
        )
        raise DataError(f"{expected}; got {total:,} bytes in {packed:,}. Send what is mostly empty as an .npy file, or without compression.")


def is_safe(name: str) -> bool:
    """Return whether a member's path is inside the archive."""
    path = PurePosixPath(name)
    return (
        bool(path.parts)
        and not path.is_absolute()
        and ".." not in path.parts
        and "\\" not in name
        and ":" not in path.parts[0]
        and name.isprintable()
    )
