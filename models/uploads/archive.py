"""ZIP archives whose members are safe to unpack."""

import errno
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from models.core.errors import DataError

MAX_MEMBERS = 1_000_000
#: Most bytes that an archive's members may have together once they are unpacked: 4 GiB.
MAX_UNPACKED_BYTES = 4 * 1024**3
_ENCRYPTED = 0x1
#: What the libraries below raise where an archive is not sound.
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, ValueError, LookupError, RuntimeError)


@contextmanager
def open_archive(path: Path) -> Iterator[tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]]:
    """Open a ZIP archive; give it and its members, folders left out.

    Args:
        path: The archive.

    Raises:
        DataError: It is none, its members are too many or too large together, or one is encrypted, comes twice or has
            a name that leads out of the archive.
    """
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN as error:
        raise DataError(f"expected a ZIP archive, got a file that does not open: {error}") from error
    with archive:
        members = [member for member in archive.infolist() if not member.filename.endswith("/")]
        _require_safe(members)
        yield archive, members


@contextmanager
def unpacking(name: str) -> Iterator[None]:
    """Turn what goes wrong while a member is unpacked into a reason; a full disk is none.

    Args:
        name: The member.

    Raises:
        DataError: The member cannot be unpacked.
    """
    try:
        yield
    except _BROKEN as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise DataError(f"member {name}: expected a sound member, got one that cannot be unpacked: {error}") from error


def _require_safe(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise DataError(f"expected at most {MAX_MEMBERS:,} members in the archive, got {len(members):,}")
    total, seen = 0, set[str]()
    for member in members:
        name, total = member.filename, total + member.file_size
        if not is_safe(name):
            raise DataError(f"member {name}: expected a name inside the archive, got one that leads out of it")
        if name in seen:
            raise DataError(f"member {name}: expected names that differ, got this one twice")
        if member.flag_bits & _ENCRYPTED:
            raise DataError(f"member {name}: expected no encryption, got a member with a password")
        if total > MAX_UNPACKED_BYTES:
            raise DataError(f"member {name}: expected at most {MAX_UNPACKED_BYTES:,} bytes unpacked in all, got more up to here")
        seen.add(name)


def is_safe(name: str) -> bool:
    """Tell whether a member's name stays inside the archive."""
    path = PurePosixPath(name)
    return (
        bool(path.parts)
        and not path.is_absolute()
        and ".." not in path.parts
        and "\\" not in name
        and ":" not in path.parts[0]
        and name.isprintable()
    )
