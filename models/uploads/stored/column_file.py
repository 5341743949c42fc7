"""Columns of a table in files of their own: numbers in an NPY file that grows until it is closed, text as concatenated values."""

from pathlib import Path
from typing import Any

import numpy as np

from models.core.arrays import Array


def column_file(index: int) -> str:
    """Return the name of the file of a column of numbers, truth values or dates."""
    return f"column-{index}.npy"


def text_file(index: int) -> str:
    """Return the name of the files of a column of text."""
    return f"text-{index}"


class GrowingColumn:
    """Writes an NPY file of shape (n_values,) piece by piece; only the values of one piece are in memory.

    Args:
        path: The file.
        dtype: Type of its values.
    """

    def __init__(self, path: Path, dtype: str) -> None:
        self._dtype, self._n_values = np.dtype(dtype), 0
        self._file = path.open("wb")
        self._write_header()

    def add(self, values: Array) -> None:
        """Append values, array of shape (n_values,)."""
        self._file.write(np.ascontiguousarray(values, self._dtype).data)
        self._n_values += len(values)

    def close(self) -> None:
        """Complete the file: its header has the number of values."""
        self._file.seek(0)
        self._write_header()
        self._file.close()

    def _write_header(self) -> None:
        # NumPy leaves room in the header for the first axis to grow.
        header: dict[str, Any] = {"descr": np.lib.format.dtype_to_descr(self._dtype), "fortran_order": False, "shape": (self._n_values,)}
        np.lib.format.write_array_header_1_0(self._file, header)
