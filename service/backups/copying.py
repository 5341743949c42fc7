"""Files of an installation, copied into a backup with their digests. What an earlier backup has already is linked to that."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from models.core.files import link_or_copy
from service.backups.manifest import FILES, KeptFile, Manifest
from service.backups.telling import Telling
from service.store.thing_files import entries

#: Bytes that are copied at a time.
_PIECE = 1 << 20
#: Beginning of the names of drafts, which nothing refers to.
_DRAFT = "."


class Copying:
    """The files of one backup.

    Args:
        source: The folder of the files.
        target: The folder of their copies.
        telling: Is told of each file.
        earlier: An earlier backup: its folder.
    """

    def __init__(self, source: Path, target: Path, telling: Telling, earlier: Path | None = None) -> None:
        self._source, self._target, self._telling = source, target, telling
        self._earlier = {} if earlier is None else dict(Manifest.read(earlier).files)
        self._earlier_files = self._target if earlier is None else earlier / FILES
        self._by_digest = {kept.sha256: self._earlier_files / key for key, kept in self._earlier.items()}
        #: The files that were copied, by key.
        self.files: dict[str, KeptFile] = {}
        #: Bytes that were written, rather than linked.
        self.new_bytes = 0

    def copy_below(self, key: str = "") -> None:
        """Copy the files below a folder that are not drafts, and not copied yet as they are; what vanishes meanwhile is passed over."""
        for path in _files_below(self._source / key):
            try:
                with path.open("rb") as file:
                    self._copy(path.relative_to(self._source).as_posix(), file)
            except FileNotFoundError:
                continue

    def _copy(self, key: str, file: BinaryIO) -> None:
        status = os.fstat(file.fileno())
        if _is_same(self.files.get(key), status):
            return
        target = self._target / key
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        earlier = self._earlier.get(key)
        if earlier is not None and _is_same(earlier, status):
            link_or_copy(self._earlier_files / key, target)
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
        known = self._by_digest.get(digest.hexdigest())
        if known is not None and known.exists():
            target.unlink()
            link_or_copy(known, target)
        else:
            self._by_digest[digest.hexdigest()] = target
            self.new_bytes += size_bytes
        return KeptFile(digest.hexdigest(), size_bytes, changed_ns)


def _is_same(kept: KeptFile | None, status: os.stat_result) -> bool:
    """Tell whether a file is unchanged since it was copied: files are written once, under names of their own."""
    return kept is not None and (kept.size_bytes, kept.changed_ns) == (status.st_size, status.st_mtime_ns)


def _files_below(folder: Path) -> Iterator[Path]:
    for entry in entries(folder):
        if entry.name.startswith(_DRAFT):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files_below(Path(entry.path))
        elif stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
            yield Path(entry.path)
