"""Safe reading of ZIP archives, and the rules for the members of any archive."""

import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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
#: Flag of a member whose name is in UTF-8.
_UTF8_NAME = 0x800
#: Errors that the libraries raise for a damaged archive.
BROKEN = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error),
    *(OSError, EOFError, ValueError, LookupError, RuntimeError),
)


@dataclass(frozen=True)
class Member:
    """A file in an archive.

    Args:
        name: Its path in the archive.
        size_bytes: Its size, unpacked.
        is_encrypted: Whether it can be read with a password only.
    """

    name: str
    size_bytes: int
    is_encrypted: bool = False


@contextmanager
def open_archive(path: Path) -> Iterator[tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]]:
    """Open a ZIP archive; yield it and its members without folders.

    Args:
        path: The archive.

    Raises:
        DataError: The file is not an archive, its members are too many or too large, or a member is encrypted, has the name
            of another or a path outside the archive.
    """
    with open_zip(path) as archive:
        members = [member for member in archive.infolist() if not member.filename.endswith("/")]
        require_safe([member_of(info, info.filename) for info in members], stored_bytes(members, path))
        yield archive, members


def open_zip(path: Path) -> zipfile.ZipFile:
    """Open a ZIP archive whose members are not examined.

    Raises:
        DataError: It is not one.
    """
    try:
        return zipfile.ZipFile(path)
    except BROKEN as error:
        with path.open("rb") as file:
            is_cut_off = file.read(4) == b"PK\3\4"
        came = f"one that is cut off after {path.stat().st_size:,} bytes" if is_cut_off else f"a file that cannot be opened: {error}"
        raise DataError(f"expected a ZIP archive, got {came}") from error


def stored_bytes(members: Iterable[zipfile.ZipInfo], path: Path) -> int:
    """Return the size of members in a ZIP archive: what its directory says, which may lie, but no more than the file has."""
    return min(sum(info.compress_size for info in members), path.stat().st_size)


def member_of(info: zipfile.ZipInfo, name: str) -> Member:
    """Return a member of a ZIP archive under a name."""
    return Member(name, info.file_size, bool(info.flag_bits & _ENCRYPTED))


def zip_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member of a ZIP archive; some systems write UTF-8 without saying so, which would be read as other letters."""
    if info.flag_bits & _UTF8_NAME or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode()
    except UnicodeError:
        return info.filename


@contextmanager
def unpacking(name: str) -> Iterator[None]:
    """Turn errors of unpacking the member `name` into a DataError; a full disk stays an OSError."""
    try:
        yield
    except BROKEN as error:
        raise_if_full(error)
        raise DataError(f"member {name}: expected a valid member, got one that cannot be unpacked: {error}") from error


def require_safe(members: Sequence[Member], packed_bytes: int) -> None:
    """Refuse the members of an archive that would harm, or that cannot be read.

    Args:
        members: The members, without folders.
        packed_bytes: Size of all of them in the archive.

    Raises:
        DataError: They are too many or too large, or one is encrypted, has the name of another or a path outside the archive.
    """
    if len(members) > MAX_MEMBERS:
        raise DataError(f"expected at most {MAX_MEMBERS:,} members in the archive, got {len(members):,}")
    if unsafe := next((member.name for member in members if not is_safe(member.name)), None):
        raise DataError(f"member {unsafe}: expected a path inside the archive, got one outside it")
    _require_distinct(members)
    if encrypted := [member.name for member in members if member.is_encrypted]:
        came = "a member with a password" if len(encrypted) == 1 else f"{len(encrypted):,} members with a password"
        raise DataError(f"member {encrypted[0]}: expected no encryption, got {came}; send the archive without a password")
    require_small(sum(member.size_bytes for member in members), packed_bytes)


def require_small(unpacked_bytes: int, packed_bytes: int) -> None:
    """Refuse an archive that is too large unpacked, by itself or for its size.

    Raises:
        DataError: It is.
    """
    if unpacked_bytes > MAX_UNPACKED_BYTES:
        raise DataError(f"expected at most {MAX_UNPACKED_BYTES:,} bytes unpacked in all, got {unpacked_bytes:,}")
    if unpacked_bytes > max(MAX_INFLATED_BYTES, MAX_INFLATION * packed_bytes):
        expected = (
            f"expected members of at most {MAX_INFLATED_BYTES:,} bytes unpacked in all, or at most {MAX_INFLATION} times of what they are packed"
        )
        came = f"got {unpacked_bytes:,} bytes in {packed_bytes:,}"
        raise DataError(f"{expected}; {came}. Send what is mostly empty as an .npy file, or without compression.")


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


def _require_distinct(members: Sequence[Member]) -> None:
    seen = set[str]()
    for member in members:
        if member.name in seen:
            raise DataError(f"member {member.name}: expected distinct names, got this one twice")
        seen.add(member.name)
