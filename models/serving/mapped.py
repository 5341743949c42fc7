"""Copies of large ONNX files whose weights are mapped into memory, so that all processes of a machine share them.

ONNX Runtime writes such a copy itself: the optimized graph, and beside it the weights, also in the layout in which its kernels read them. A session
from the copy computes the same bits, and is there sooner. What a copy looks like depends on the machine and on the version of ONNX Runtime: it is a
cache, that may be removed at any time.
"""

import fcntl
import hashlib
import logging
import os
import platform
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TypeVar

import onnxruntime

from models.core.files import make_folder_atomically
from models.serving.runtimes.onnx import write_mapped

log = logging.getLogger(__name__)

#: Size from which a file gets a copy, in bytes: below it, writing one would delay the first prediction for little memory.
MAPPED_FROM_BYTES = 16 * 1024 * 1024
#: Bytes of a copy for each byte of its file, at most: weights that are multiplied are in it twice.
COPY_FACTOR = 2.1
#: Room that is left on the disk, in bytes.
LEFT_BYTES = 256 * 1024 * 1024

LoadedT = TypeVar("LoadedT")


class MappedCopies:
    """The copies of a machine.

    Args:
        folder: Folder for them, on a disk of this machine.
        most_bytes: Most bytes of all of them; the one that was loaded longest ago makes room.
        from_bytes: Size from which files are copied.
    """

    def __init__(self, folder: Path, most_bytes: int, from_bytes: int = MAPPED_FROM_BYTES) -> None:
        self._folder, self._most_bytes, self._from_bytes = folder, most_bytes, from_bytes

    def loaded(self, files: Sequence[Path], load: Callable[[Path], LoadedT]) -> LoadedT:
        """Load from copies of files; from the files themselves where they are small, or cannot be copied, or their copies are unsound.

        Args:
            files: ONNX files of one folder.
            load: Loads them from a folder, where they have the same names.

        Raises:
            Exception: What `load` raises for the files themselves.
        """
        folder = self._folder_of(files)
        if folder is not None:
            try:
                return load(folder)
            except Exception as error:  # noqa: BLE001 - Of a damaged copy, ONNX Runtime and those who compare raise errors of all kinds.
                log.warning("A model is loaded without its mapped copy, which is removed.", extra={"copy": folder.name, "reason": str(error)})
                shutil.rmtree(folder, ignore_errors=True)
        return load(files[0].parent)

    def _folder_of(self, files: Sequence[Path]) -> Path | None:
        try:
            size_bytes = sum(file.stat().st_size for file in files)
            if size_bytes < self._from_bytes:
                return None
            folder = self._folder / _key(files)
            if not folder.is_dir():
                self._folder.mkdir(parents=True, exist_ok=True)
                with _one_process(folder):
                    self._write(folder, files, int(COPY_FACTOR * size_bytes))
            os.utime(folder)
        except Exception as error:  # noqa: BLE001 - A disk that is full or read-only, or a model that ONNX Runtime does not write.
            log.warning("The weights of a model are not shared by processes.", extra={"file": files[0].name, "reason": str(error)})
            return None
        return folder

    def _write(self, folder: Path, files: Sequence[Path], n_bytes: int) -> None:
        if folder.is_dir():
            return  # Another process has written it meanwhile.
        self._make_room(n_bytes)
        free = shutil.disk_usage(self._folder).free
        if n_bytes > self._most_bytes or free < n_bytes + LEFT_BYTES:
            raise OSError(f"expected {n_bytes:,} bytes for a copy, of at most {self._most_bytes:,}; the disk has {free:,} free")

        def fill(draft: Path) -> None:
            for file in files:
                write_mapped(file, draft / file.name)

        make_folder_atomically(folder, fill)

    def _make_room(self, n_bytes: int) -> None:
        """Remove the copies loaded longest ago; processes that have mapped them keep what they have."""
        copies = [path for path in self._folder.iterdir() if path.is_dir()]
        sizes = {copy: sum(file.stat().st_size for file in copy.iterdir()) for copy in copies}
        for copy in sorted(copies, key=lambda copy: copy.stat().st_mtime):
            if sum(sizes.values()) + n_bytes <= self._most_bytes:
                return
            shutil.rmtree(copy, ignore_errors=True)
            del sizes[copy]


@contextmanager
def _one_process(folder: Path) -> Iterator[None]:
    """Let one process write a copy at a time; the others then find it."""
    path = folder.with_suffix(".lock")
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # It ends with the process.
        yield
    path.unlink(missing_ok=True)


def _key(files: Sequence[Path]) -> str:
    """Return the name of the copy: of these files as they are, for this processor and this ONNX Runtime."""
    found = [(str(file.resolve()), stat.st_size, stat.st_mtime_ns) for file in files for stat in [file.stat()]]
    return hashlib.sha256(repr((found, onnxruntime.__version__, _processor())).encode()).hexdigest()[:32]


@cache
def _processor() -> str:
    """Return what the layout of weights depends on: kernels are chosen by the instructions that a processor has."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return f"{platform.machine()} {platform.processor()}"
    return f"{platform.machine()} {next((line for line in lines if line.startswith(('flags', 'Features'))), '')}"
