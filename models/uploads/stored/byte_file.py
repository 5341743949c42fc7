"""Concatenated values of any length, such as texts and encoded images, in a file."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from models.core.arrays import Array


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


def blobs_bytes(folder: Path, name: str) -> int:
    """Return the size of all values of the files `name` together, in bytes."""
    return _bytes(folder, name).stat().st_size


def _bytes(folder: Path, name: str) -> Path:
    return folder / f"{name}.bytes"


def _sizes(folder: Path, name: str) -> Path:
    return folder / f"{name}.sizes"
