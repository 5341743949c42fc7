"""Samples that are read, and prepared, only when they are needed: of data that is larger than memory."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from math import prod
from typing import Any, Protocol

import numpy as np

from models.core.arrays import Array, Ports

#: Bytes of a piece in which samples are read, at the widest point of their preparation.
PIECE_BYTES = 64 * 1024 * 1024
#: Bytes that are assumed of a value that is not a number, such as a cell of text.
_OBJECT_BYTES = 64


class Source(Protocol):
    """Rows outside of memory."""

    def __len__(self) -> int:
        """Return the number of rows."""

    def __getitem__(self, rows: Any) -> Array:
        """Read rows.

        Args:
            rows: A slice, or an int64 array of their indices.
        """


class DeferredRows:
    """Samples that are read when they are needed; indexing gives a view of some of them, and `np.asarray` reads them.

    Args:
        source: Where they are.
        rows: Their indices in the source, int64 array of shape (n_samples,); None for all.
        changes: Functions that samples go through when they are read, in order; each treats a sample alike whatever is beside it.
        row_bytes: About the size of a row of the source, in bytes; that of its values when left out.
    """

    def __init__(
        self, source: Source, rows: Array | None = None, changes: tuple[Callable[[Array], Array], ...] = (), row_bytes: int | None = None
    ) -> None:
        self._source, self._changes, self._row_bytes = source, changes, row_bytes
        self._rows = np.arange(len(source)) if rows is None else rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, rows: slice | Array) -> "DeferredRows":
        return DeferredRows(self._source, self._rows[rows], self._changes, self._row_bytes)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        whole = np.empty(self.shape, self.dtype)
        start = 0
        for piece in self.pieces():
            whole[start : start + len(piece)] = piece
            start += len(piece)
        return whole if dtype is None else whole.astype(dtype, copy=False)

    @property
    def shape(self) -> tuple[int, ...]:
        """Return the shape of the array that `np.asarray` gives."""
        return (len(self), *self._stages[-1].shape[1:])

    @property
    def dtype(self) -> np.dtype[Any]:
        """Return the type of its values."""
        return self._stages[-1].dtype

    @property
    def ndim(self) -> int:
        """Return the number of its axes."""
        return len(self.shape)

    @property
    def sample_bytes(self) -> int:
        """Return about the size of a sample where its preparation is widest, in bytes."""
        sizes: list[int] = [prod(stage.shape[1:]) * (_OBJECT_BYTES if stage.dtype == object else stage.dtype.itemsize) for stage in self._stages]
        return max(1, self._row_bytes or 0, *sizes)

    def read(self, rows: slice | Array) -> Array:
        """Read some of the samples into memory.

        Args:
            rows: A slice, or an array of their indices among these samples.
        """
        return self._stages_of(self._source[self._rows[rows]])[-1]

    def pieces(self, most: int | None = None) -> Iterator[Array]:
        """Read all samples, a piece at a time.

        Args:
            most: Most samples of a piece, which is about `PIECE_BYTES` at most; None for no other limit.
        """
        size = max(1, PIECE_BYTES // self.sample_bytes)
        size = size if most is None else min(most, size)
        for start in range(0, len(self), size):
            yield self.read(slice(start, start + size))

    def changed(self, change: Callable[[Array], Array]) -> "DeferredRows":
        """Return the samples after another function."""
        return DeferredRows(self._source, self._rows, (*self._changes, change), self._row_bytes)

    @cached_property
    def _stages(self) -> list[Array]:
        """Return the first sample of the source after each function: all have its shapes and types."""
        return self._stages_of(self._source[:1], kept=True)

    def _stages_of(self, found: Array, *, kept: bool = False) -> list[Array]:
        stages = [found]
        for change in self._changes:
            found = change(found)
            stages = [*stages, found] if kept else [found]
        return stages


#: Samples in memory, or outside of it.
Samples = Array | DeferredRows
#: Samples by input or output of a model.
SamplePorts = dict[str, Samples]


def in_memory(samples: Samples) -> Array:
    """Return samples as an array, read if they are not in memory."""
    return np.asarray(samples) if isinstance(samples, DeferredRows) else samples


def all_in_memory(ports: Mapping[str, Samples]) -> Ports:
    """Return the samples of each port as arrays."""
    return {name: in_memory(samples) for name, samples in ports.items()}
