"""Rows of an array, or of columns, that are mapped into memory, which keep no memory of the process."""

import mmap
from collections.abc import Sequence
from typing import Any

import numpy as np

from models.core.arrays import Array

#: Bytes that are read, pages included, before the mapped pages are given back to the system.
KEPT_BYTES = 64 * 1024 * 1024


class MappedRows:
    """The rows of an array that is mapped into memory.

    Pages that were read count as memory of the process as long as they are mapped, and there are as many as the file has. They are given back
    now and then; the system still has them in its cache.

    Args:
        array: The array; samples first.
    """

    def __init__(self, array: Array) -> None:
        self._array, self._read = array, 0

    def __len__(self) -> int:
        return len(self._array)

    def __getitem__(self, rows: Any) -> Array:
        found: Array = np.array(self._array[rows])  # A slice would be a view, whose pages are read later.
        self._read += len(found) * max(mmap.PAGESIZE, found[:1].nbytes)
        if self._read > KEPT_BYTES:
            self._read = 0
            release(self._array)
        return found


class MappedColumns:
    """The rows of a table whose columns are mapped into memory, as float64.

    Args:
        columns: The columns, arrays of shape (n_rows,).
    """

    def __init__(self, columns: Sequence[Array]) -> None:
        self._columns = [MappedRows(column) for column in columns]

    def __len__(self) -> int:
        return len(self._columns[0])

    def __getitem__(self, rows: Any) -> Array:
        first = self._columns[0][rows]
        found = np.empty((len(first), len(self._columns)), np.float64)
        found[:, 0] = first
        for index, column in enumerate(self._columns[1:], 1):
            found[:, index] = column[rows]
        return found


def release(array: Array) -> None:
    """Give the pages of a mapped array back to the system; an array in memory stays as it is."""
    base: Any = array
    while base is not None and not isinstance(base, mmap.mmap):
        base = getattr(base, "_mmap", None) or getattr(base, "base", None)
    if base is not None:
        base.madvise(mmap.MADV_DONTNEED)
