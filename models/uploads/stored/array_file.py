"""An uploaded array on the disk: its file, and the values as jobs see them."""

from functools import partial
from pathlib import Path

import numpy as np

from models.core.arrays import Array
from models.core.deferred_rows import DeferredRows
from models.core.mapped_rows import MappedRows

#: Most arrays of an archive.
MAX_ARRAYS = 1000
#: Values that are looked at together.
PIECE = 4_000_000


def array_file(index: int) -> str:
    """Return the file name of an array."""
    return f"{index}.npy"


def load_array(path: Path) -> Array:
    """Map an array into memory, in native byte order; booleans become uint8."""
    array: Array = np.load(path, mmap_mode="r", allow_pickle=False)
    if array.dtype.kind == "b":
        return array.astype(np.uint8)
    return array if array.dtype.isnative else array.astype(array.dtype.newbyteorder("="))


def opened_array(path: Path) -> DeferredRows:
    """Return the rows of an array, which are read when they are needed, as `load_array` gives them."""
    array: Array = np.load(path, mmap_mode="r", allow_pickle=False)
    rows = DeferredRows(MappedRows(array))
    if array.dtype.kind == "b":
        return rows.changed(partial(np.ndarray.astype, dtype=np.uint8))
    return rows if array.dtype.isnative else rows.changed(partial(np.ndarray.astype, dtype=array.dtype.newbyteorder("=")))


def columns_with_gaps(array: Array) -> list[int]:
    """Return the columns of rows of numbers with NaN; an array outside of memory is read a piece at a time."""
    step = max(1, PIECE // max(1, array.shape[1]))
    found = np.zeros(array.shape[1], bool)
    for start in range(0, len(array), step):
        found |= np.isnan(array[start : start + step]).any(axis=0)
    return np.flatnonzero(found).tolist()


def number_type(type_name: str) -> str:
    """Return the type of the numbers of a column after loading."""
    return "uint8" if type_name == "bool" else type_name
