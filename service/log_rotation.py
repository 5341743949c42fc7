"""Logs that are begun anew when they are large: by copying, as the processes that write them keep them open."""

import logging
import os
import shutil
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)

#: Older logs that are kept of each; the newest ends with .1.
N_KEPT = 5


def rotate(path: Path, max_bytes: int) -> bool:
    """Begin a log anew if it is too large; return whether that was done.

    It is copied and emptied, so its processes must have opened it to append. What they write between the two, for some microseconds, is lost.

    Args:
        path: The log; one that somebody has removed is none.
        max_bytes: Its largest size.

    Raises:
        OSError: It cannot be copied, and is as it was; or older ones cannot be renamed.
    """
    try:
        if path.stat().st_size < max_bytes:
            return False
    except FileNotFoundError:
        return False
    copy = _numbered(path, 0)
    try:
        _copy(path, copy)
    except OSError:
        with suppress(OSError):  # Its folder may be closed.
            copy.unlink(missing_ok=True)
        raise
    for number in range(N_KEPT - 1, -1, -1):
        if (older := _numbered(path, number)).exists():
            older.replace(_numbered(path, number + 1))
    return True


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.{number}")


def _copy(path: Path, copy: Path) -> None:
    """Copy a log, with what is written meanwhile, and empty it."""
    with path.open("rb") as old, copy.open("wb") as new:
        shutil.copyfileobj(old, new)
        new.flush()
        while late := old.read():
            new.write(late)
            new.flush()
        os.truncate(path, 0)
