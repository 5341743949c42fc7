"""Columns of a table in files of their own: numbers in an NPY file that grows until it is closed, text as concatenated values."""

from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from models.core.arrays import Array

#: Values that are converted at a time.
_CHUNK = 1024 * 1024


def column_file(index: int) -> str:
    """Return the name of the file of a column of numbers, truth values or dates."""
    return f"column-{index}.npy"


def text_file(index: int) -> str:
    """Return the name of the files of a column of text."""
    return f"text-{index}"


class GrowingColumn:
    """Writes an NPY file of shape (n_values,) piece by piece; only the values of one piece are in memory.

    The file is open only while values are added, since a table may have more columns than a process may have open files.

    Args:
        path: The file.
        dtype: Type of its values, of 8 bytes.
    """

    def __init__(self, path: Path, dtype: str) -> None:
        self._path, self._dtype, self._n_values = path, np.dtype(dtype), 0
        with path.open("wb") as file:
            self._write_header(file)

    def add(self, values: Array) -> None:
        """Append values, array of shape (n_values,)."""
        with self._path.open("ab") as file:
            file.write(np.ascontiguousarray(values, self._dtype).data)
        self._n_values += len(values)

    def widen(self) -> None:
        """Turn the integers that were written into floats; more floats may follow."""
        self.close()
        integers: Array = np.load(self._path, mmap_mode="r+")
        floats = integers.view(np.float64)
        for first in range(0, len(integers), _CHUNK):
            floats[first : first + _CHUNK] = integers[first : first + _CHUNK].astype(np.float64)
        self._dtype = np.dtype(np.float64)

    def close(self) -> None:
        """Complete the file: its header has the type and the number of values."""
        with self._path.open("r+b") as file:
            self._write_header(file)

    def _write_header(self, file: BinaryIO) -> None:
        # NumPy leaves room in the header for the first axis to grow.
        header: dict[str, Any] = {"descr": np.lib.format.dtype_to_descr(self._dtype), "fortran_order": False, "shape": (self._n_values,)}
        np.lib.format.write_array_header_1_0(file, header)
