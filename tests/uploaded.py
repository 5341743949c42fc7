"""Uploaded files, and the results of their readers."""

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from models.datasets import DataSet
from models.specs.data import DataSpec
from models.specs.registered import NoneRegistered
from models.uploads.read_file import read_file
from models.uploads.reading.reading import Reading
from models.uploads.stored_upload import StoredUpload


def read(folder: Path, format_name: str, content: bytes, delimiter: str | None = None, **said: Any) -> StoredUpload:
    """Read a file into a new folder inside `folder`; `said` are fields of the reading."""
    path = folder / "upload"
    values = folder / f"values-{len(list(folder.iterdir()))}"
    values.mkdir()
    path.unlink(missing_ok=True)  # The values of the file before may be links to it.
    path.write_bytes(content)
    return StoredUpload(values, read_file(format_name, path, values, Reading(delimiter=delimiter, **said)))


def data_set(upload: StoredUpload, **chosen: Any) -> DataSet:
    """Return the data set of a spec that chooses those columns."""
    return upload.data_set(DataSpec(source="dataset:x", **chosen))


def csv_file(rows: Sequence[Sequence[Any]], delimiter: str = ",") -> bytes:
    """Return rows as a CSV file."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue().encode()


def npz(**arrays: Any) -> bytes:
    """Return arrays as an NPZ archive."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def npy(array: Any) -> bytes:
    """Return an array as an NPY file; object arrays are pickled."""
    buffer = io.BytesIO()
    np.save(buffer, np.asarray(array), allow_pickle=True)
    return buffer.getvalue()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of those members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def image(grey: int = 0, kind: str = "PNG", size: tuple[int, int] = (6, 4)) -> bytes:
    """Return an image of one grey value as a file."""
    buffer = io.BytesIO()
    Image.new("L", size, grey).save(buffer, kind)
    return buffer.getvalue()


class OneUpload(NoneRegistered):
    """A registry that returns one upload for any id."""

    def __init__(self, upload: StoredUpload) -> None:
        self._upload = upload

    def upload(self, upload_id: str) -> StoredUpload | None:
        return self._upload
