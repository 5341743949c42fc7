"""Who may read files."""

import stat
from pathlib import Path


def mode_of(path: Path) -> int:
    """Return the permissions of a file or folder."""
    return path.stat().st_mode & 0o777


def open_to_others(folder: Path) -> list[Path]:
    """Return what of a folder, itself included, the group or others may read, write or enter."""
    return [path for path in (folder, *folder.rglob("*")) if _is_open(path)]


def _is_open(path: Path) -> bool:
    """Tell whether others may use a file; one that was removed meanwhile is used by nobody."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return False
    return bool(mode & (stat.S_IRWXG | stat.S_IRWXO)) and not stat.S_ISLNK(mode) and not stat.S_ISSOCK(mode)
