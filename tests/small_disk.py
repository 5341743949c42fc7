"""Disks that are full: a small one of its own, where tests may mount one, or a limit on the size of files, which any user may set."""

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

#: Name of the file that takes all the room.
FILLER = "filler"


@contextmanager
def small_disk(folder: Path, size_bytes: int) -> Iterator[Path]:
    """Mount a disk of that size, in memory, on a folder; the test is skipped where that is not allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size_bytes}", "tmpfs", str(folder)]
    try:
        made = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("a small disk needs the command mount")
    if made.returncode:
        pytest.skip(f"a small disk cannot be mounted here ({made.stderr.strip()}); root may")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path, leave_bytes: int = 0) -> None:
    """Take the room on the disk of a folder, but for some bytes."""
    with (folder / FILLER).open("ab", buffering=0) as file:
        try:
            while file.write(bytes(64 * 1024)):
                pass
        except OSError:
            file.truncate(max(0, file.tell() - leave_bytes))


def make_room(folder: Path) -> None:
    """Give the room back."""
    (folder / FILLER).unlink()


@contextmanager
def files_of_at_most(n_bytes: int) -> Iterator[None]:
    """Let the system refuse this process larger files: to it that is what a full disk is."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
