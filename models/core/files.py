"""Files and folders that appear whole or not at all."""

import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path


def write_atomically(path: Path, fill: Callable[[Path], None]) -> None:
    """Write a file beside its place, flush it to disk, then rename it there.

    Args:
        path: Where the file is to be.
        fill: Writes the content to the path it is given. If it raises, nothing is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".part-{secrets.token_hex(4)}-{path.name}")
    try:
        fill(draft)
        _flush(draft)
        os.replace(draft, path)
        _flush(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def make_folder_atomically(folder: Path, fill: Callable[[Path], object]) -> None:
    """Fill a folder beside its place, then rename it there; where another process was first, its folder stays.

    Args:
        folder: Where the folder is to be.
        fill: Writes the content into the folder it is given. If it raises, nothing is left behind.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
    try:
        fill(draft)
        _rename(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush_folder(folder: Path) -> None:
    """Flush the files of a folder, and the folder, to disk."""
    for path in (*folder.iterdir(), folder):
        _flush(path)


def _rename(draft: Path, folder: Path) -> None:
    try:
        os.rename(draft, folder)
    except OSError:
        if not folder.is_dir():
            raise


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
