"""Columns of long jobs as files in the jobs' folders, so that the next process need not read all epochs from the database."""

import io
from contextlib import suppress
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from models.core.files import write_in_folder
from service.curves.columns import Columns

#: Name of the file in the folder of a job, which is there for as long as the job.
CURVES = "curves.npz"
#: Epochs from which on the database takes longer than the file, and after so many more it is written again.
MIN_EPOCHS = 10_000


def stored_columns(folder: Path) -> Columns | None:
    """Return the columns that a file in the folder of a job has; None if there is none that can be read.

    They may be old: the job may have more epochs since, or others, if it has begun again.
    """
    try:
        with np.load(io.BytesIO((folder / CURVES).read_bytes())) as file:
            values = dict(zip(file["names"].tolist(), file["values"], strict=True))
            return Columns(0, int(file["first"]), file["values"].shape[1], values)
    except (OSError, ValueError, KeyError, IndexError, EOFError, BadZipFile):
        return None


def store_columns(columns: Columns, folder: Path) -> None:
    """Write columns into the folder of a job, if that is there and the disk has room: they are read from the database otherwise.

    Columns in double precision, which no network has, are not stored.
    """
    if any(column.dtype != np.float32 for column in columns.values.values()):
        return
    buffer = io.BytesIO()
    np.savez(buffer, names=np.array([*columns.values]), values=np.stack([*columns.values.values()]), first=np.array(columns.first))
    with suppress(OSError):
        write_in_folder(folder / CURVES, lambda path: path.write_bytes(buffer.getvalue()))
