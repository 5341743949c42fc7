"""Room on a disk: which errors say that there is none, how much is free, and whether a byte can be written."""

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

#: Numbers of errors of the system that mean: no room on the disk, none left for this user, or a file larger than is allowed.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
#: Number of an error of the system in a message of HDF5, which has none of its own when a file is closed.
_NUMBER = re.compile(r"errno = (\d+)")
#: NumPy's error for an array that was not written whole, which has no number.
_PARTLY = re.compile(r"\d+ requested and \d+ written")


def no_room(error: BaseException) -> OSError | None:
    """Return the error of the system that says that there is no room, from an error or what it was raised from; None if there is none.

    Libraries wrap it in errors of their own: a download that cannot be stored, an archive that cannot be unpacked, a file that cannot be closed.
    """
    return error_of_system(error, FULL)


def error_of_system(error: BaseException, numbers: Collection[int]) -> OSError | None:
    """Return the error of the system with one of some numbers, from an error or what it was raised from; None if there is none."""
    found = (_number_of(one) for one in _causes(error) if isinstance(one, OSError | RuntimeError))
    return next((OSError(number, os.strerror(number)) for number in found if number is not None and number in numbers), None)


def raise_if_full(error: Exception) -> None:
    """Raise the error of a full disk that is behind another one: the disk is at fault then, and not what was being done.

    Raises:
        OSError: The disk is full.
    """
    if (full := no_room(error)) is not None:
        raise full from error


def free_bytes(folder: Path) -> int:
    """Return the bytes that this process may still write to the disk of a folder, or of the nearest one above it that exists."""
    return shutil.disk_usage(nearest_present(folder)).free


def nearest_present(path: Path) -> Path:
    """Return a path, or the nearest folder above it, that exists."""
    return next(present for present in (path.absolute(), *path.absolute().parents) if present.exists())


def write_a_byte(folder: Path) -> None:
    """Write a byte to the disk of a folder, in a file without a name, of which nothing is left.

    Raises:
        OSError: It cannot be written.
    """
    with tempfile.TemporaryFile(dir=folder, prefix=".part-", buffering=0) as file:
        file.write(b"\0")
        os.fsync(file.fileno())


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what it was raised from, or while handling what."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _number_of(error: OSError | RuntimeError) -> int | None:
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    if _PARTLY.fullmatch(str(error)):
        return errno.ENOSPC
    found = _NUMBER.search(str(error))
    return int(found[1]) if found else None
