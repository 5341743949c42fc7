"""NPY: one array of NumPy, without pickled objects."""

import io
import shutil
from pathlib import Path
from typing import ClassVar

import numpy as np

from models.uploads.reading.reading import Reading
from models.uploads.stored.array_set import array_file
from models.uploads.stored.examined_array import examine_array
from models.uploads.stored.upload_record import ARRAY, Record
from models.uploads.upload_format import Reader

#: Name of the array in its record.
ONLY = "array"


class NpyReader(Reader):
    """One array, samples first. Columns of a matrix can be selected as target and features."""

    format: ClassVar[str] = "npy"
    endings: ClassVar[tuple[str, ...]] = (".npy",)
    kinds: ClassVar[tuple[str, ...]] = ("npy",)
    rank: ClassVar[int] = 20

    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        shutil.copyfile(path, folder / array_file(0))
        column = examine_array(folder, 0, ONLY)
        return Record(form=ARRAY, n_samples=column.n_samples, columns=[column])

    def example(self) -> bytes:
        file = io.BytesIO()
        np.save(file, np.arange(12.0).reshape(3, 4))
        return file.getvalue()
