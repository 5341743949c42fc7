"""The members of ZIP and TAR archives, read in the order of the archive."""

import tarfile
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from models.core.errors import DataError
from models.core.room import raise_if_full
from models.uploads.archive import BROKEN, MAX_MEMBERS, Member, member_of, open_zip, require_safe, require_small, stored_bytes, unpacking, zip_name

#: Files that operating systems put into folders of images.
_SYSTEM_FILES = ("Thumbs.db", "desktop.ini")
#: Bytes by which a file is recognized.
HEAD_BYTES = 64
_ZIP = b"PK"


class Archive(ABC):
    """An archive that is open.

    Args:
        members: Its files, under names with / between folders, without those of operating systems.
        n_links: Number of links, devices and sparse files, which are passed over.
    """

    def __init__(self, members: Sequence[Member], n_links: int = 0) -> None:
        self.members, self.n_links = members, n_links

    @abstractmethod
    def contents(self, names: Collection[str], most_bytes: int) -> Iterator[tuple[str, bytes | DataError]]:
        """Yield names and contents of members in the order of the archive; for one that cannot be unpacked, the reason.

        Args:
            names: Names of the members to read.
            most_bytes: Most bytes of one; larger ones are not read.
        """

    @abstractmethod
    def heads(self, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Yield names and the first bytes of members in the order of the archive; none of one that cannot be unpacked."""

    def content(self, name: str, most_bytes: int) -> bytes:
        """Return the content of one member.

        Raises:
            DataError: It cannot be unpacked, or is larger than `most_bytes`.
        """
        found = next(content for _, content in self.contents({name}, most_bytes))
        if isinstance(found, DataError):
            raise found
        return found


@contextmanager
def open_members(path: Path) -> Iterator[Archive]:
    """Open a ZIP or TAR archive.

    Args:
        path: The archive.

    Raises:
        DataError: The file is not such an archive, or its members are too many, too large, or unsafe.
    """
    with path.open("rb") as file:
        is_zip = file.read(2) == _ZIP
    if is_zip:
        with open_zip(path) as archive:
            yield _ZipMembers(archive, path)
    else:
        yield _TarMembers(path)


class _ZipMembers(Archive):
    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        infos = archive.infolist()
        names = _with_slashes([zip_name(info) for info in infos])
        files = [(info, name) for info, name in zip(infos, names, strict=True) if not name.endswith("/")]
        require_safe([member_of(info, name) for info, name in files], stored_bytes((info for info, _ in files), path))
        kept = [(info, name) for info, name in files if not _is_system_file(name)]
        super().__init__([member_of(info, name) for info, name in kept])
        self._archive, self._infos = archive, {name: info for info, name in kept}

    def contents(self, names: Collection[str], most_bytes: int) -> Iterator[tuple[str, bytes | DataError]]:
        for name, info in self._infos.items():
            if name in names:
                yield name, _too_large(name, info.file_size, most_bytes) or self._content(name, info)

    def heads(self, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
        for name, info in self._infos.items():
            if name in names and isinstance(head := self._content(name, info, HEAD_BYTES), bytes):
                yield name, head

    def _content(self, name: str, info: zipfile.ZipInfo, n_bytes: int | None = None) -> bytes | DataError:
        try:
            with unpacking(name), self._archive.open(info) as packed:
                # One byte more than declared: an unbounded read would unpack up to a gigabyte before checking the size.
                return packed.read(info.file_size + 1 if n_bytes is None else n_bytes)
        except DataError as error:
            return error


class _TarMembers(Archive):
    def __init__(self, path: Path) -> None:
        self._path = path
        infos, n_links = _listed(path)
        names = [str(PurePosixPath(name)) for name in _with_slashes([info.name for info in infos])]  # They may begin with ./
        members = [Member(name, info.size) for info, name in zip(infos, names, strict=True)]
        require_safe(members, path.stat().st_size)
        super().__init__([member for member in members if not _is_system_file(member.name)], n_links)
        self._names = {info.name: name for info, name in zip(infos, names, strict=True)}

    def contents(self, names: Collection[str], most_bytes: int) -> Iterator[tuple[str, bytes | DataError]]:
        for archive, info, name in self._found(names):
            yield name, _too_large(name, info.size, most_bytes) or _tar_content(archive, info, name)

    def heads(self, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
        for archive, info, name in self._found(names):
            if isinstance(head := _tar_content(archive, info, name, HEAD_BYTES), bytes):
                yield name, head

    def _found(self, names: Collection[str]) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo, str]]:
        with _open_tar(self._path) as archive:
            for info in archive:
                name = self._names.get(info.name) if info.isreg() else None
                if name is not None and name in names:
                    yield archive, info, name


def _listed(path: Path) -> tuple[list[tarfile.TarInfo], int]:
    """Return the files of a TAR archive, and the number of its links and devices; its size is bounded while it is unpacked.

    Raises:
        DataError: It is too large, or cannot be read to its end.
    """
    infos, n_links, unpacked, packed = list[tarfile.TarInfo](), 0, 0, path.stat().st_size
    with _open_tar(path) as archive, _walking(path):
        for info in archive:
            if info.isreg() and not info.issparse():
                infos.append(info)
                unpacked += info.size
            else:
                n_links += not info.isdir()
            require_small(unpacked, packed)
            if len(infos) > MAX_MEMBERS:
                raise DataError(f"expected at most {MAX_MEMBERS:,} members in the archive, got more")
        _require_end(archive)
    return infos, n_links


def _require_end(archive: tarfile.TarFile) -> None:
    """Refuse an archive that is cut off between two members, which would be taken for its end."""
    file = archive.fileobj
    assert file is not None
    file.seek(archive.offset)
    if file.read(tarfile.BLOCKSIZE) != bytes(tarfile.BLOCKSIZE):
        raise EOFError("there is no mark of its end")


@contextmanager
def _open_tar(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        archive = tarfile.open(path, "r:")  # noqa: SIM115 - Closed below.
    except BROKEN as error:
        raise DataError("expected a ZIP or TAR archive, got a file that is neither") from error
    with archive:
        yield archive


@contextmanager
def _walking(path: Path) -> Iterator[None]:
    """Turn errors of going through a TAR archive into a DataError."""
    try:
        yield
    except BROKEN as error:
        raise_if_full(error)
        raise DataError(f"expected a whole TAR archive, got one that is cut off or damaged, of {path.stat().st_size:,} bytes: {error}") from error


def _tar_content(archive: tarfile.TarFile, info: tarfile.TarInfo, name: str, n_bytes: int | None = None) -> bytes | DataError:
    n_bytes = info.size if n_bytes is None else min(n_bytes, info.size)
    try:
        with unpacking(name):
            file = archive.extractfile(info)
            content = b"" if file is None else file.read(n_bytes)
            if len(content) != n_bytes:
                raise EOFError(f"it ends after {len(content):,} of {info.size:,} bytes")
            return content
    except DataError as error:
        return error


def _too_large(name: str, size_bytes: int, most_bytes: int) -> DataError | None:
    if size_bytes <= most_bytes:
        return None
    return DataError(f"member {name}: expected an image of at most {most_bytes:,} bytes, got {size_bytes:,}")


def _with_slashes(names: Sequence[str]) -> list[str]:
    """Return names with / between folders: Windows writes backslashes, which are separators where no name has both.

    Raises:
        DataError: A name has both.
    """
    if not any("\\" in name for name in names):
        return list(names)
    if both := next((name for name in names if "\\" in name and "/" in name), None):
        raise DataError(f"member {both}: expected / or \\ between the folders of a path, got both in one name")
    return [name.replace("\\", "/") for name in names]


def _is_system_file(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return (bool(parts) and parts[-1] in _SYSTEM_FILES) or any(part.startswith(".") or part == "__MACOSX" for part in parts)
