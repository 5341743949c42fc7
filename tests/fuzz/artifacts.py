"""Artifacts near kept ones: as damaged files, and with changed records under right digests, as somebody may write them by hand."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import h5py
from hypothesis import strategies as st

from models.artifact.file import read_artifact
from models.artifact.packing import read_json, write_json
from models.core.digest import write_digests
from tests.fuzz.changed_json import changed

#: Records of an artifact that are JSON, by their names in its group.
RECORDS = ("spec", "signature", "preprocessing", "metrics", "history", "provenance", "evaluations", "golden/names", "golden/predictions")


def changed_records(path: Path) -> st.SearchStrategy[tuple[str, Any]]:
    """Draw the name of a record of an artifact, and the record with a change."""
    with h5py.File(path) as file:
        kept = {name: read_json(file["modelbook"], name) for name in RECORDS if name in file["modelbook"]}
    return st.sampled_from(sorted(kept)).flatmap(lambda name: changed(kept[name]).map(lambda record: (name, record)))


def read_changed(kept: Path, name: str, record: Any) -> None:
    """Read an artifact in which a record is another.

    Args:
        kept: The artifact.
        name: Name of the record.
        record: The other.
    """
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(kept, folder))
        with h5py.File(path, "r+") as file:
            group = file["modelbook"]
            del group[name]
            write_json(group, name, record)
            del group["digests"]
            write_digests(file)
        read_artifact(path)


def read_damaged(path: Path) -> bytes:
    """Read a file as an artifact."""
    read_artifact(path)
    return b""
