"""The files of an archive of IDX files, and the names of their arrays."""

import re
import shutil
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from models.core.errors import DataError
from models.core.room import raise_if_full
from models.uploads.archive import BROKEN, MAX_UNPACKED_BYTES, is_safe, open_archive, require_small, unpacking
from models.uploads.packed import unpacked, without_packing

#: Name of a member while it is read.
MEMBER = "member"
_PARTS = (("train", re.compile("train")), ("test", re.compile("t10k|test")), ("val", re.compile("val")))


def unpacked_members(path: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Unpack the files of a ZIP or tar archive one by one, also those that are packed by gzip; each is deleted before the next.

    Args:
        path: The archive.
        folder: Folder for the files.

    Yields:
        The name of a member without the ending of its packing, and its file.

    Raises:
        DataError: The archive is damaged or unsafe, or its files are too large unpacked, each or together.
    """
    packed, n_bytes, size = folder / MEMBER, 0, path.stat().st_size
    for name, file in _members(path):
        try:
            with packed.open("wb") as copy, unpacking(name):
                shutil.copyfileobj(file, copy)
            with unpacked(packed, folder, size) as (plain, _):
                n_bytes += plain.stat().st_size
                require_small(n_bytes, size)
                yield without_packing(name), plain
        finally:
            packed.unlink(missing_ok=True)


def array_names(members: Sequence[tuple[str, int]]) -> list[str]:
    """Return the names of the arrays: x_train, y_train, x_test, y_test, as the files of MNIST and its kin are called; else those of the files.

    Args:
        members: Name and number of axes of each array.
    """
    usual = [_usual_name(name, n_axes) for name, n_axes in members]
    return usual if len(set(usual)) == len(usual) else [PurePosixPath(name).name for name, _ in members]


def _usual_name(name: str, n_axes: int) -> str:
    lower = PurePosixPath(name).name.lower()
    part = next((part for part, words in _PARTS if words.search(lower)), "")
    return ("y" if n_axes == 1 else "x") + (f"_{part}" if part else "")


def _members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with path.open("rb") as file:
        is_zip = file.read(2) == b"PK"
    yield from _of_zip(path) if is_zip else _of_tar(path)


def _of_zip(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with open_archive(path) as (archive, members):
        for member in members:
            with unpacking(member.filename), archive.open(member) as file:
                yield member.filename, file


def _of_tar(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    n_bytes = 0
    with _open_tar(path) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isreg() and not member.issparse() else None
            if file is None:
                continue
            n_bytes += member.size
            if not is_safe(member.name.removeprefix("./")):
                raise DataError(f"member {member.name}: expected a path inside the archive, got one outside it")
            if n_bytes > MAX_UNPACKED_BYTES:
                raise DataError(f"member {member.name}: expected at most {MAX_UNPACKED_BYTES:,} bytes unpacked in all, got more")
            yield member.name, file


@contextmanager
def _open_tar(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(path, "r:") as archive:
            yield archive
    except BROKEN as error:
        raise_if_full(error)
        raise DataError(f"expected a whole tar archive, got one that is cut off or damaged: {error}") from error
