"""Atomic writing of files and folders, and the names of the files that a job writes besides its model."""

import errno
import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

#: Folder in a job's folder with the files that are listed and downloaded.
OUTPUTS = "outputs"
#: Folder in an attempt's folder with the checkpoints.
SNAPSHOTS = "snapshots"
#: Folder in an attempt's folder with the temporary files of libraries.
TEMPORARY = "tmp"
#: Folder with the figures of what is in the folder above: of a model, a job, a data set.
PLOTS = "plots"
#: Folder in the folder of the first job of a sweep with what is made of all its jobs.
SWEEP = "sweep"
#: File of the texts generated during training, one JSON object {"epoch", "temperature", "seed", "text"} a line.
SAMPLES = "samples.jsonl"


def write_atomically(path: Path, fill: Callable[[Path], object]) -> None:
    """Write a temporary file in the same folder, flush it to disk, then rename it.

    Args:
        path: Path of the file.
        fill: Writes the content to the given path. If it raises, the temporary file is removed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    write_in_folder(path, fill)


def write_in_folder(path: Path, fill: Callable[[Path], object]) -> None:
    """Write a file as `write_atomically` does, into a folder that is there.

    Raises:
        FileNotFoundError: The folder is not there.
    """
    draft = path.with_name(f".part-{secrets.token_hex(4)}-{path.name}")
    try:
        fill(draft)
        flush(draft)
        os.replace(draft, path)
        flush(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def make_folder_atomically(folder: Path, fill: Callable[[Path], object]) -> None:
    """Fill a temporary folder, flush it to disk, then rename it; if another process has made the folder meanwhile, that one is kept.

    Args:
        folder: Path of the folder.
        fill: Writes the content into the given folder. If it raises, the temporary folder is removed.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
    try:
        fill(draft)
        flush_folder(draft)
        _rename(draft, folder)
        flush(folder.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def require_stored(path: Path, sha256: str, root: Path) -> None:
    """Flush a file and the folders above it to disk, and read it back from there.

    Args:
        path: The file.
        sha256: Its digest when it was written.
        root: The folder up to which folders are flushed.

    Raises:
        OSError: It is not stored as it was written.
    """
    for part in (path, *(folder for folder in path.parents if folder.is_relative_to(root))):
        flush(part)
    _forget_cached(path)
    found = sha256_of(path)
    if found != sha256:
        raise OSError(errno.EIO, f"{path.name} was written with the SHA-256 {sha256}, and read back from the disk with {found}")


def _forget_cached(path: Path) -> None:
    """Let the system forget what it keeps of a file in memory, so that it is read from the disk; where that can be asked for."""
    if hasattr(os, "posix_fadvise"):  # Not on macOS.
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def link_or_copy(path: Path, name: Path) -> None:
    """Give a file another name, or copy it where that is not possible. Neither name may be written to afterwards."""
    try:
        os.link(path, name)
    except OSError:  # Another file system, or one without links.
        shutil.copyfile(path, name)


def files_bytes(folder: Path) -> int:
    """Return the size of the files of a folder together, in bytes; folders within it do not count."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())


def flush_folder(folder: Path) -> None:
    """Flush everything in a folder, and the folder itself, to disk."""
    for path in (*folder.rglob("*"), folder):
        if not path.is_symlink():
            flush(path)


def _rename(draft: Path, folder: Path) -> None:
    try:
        os.rename(draft, folder)
    except OSError:
        if not folder.is_dir():
            raise


def flush(path: Path) -> None:
    """Flush a file, or the names in a folder, to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
