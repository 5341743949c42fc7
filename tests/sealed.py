"""Artifacts that are edited in place."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py

from models.core.digest import DIGESTS, GROUP, write_digests


def edited(path: Path, edit: Callable[[h5py.File], Any]) -> Path:
    """Edit an artifact; its digests stay those of what was written."""
    with h5py.File(path, "a") as file:
        edit(file)
    return path


def sealed(path: Path, edit: Callable[[h5py.File], Any]) -> Path:
    """Edit an artifact, and write new digests into it, so that only its golden examples protect it."""
    with h5py.File(path, "a") as file:
        edit(file)
        if DIGESTS in file[GROUP]:
            del file[GROUP][DIGESTS]
            write_digests(file)
    return path
