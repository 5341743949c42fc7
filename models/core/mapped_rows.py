"""Rows of an array, or of columns, that are mapped into memory, which keep no memory of the process."""

import mmap
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from models.core.arrays import Array
from models.core.deferred_rows import Source

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


class ChangedSource:
    """Values that go through a function when they are read.

    Args:
        source: The values.
        change: The function.
    """

    def __init__(self, source: Source, change: Callable[[Array], Array]) -> None:
        self._source, self._change = source, change

    def __len__(self) -> int:
        return len(self._source)

    def __getitem__(self, rows: Any) -> Array:
        return self._change(self._source[rows])


class StoredColumns:
    """The rows of a table whose columns are outside of memory.

    Args:
        columns: The columns.
        dtype: Type of the rows: float64, or object where columns of text are among them.
    """

    def __init__(self, columns: Sequence[Source], dtype: str) -> None:
        self._columns, self._dtype = columns, dtype

    def __len__(self) -> int:
        return len(self._columns[0])

    def __getitem__(self, rows: Any) -> Array:
        first = self._columns[0][rows]
        # Objects are written, and looked at, column by column; arrays of numbers are given to libraries row by row.
        found: Array = np.empty((len(first), len(self._columns)), self._dtype, order="F" if self._dtype == "object" else "C")
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
