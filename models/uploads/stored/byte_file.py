"""Concatenated values of any length, such as texts and encoded images, in a file."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from weakref import finalize

import numpy as np

from models.core.arrays import Array

#: Bytes of the size of a value.
_SIZE = np.dtype(np.int64).itemsize


def append_blobs(folder: Path, name: str, values: Sequence[bytes]) -> None:
    """Append values to the two files `name` in a folder: the bytes, and the size of each value as int64."""
    append_joined(folder, name, b"".join(values), np.fromiter(map(len, values), np.int64, len(values)))


def append_joined(folder: Path, name: str, values: bytes, sizes: Array) -> None:
    """Append values that are joined already to the two files `name` in a folder.

    Args:
        folder: The folder.
        name: Name of the files.
        values: The bytes of all values.
        sizes: The size of each, int64 array of shape (n_values,).
    """
    with _bytes(folder, name).open("ab") as file:
        file.write(values)
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


class StoredTexts:
    """The values of the files `name` in a folder as text in UTF-8, None for an empty one, read when they are needed.

    Consecutive values are read together, and only their sizes: those of a column of millions would take much memory.

    Args:
        folder: The folder.
        name: The name.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        # Where some value begins: the place of the next ones is counted from here.
        self._known = (0, 0)

    def __len__(self) -> int:
        return _sizes(self._folder, self._name).stat().st_size // _SIZE

    def __getitem__(self, rows: Any) -> Array:
        if isinstance(rows, slice) and rows.step in (None, 1):
            texts = self._between(*rows.indices(len(self))[:2])
        else:
            texts = [text.decode() for text in StoredBlobs(self._folder, self._name)[rows]]
        return np.array([text or None for text in texts], object)

    def _between(self, first: int, end: int) -> Sequence[str]:
        sizes, start = self._sizes_of(first, max(first, end)), self._start_of(first)
        with _bytes(self._folder, self._name).open("rb") as file:
            file.seek(start)
            return _texts_in(file.read(int(sizes.sum())), sizes)

    def _start_of(self, row: int) -> int:
        known, start = self._known if self._known[0] <= row else (0, 0)
        self._known = (row, start + int(self._sizes_of(known, row).sum()))
        return self._known[1]

    def _sizes_of(self, first: int, end: int) -> Array:
        return np.fromfile(_sizes(self._folder, self._name), np.int64, end - first, offset=first * _SIZE)


def _texts_in(block: bytes, sizes: Array) -> Sequence[str]:
    ends = np.cumsum(sizes).tolist()
    spans = zip([0, *ends[:-1]], ends, strict=True) if ends else ()
    if block.isascii():  # Then a character is a byte, and all are decoded at once.
        text = block.decode()
        return [text[begin:end] for begin, end in spans]
    return [block[begin:end].decode() for begin, end in spans]


def blobs_bytes(folder: Path, name: str) -> int:
    """Return the size of all values of the files `name` together, in bytes."""
    return _bytes(folder, name).stat().st_size


def blob_files(folder: Path, name: str) -> tuple[Path, Path]:
    """Return the two files `name` in a folder."""
    return _bytes(folder, name), _sizes(folder, name)


def _bytes(folder: Path, name: str) -> Path:
    return folder / f"{name}.bytes"


def _sizes(folder: Path, name: str) -> Path:
    return folder / f"{name}.sizes"
