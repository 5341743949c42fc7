"""An array of an upload, checked from end to end."""

from pathlib import Path

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.uploads.stored.array_set import array_file, labels_file
from models.uploads.stored.column_values import MAX_CLASSES, MAX_INTEGER_CLASSES, Values
from models.uploads.stored.upload_record import ColumnRecord

#: Values looked at in one go.
PIECE = 4_000_000
_KINDS = "numbers, booleans or text of a fixed width"


def examine_array(folder: Path, index: int, name: str, where: str = "") -> ColumnRecord:
    """Check an array that has been unpacked, and write what may be its labels.

    Args:
        folder: Where `array_file(index)` is, an NPY file, samples first.
        index: Number of the array in the upload, from 0.
        name: Name of the array.
        where: What messages begin with, such as "member x.npy: ".

    Returns:
        What is known of it.

    Raises:
        DataError: It is no NumPy array, holds pickled objects or has no samples.
    """
    array = _opened(folder / array_file(index), where)
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
        values.write(folder / labels_file(index))
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
