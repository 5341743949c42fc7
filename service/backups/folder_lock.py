"""The lock of a folder into which one command at a time writes."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.backups.errors import BackupError

#: Name of the file that is locked.
LOCK = ".lock"


@contextmanager
def alone_in(folder: Path, otherwise: str) -> Iterator[None]:
    """Lock a folder.

    Args:
        folder: The folder, which exists.
        otherwise: What it means that another process has locked it.

    Raises:
        BackupError: One has.
    """
    with (folder / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError(f"{otherwise}: wait until it has ended") from error
        yield
