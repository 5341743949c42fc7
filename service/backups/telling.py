"""How far a backup or a restore is, said every few seconds."""

import time
from collections.abc import Callable

#: Seconds between two reports.
EVERY_S = 5.0


class Telling:
    """Says how far something is.

    Args:
        say: Takes a line for the user.
        verb: What is done with files, as in "copied".
    """

    def __init__(self, say: Callable[[str], None], verb: str) -> None:
        self.say, self._verb = say, verb
        self._n_files, self._size_bytes, self._said_at = 0, 0, time.monotonic()

    def of_file(self, size_bytes: int) -> None:
        """Count a file that is done."""
        self._n_files += 1
        self._size_bytes += size_bytes
        if time.monotonic() - self._said_at > EVERY_S:
            self._said_at = time.monotonic()
            self.say(f"{self._verb} {self._n_files:,} files, {size_of(self._size_bytes)}")


def size_of(size_bytes: int) -> str:
    """Return a size for people."""
    return f"{size_bytes / 1e9:,.2f} GB" if size_bytes >= 1e9 else f"{size_bytes / 1e6:,.1f} MB"
