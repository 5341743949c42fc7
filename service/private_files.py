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


def make_private(folder: Path, *others: Path) -> None:
    """Create a folder if it does not exist, and close it to other users.

    Args:
        folder: The folder.
        others: Further files and folders to close, where they exist.
    """
    folder.mkdir(parents=True, exist_ok=True)
    close_to_others([folder, *others])


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
    tops = frozenset(map(str, paths))
    waiting, n_open = deque(tops), 0
    while waiting and (waiting[0] in tops or time.monotonic() < deadline):
        path = waiting.popleft()
        try:
            is_closed, below = _closed(path, path in tops)
        except FileNotFoundError:  # It may have been removed meanwhile.
            continue
        except OSError:
            is_closed, below = False, []
        n_open += not is_closed
        waiting.extend(entry.path for entry in below if only is None or path not in tops or entry.name in only)
    if n_open:
        log.warning("Other users may read some files: they belong to another user, or their folder to everybody.", extra={"n_files": n_open})


def _closed(path: str, follows: bool) -> tuple[bool, list[os.DirEntry[str]]]:
    """Close a file or folder; return whether it is closed, and what is in it. A link is only followed if that is asked.

    What is neither is left as it is: a setting may name /dev/null, which all programs of the machine need.
    """
    mode = os.stat(path, follow_symlinks=follows).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return True, []
    if mode & stat.S_ISVTX:
        return False, []
    if mode & OTHERS:
        os.chmod(path, stat.S_IMODE(mode) & ~OTHERS)
    if not stat.S_ISDIR(mode):
        return True, []
    with os.scandir(path) as entries:
        return True, list(entries)
