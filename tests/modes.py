"""Who may read files."""

import stat
from pathlib import Path


def mode_of(path: Path) -> int:
    """Return the permissions of a file or folder."""
    return path.stat().st_mode & 0o777


def open_to_others(folder: Path) -> list[Path]:
    """Return what of a folder, itself included, the group or others may read, write or enter."""
    every = [folder, *folder.rglob("*")]
    return [path for path in every if path.lstat().st_mode & (stat.S_IRWXG | stat.S_IRWXO) and not path.is_symlink() and not path.is_socket()]
