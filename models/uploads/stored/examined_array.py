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
    found = _Findings(array)
    for start, piece in _pieces(array):
        if piece.dtype.kind == "U":
            require_letters(piece, where)
        found.add(piece, start)
    if found.is_label:
        found.values.write(folder / labels_file(index))
    return found.record(name)


class _Findings:
    """What the values of an array are, found piece by piece.

    Args:
        array: The array.
    """

    def __init__(self, array: Array) -> None:
        self._array, kind = array, array.dtype.kind
        self.is_label = kind in "biuU" and array.shape[1:] in ((), (1,))
        self.values = Values(MAX_CLASSES if kind == "U" else MAX_INTEGER_CLASSES)
        self._missing, self._infinite, self._numbers = _Found(), _Found(), _Range()

    def add(self, piece: Array, start: int) -> None:
        """Look at a piece, which begins at a sample."""
        kind = piece.dtype.kind
        if self.is_label:
            self._count(piece.reshape(-1))
        elif kind == "f" and not all_finite(piece):
            self._missing.add(np.isnan(piece), start)
            self._infinite.add(np.isinf(piece), start)
        if kind in "iuf":
            self._numbers.add(piece)

    def _count(self, piece: Array) -> None:
        """Count distinct values, of numbers without an object for each."""
        if not self.values.is_counting:
            return
        if piece.dtype.kind == "U":
            self.values.add(piece.tolist())
            return
        distinct, counts = np.unique(piece.astype(np.uint8) if piece.dtype.kind == "b" else piece, return_counts=True)
        self.values.add_counts(dict(zip(distinct.tolist(), counts.tolist(), strict=True)))

    def record(self, name: str) -> ColumnRecord:
        """Return the record of the array."""
        array = self._array
        return ColumnRecord(
            name=name,
            type="text" if array.dtype.kind == "U" else array.dtype.name,
            shape=array.shape[1:],
            n_samples=len(array),
            n_missing=self._missing.n_values,
            first_missing=self._missing.first,
            n_infinite=self._infinite.n_values,
            first_infinite=self._infinite.first,
            value_range=self._numbers.found,
            counts=self.values.counts if self.is_label else None,
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
