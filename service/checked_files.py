"""Files whose content was checked by this process: an unchanged one need not be checked again."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Most files that are remembered.
MOST_FILES = 10_000
#: Age of a change from which the next one has another time, in seconds: file systems count in steps.
STEP_S = 2.0


class CheckedFiles:
    """Files as they were when they were checked: by device, number, size, and time of the last change."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], None] = {}

    @contextmanager
    def reading(self, path: Path) -> Iterator[bool]:
        """Tell whether a file was checked before; without an error in the `with` block, it has been checked then."""
        key = _key(path)
        yield key in self._known
        if key and key == _key(path):
            self._known[key] = None
            if len(self._known) > MOST_FILES:
                self._known.pop(next(iter(self._known)), None)


def _key(path: Path) -> tuple[int, ...]:
    """Return what changes with a file; nothing for one that is missing, or has changed just now."""
    try:
        found = path.stat()
    except OSError:
        return ()
    if time.time() - max(found.st_mtime, found.st_ctime) < STEP_S:
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
