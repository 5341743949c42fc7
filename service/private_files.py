"""Files that only the user who runs the service can read: data, models, logs."""

import logging
import os
import stat
import time
from collections import deque
from collections.abc import Collection, Container
from pathlib import Path

log = logging.getLogger(__name__)

#: Permissions of the group and of others.
OTHERS = stat.S_IRWXG | stat.S_IRWXO
#: Longest time to close what an earlier version left open, in seconds. What is not reached by then is below a closed folder.
CLOSING_S = 1.0


def keep_private() -> None:
    """Let this process, and those that it starts, create folders of mode 0700 and files of mode 0600."""
    os.umask(OTHERS)


def make_private(*folders: Path) -> None:
    """Create folders if they do not exist, and close them to other users."""
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    close_to_others(folders)


def close_to_others(paths: Collection[Path], only: Container[str] | None = None, seconds: float = CLOSING_S) -> None:
    """Take the permissions of the group and of others from files, from folders and from what is in them, the nearest to the top first.

    Symbolic links in folders are not followed. A folder that belongs to everybody, such as /tmp, is left as it is, and so is what belongs to
    another user; a warning tells their number.

    Args:
        paths: Files and folders, which need not exist.
        only: Names of what is closed in the folders themselves, which may hold other things of the user; everything when left out.
        seconds: Longest time for what is in the folders.
    """
    deadline = time.monotonic() + seconds
    waiting, n_open, tops = deque(paths), 0, frozenset(paths)
    while waiting and (waiting[0] in tops or time.monotonic() < deadline):
        path = waiting.popleft()
        try:
            n_open += not _closed(path)
            waiting.extend(inner for inner in _below(path) if only is None or path not in tops or inner.name in only)
        except PermissionError:
            n_open += 1
        except OSError:
            log.debug("A file does not exist, or was removed meanwhile.")
    if n_open:
        log.warning("Other users may read some files: they belong to another user, or their folder to everybody.", extra={"n_files": n_open})


def _closed(path: Path) -> bool:
    """Close a file or folder; return whether it is closed."""
    mode = path.stat().st_mode
    if mode & stat.S_ISVTX:
        return False
    if mode & OTHERS:
        path.chmod(stat.S_IMODE(mode) & ~OTHERS)
    return True


def _below(path: Path) -> list[Path]:
    """Return what is in a folder of one's own, without symbolic links; nothing for a file."""
    if not path.is_dir() or path.stat().st_mode & stat.S_ISVTX:
        return []
    with os.scandir(path) as entries:
        return [Path(entry.path) for entry in entries if not entry.is_symlink()]
