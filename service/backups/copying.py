"""Files of an installation, copied into a backup with their digests. What an earlier backup has already is linked to that."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from models.core.files import link_or_copy
from service.backups.last_backup import LAST_BACKUP
from service.backups.manifest import FILES, KeptFile, Manifest
from service.backups.telling import Telling
from service.moved_note import MOVED
from service.restoring_note import RESTORING
from service.store.thing_files import entries

#: Bytes that are copied at a time.
_PIECE = 1 << 20
#: Beginning of the names of drafts, which nothing refers to.
_DRAFT = "."
#: Names of notes about the installation, which are in no backup of it.
_NOTES = frozenset({LAST_BACKUP, MOVED, RESTORING})


class Copying:
    """The files of one backup.

    Args:
        source: The folder of the files.
        target: The folder of their copies.
        telling: Is told of each file.
        earlier: An earlier backup: its folder, and what it holds.
    """

    def __init__(self, source: Path, target: Path, telling: Telling, earlier: tuple[Path, Manifest] | None = None) -> None:
        self._source, self._target, self._telling = source, target, telling
        self._earlier = {} if earlier is None else earlier[1].files
        self._earlier_files = self._target if earlier is None else earlier[0] / FILES
        self._by_digest = {kept.sha256: self._earlier_files / key for key, kept in self._earlier.items()}
        #: The files that were copied, by key.
        self.files: dict[str, KeptFile] = {}
        #: Bytes that were written, rather than linked.
        self.new_bytes = 0

    def copy_below(self, key: str = "") -> None:
        """Copy the files below a folder that are not drafts, and not copied yet as they are; what vanishes meanwhile is passed over."""
        for path in _files_below(self._source / key):
            if path.parent == self._source and path.name in _NOTES:
                continue
            try:
                file = path.open("rb")
            except FileNotFoundError:
                continue
            with file:
                self._copy(path.relative_to(self._source).as_posix(), file)

    def _copy(self, key: str, file: BinaryIO) -> None:
        status = os.fstat(file.fileno())
        if _is_same(self.files.get(key), status):
            return
        target = self._target / key
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        earlier, there = self._earlier.get(key), self._earlier_files / key
        if earlier is not None and _is_same(earlier, status) and _is_whole(there, earlier):
            link_or_copy(there, target)
            self.files[key] = earlier
        else:
            self.files[key] = self._written(file, target, status.st_mtime_ns)
        self._telling.of_file(self.files[key].size_bytes)

    def _written(self, file: BinaryIO, target: Path, changed_ns: int) -> KeptFile:
        """Write a copy; one of the same content takes its place."""
        digest, size_bytes = hashlib.sha256(), 0
        with target.open("xb") as copy:
            while piece := file.read(_PIECE):
                digest.update(piece)
                size_bytes += copy.write(piece)
            copy.flush()
            os.fsync(copy.fileno())
        written = KeptFile(digest.hexdigest(), size_bytes, changed_ns)
        known = self._by_digest.get(written.sha256)
        if known is not None and _is_whole(known, written):
            target.unlink()
            link_or_copy(known, target)
        else:
            self._by_digest[written.sha256] = target
            self.new_bytes += size_bytes
        return written


def _is_same(kept: KeptFile | None, status: os.stat_result) -> bool:
    """Tell whether a file is unchanged since it was copied: files are written once, under names of their own."""
    return kept is not None and (kept.size_bytes, kept.changed_ns) == (status.st_size, status.st_mtime_ns)


def _is_whole(path: Path, kept: KeptFile) -> bool:
    """Tell whether a file of an earlier backup is there in its size."""
    return path.is_file() and path.stat().st_size == kept.size_bytes


def _files_below(folder: Path, *, is_top: bool = True) -> Iterator[Path]:
    """Yield the files below a folder, some of whose own folders may be links to another disk."""
    for entry in entries(folder):
        if entry.name.startswith(_DRAFT):
            continue
        if entry.is_dir(follow_symlinks=is_top):
            yield from _files_below(Path(entry.path), is_top=False)
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
