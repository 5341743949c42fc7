"""Artifacts that are edited in place."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py

from models.artifact.content import FORMAT_VERSION
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


def as_artifact(path: Path) -> Path:
    """Make a file of Keras an artifact as far as readers of weights look."""
    with h5py.File(path, "a") as file:
        file.create_group(GROUP).attrs["format_version"] = FORMAT_VERSION
        write_digests(file)
    return path
