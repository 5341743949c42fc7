"""NPY: one array of NumPy, without pickled objects."""

import io
import shutil
from pathlib import Path
from typing import ClassVar

import numpy as np

from models.datasets.data_set import DataSet
from models.uploads.column_selection import ColumnSelection, chosen_fields
from models.uploads.examined_array import examine_array
from models.uploads.stored.array_set import ArraySet, array_file
from models.uploads.stored.matrix_set import MatrixSet
from models.uploads.stored.series_columns import ArrayColumns
from models.uploads.stored.series_set import SeriesSet
from models.uploads.stored.upload_record import Record
from models.uploads.upload_format import Reader

#: Name of the array.
ONLY = "array"


class NpyReader(Reader):
    """One array, samples first. Columns of a matrix may be chosen as target and features."""

    format: ClassVar[str] = "npy"
    endings: ClassVar[tuple[str, ...]] = (".npy",)
    rank: ClassVar[int] = 20

    def read(self, path: Path, folder: Path, delimiter: str) -> Record:
        shutil.copyfile(path, folder / array_file(0))
        column = examine_array(folder, 0, ONLY)
        return Record(n_samples=column.n_samples, columns=[column])

    def data_set(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        if chosen_fields(data):
            return MatrixSet.of(folder, record, data)
        return ArraySet.of(folder, record, data)

    def series(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        return SeriesSet.of(ArrayColumns(folder, record), data)

    def example(self) -> bytes:
        file = io.BytesIO()
        np.save(file, np.arange(12.0).reshape(3, 4))
        return file.getvalue()
