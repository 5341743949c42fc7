"""NPY and NPZ: arrays of NumPy, without pickled objects."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.datasets.data_set import DataSet
from models.uploads.archive import open_archive, unpacking
from models.uploads.column_selection import ColumnSelection, chosen_fields
from models.uploads.stored.array_set import ArraySet, array_file, labels_file
from models.uploads.stored.column_values import MAX_CLASSES, MAX_INTEGER_CLASSES, Values
from models.uploads.stored.matrix_set import MatrixSet
from models.uploads.stored.series_columns import ArrayColumns
from models.uploads.stored.series_set import SeriesSet
from models.uploads.stored.upload_record import ColumnRecord, Record
from models.uploads.upload_format import Reader

MAX_ARRAYS = 1000
#: Name of the array of a .npy file.
ONLY = "array"
#: Values looked at in one go.
PIECE = 4_000_000
_KINDS = "numbers, booleans or text of a fixed width"


class NpyReader(Reader):
    """One array, samples first. Columns of a matrix may be chosen as target and features."""

    format: ClassVar[str] = "npy"
    endings: ClassVar[tuple[str, ...]] = (".npy",)

    def read(self, path: Path, folder: Path, delimiter: str) -> Record:
        shutil.copyfile(path, folder / array_file(0))
        column = _examined(folder, 0, ONLY, "")
        return Record(n_samples=column.n_samples, columns=[column])

    def data_set(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        if chosen_fields(data):
            return MatrixSet.of(folder, record, data)
        return ArraySet.of(folder, record, data)

    def series(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        return SeriesSet.of(ArrayColumns(folder, record), data)


class NpzReader(Reader):
    """Named arrays, samples first."""

    format: ClassVar[str] = "npz"
    endings: ClassVar[tuple[str, ...]] = (".npz",)

    def read(self, path: Path, folder: Path, delimiter: str) -> Record:
        columns = [_examined(folder, place, name, f"member {name}.npy: ") for place, name in enumerate(_unpack(path, folder))]
        if not columns:
            raise DataError("expected at least one array in the archive, got none")
        return Record(n_samples=columns[0].n_samples, columns=columns)

    def data_set(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        return ArraySet.of(folder, record, data)


def _unpack(path: Path, folder: Path) -> Iterator[str]:
    """Unpack the arrays one by one; yield the name of each."""
    with open_archive(path) as (archive, members):
        if len(members) > MAX_ARRAYS:
            raise DataError(f"expected at most {MAX_ARRAYS:,} arrays in the archive, got {len(members):,}")
        for place, member in enumerate(members):
            if not member.filename.endswith(".npy") or member.filename == ".npy":
                raise DataError(f"member {member.filename}: expected arrays alone, whose names end in .npy")
            with unpacking(member.filename), archive.open(member) as packed, (folder / array_file(place)).open("wb") as unpacked:
                shutil.copyfileobj(packed, unpacked)
            yield member.filename.removesuffix(".npy")


def _examined(folder: Path, place: int, name: str, where: str) -> ColumnRecord:
    """Check an array that has been unpacked; return its record, and write what may be its labels."""
    array = _opened(folder / array_file(place), where)
    values = Values(MAX_CLASSES if array.dtype.kind == "U" else MAX_INTEGER_CLASSES)
    is_label = array.dtype.kind in "biuU" and array.shape[1:] in ((), (1,))
    n_missing, first_missing = 0, None
    step = max(1, PIECE // max(1, array[0].size))
    for start in range(0, len(array), step):
        piece = array[start : start + step]
        if is_label:
            values.add(piece.reshape(-1).astype(np.int64 if piece.dtype.kind == "b" else piece.dtype).tolist())
        elif piece.dtype.kind == "f":
            missing = np.isnan(piece).reshape(len(piece), -1)
            if n_missing == 0 and missing.any():
                first_missing = start + int(np.argmax(missing.any(axis=1)))
            n_missing += int(np.count_nonzero(missing))
    if is_label:
        values.write(folder / labels_file(place))
    return ColumnRecord(
        name=name,
        type="text" if array.dtype.kind == "U" else array.dtype.name,
        shape=array.shape[1:],
        n_samples=len(array),
        n_missing=n_missing,
        first_missing=first_missing,
        counts=values.counts if is_label else None,
    )


def _opened(path: Path, where: str) -> Array:
    try:
        array: Array = np.lib.format.open_memmap(path, mode="r")
    except Exception as error:  # NumPy lets errors of its parser and of the allocator through: whatever it raises, the file is at fault.
        raise DataError(f"{where}expected a NumPy array without pickled objects, got one that does not load: {error}") from error
    if array.dtype.kind not in "biufU" or (array.dtype.itemsize > 8 and array.dtype.kind != "U"):
        raise DataError(f"{where}expected {_KINDS}, got the type {array.dtype}")
    if array.ndim == 0 or array.size == 0:
        raise DataError(f"{where}expected an array with at least one sample, samples first, got the shape {array.shape}")
    return array
