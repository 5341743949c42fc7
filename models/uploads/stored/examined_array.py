"""The check of the values of an uploaded array."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from pathlib import Path

import numpy as np

from models.core.arrays import Array, all_finite
from models.core.errors import DataError
from models.uploads.stored.array_file import PIECE, array_file
from models.uploads.stored.array_header import array_header, require_simple
from models.uploads.stored.code_points import require_letters
from models.uploads.stored.upload_record import MAX_CLASSES, MAX_INTEGER_CLASSES, ColumnRecord, Values, labels_file


def examine_array(folder: Path, index: int, name: str, where: str = "") -> ColumnRecord:
    """Check an unpacked array, and write its distinct values if they may be labels.

    Args:
        folder: Folder of the NPY file `array_file(index)`, samples first.
        index: Index of the array in the upload, from 0.
        name: Name of the array.
        where: Beginning of error messages, such as "member x.npy: ".

    Returns:
        The record of the array.

    Raises:
        DataError: It is not a NumPy array, holds what no array of an upload may, or has no samples.
    """
    array = _opened(folder / array_file(index), where)
    is_label = array.dtype.kind in "biuU" and array.shape[1:] in ((), (1,))
    values = Values(MAX_CLASSES if array.dtype.kind == "U" else MAX_INTEGER_CLASSES)
    missing, infinite, numbers = _Found(), _Found(), _Range()
    for start, piece in _pieces(array):
        if array.dtype.kind == "U":
            require_letters(piece, where)
        if is_label:
            values.add(piece.reshape(-1).astype(np.int64 if piece.dtype.kind == "b" else piece.dtype).tolist())
        elif piece.dtype.kind == "f" and not all_finite(piece):
            missing.add(np.isnan(piece), start)
            infinite.add(np.isinf(piece), start)
        if array.dtype.kind in "iuf":
            numbers.add(piece)
    if is_label:
        values.write(folder / labels_file(index))
    return ColumnRecord(
        name=name,
        type="text" if array.dtype.kind == "U" else array.dtype.name,
        shape=array.shape[1:],
        n_samples=len(array),
        n_missing=missing.n_values,
        first_missing=missing.first,
        n_infinite=infinite.n_values,
        first_infinite=infinite.first,
        value_range=numbers.found,
        counts=values.counts if is_label else None,
    )


def _pieces(array: Array) -> Iterator[tuple[int, Array]]:
    """Yield the array a piece at a time, each with the index of its first sample."""
    step = max(1, PIECE // max(1, prod(array.shape[1:])))
    for start in range(0, len(array), step):
        yield start, array[start : start + step]


@dataclass
class _Found:
    """Values of some sort.

    Args:
        n_values: Their number.
        first: Index of the first sample with one.
    """

    n_values: int = 0
    first: int | None = None

    def add(self, of_sort: Array, start: int) -> None:
        """Count those of a piece, which begins at a sample."""
        if of_sort.any() and self.first is None:
            self.first = start + int(np.argmax(of_sort.reshape(len(of_sort), -1).any(axis=1)))
        self.n_values += int(np.count_nonzero(of_sort))


@dataclass
class _Range:
    """The smallest and the largest finite number.

    Args:
        found: Both; None before there is one.
    """

    found: tuple[float, float] | None = None

    def add(self, piece: Array) -> None:
        """Look at a piece."""
        finite = piece if piece.dtype.kind != "f" or all_finite(piece) else piece[np.isfinite(piece)]
        if finite.size:
            both = (float(finite.min()), float(finite.max()))
            self.found = both if self.found is None else (min(self.found[0], both[0]), max(self.found[1], both[1]))


def _opened(path: Path, where: str) -> Array:
    header = array_header(path, where)
    require_simple(header.dtype, where)
    if not header.shape or 0 in header.shape:
        raise DataError(f"{where}expected an array with at least one sample, samples first, got the shape {header.shape}")
    array: Array = np.lib.format.open_memmap(path, mode="r")
    return array
