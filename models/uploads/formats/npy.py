"""NPY: one array of NumPy, without pickled objects."""

import io
from pathlib import Path
from typing import ClassVar

import numpy as np

from models.core.files import link_or_copy
from models.uploads.reading.reading import COLUMN_FIELDS, Reading, ReadingReport
from models.uploads.stored.array_file import array_file
from models.uploads.stored.array_header import array_header
from models.uploads.stored.examined_array import examine_array
from models.uploads.stored.upload_record import ARRAY, Record
from models.uploads.upload_format import Reader

#: Name of the array in its record.
ONLY = "array"


class NpyReader(Reader):
    """One array, samples first. Columns of a matrix can be selected as target and features; named fields are the columns of a table."""

    format: ClassVar[str] = "npy"
    endings: ClassVar[tuple[str, ...]] = (".npy",)
    kinds: ClassVar[tuple[str, ...]] = ("npy",)
    takes: ClassVar[frozenset[str]] = COLUMN_FIELDS
    rank: ClassVar[int] = 20

    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        if array_header(path).dtype.names is not None:
            # polars is imported where files are read, in a child process; the API only uses what was read.
            from models.uploads.typed.records import read_records

            return read_records(path, folder, reading)
        link_or_copy(path, folder / array_file(0))
        column = examine_array(folder, 0, ONLY)
        unused = ", ".join(reading.said())
        notes = [f"an array without named fields has nothing to settle: {unused} was not used"] if unused else []
        return Record(form=ARRAY, n_samples=column.n_samples, columns=[column], reading=ReadingReport(notes=notes))

    def example(self) -> bytes:
        file = io.BytesIO()
        np.save(file, np.arange(12.0).reshape(3, 4))
        return file.getvalue()
