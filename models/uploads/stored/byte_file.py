"""Concatenated values of any length, such as texts and encoded images, in a file."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from weakref import finalize

import numpy as np

from models.core.arrays import Array


def append_blobs(folder: Path, name: str, values: Sequence[bytes]) -> None:
    """Append values to the two files `name` in a folder: the bytes, and the size of each value as int64."""
    sizes = np.fromiter(map(len, values), np.int64, len(values))
    with _bytes(folder, name).open("ab") as file:
        file.writelines(values)
    with _sizes(folder, name).open("ab") as file:
        file.write(sizes.tobytes())


def read_blobs(folder: Path, name: str, n_values: int = -1) -> Iterator[bytes]:
    """Yield the first `n_values` values of the files `name` in the order of writing; all for -1."""
    with _bytes(folder, name).open("rb") as file:
        for size in np.fromfile(_sizes(folder, name), np.int64, n_values).tolist():
            yield file.read(size)


class StoredBlobs:
    """The values of the files `name` in a folder, read one by one when they are needed.

    Args:
        folder: The folder.
        name: The name.
    """

    def __init__(self, folder: Path, name: str) -> None:
        # Not mapped into memory: its pages would count as memory of the process. It is open as long as this object lives.
        self._file = os.open(_bytes(folder, name), os.O_RDONLY)
        finalize(self, os.close, self._file)
        self._sizes: Array = np.fromfile(_sizes(folder, name), np.int64)
        self._starts = np.cumsum(self._sizes) - self._sizes

    @property
    def mean_bytes(self) -> int:
        """Return the mean size of a value, in bytes."""
        return int(self._sizes.sum()) // max(1, len(self._sizes))

    def __len__(self) -> int:
        return len(self._sizes)

    def __getitem__(self, rows: Any) -> Array:
        found: Array = np.empty(len(self._sizes[rows]), object)
        spans = zip(self._sizes[rows].tolist(), self._starts[rows].tolist(), strict=True)
        # By position, so that several threads read at once.
        found[:] = [os.pread(self._file, size, start) for size, start in spans]
        return found


def blobs_bytes(folder: Path, name: str) -> int:
    """Return the size of all values of the files `name` together, in bytes."""
    return _bytes(folder, name).stat().st_size


def _bytes(folder: Path, name: str) -> Path:
    return folder / f"{name}.bytes"


def _sizes(folder: Path, name: str) -> Path:
    return folder / f"{name}.sizes"
