"""The resume points of a job on disk."""

from collections.abc import Callable
from pathlib import Path

from models.training.resuming.point import DamagedPointError, Point

#: Points that are kept: the newest, and the one before, should the newest be damaged.
KEPT = 2


class Points:
    """The resume points of a job, of all its attempts. The newest is that of the latest attempt, which may have taken the place of a lost one.

    Args:
        folder: Their folder, of this job only.
        token: Number of the attempt that writes: an earlier one that is still alive neither hides nor deletes its points.
    """

    def __init__(self, folder: Path, token: int) -> None:
        self._folder, self._token = folder, token
        self._number = 0

    def newest(self, warn: Callable[[str], None]) -> Point | None:
        """Return the newest sound point; None if there is none.

        Args:
            warn: Called with a message about each damaged one that is passed over.
        """
        for path in self._paths():
            try:
                return Point.read(path)
            except DamagedPointError as error:
                warn(f"{error}; the one before it is used, if there is one")
        return None

    def write(self, point: Point) -> None:
        """Write a point, and delete those that are no longer kept.

        Raises:
            OSError: It cannot be written.
        """
        self._number += 1
        point.write(self._folder / f"{self._token:06d}-{self._number:08d}.npz")
        for old in self._paths()[KEPT:]:
            old.unlink(missing_ok=True)

    def _paths(self) -> list[Path]:
        """Return the points of this attempt and of earlier ones, newest first."""
        return sorted((path for path in self._folder.glob("*-*.npz") if _token_of(path) <= self._token), reverse=True)


def _token_of(path: Path) -> int:
    token = path.name.split("-", 1)[0]
    return int(token) if token.isdecimal() else 0
