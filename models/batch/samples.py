"""The samples of a batch: read piece by piece from the data sets of a model's inputs, with the columns that are kept beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod
from pathlib import Path
from sys import getsizeof

import numpy as np

from models.batch.table import KeptColumn
from models.core.arrays import Array, Ports
from models.core.errors import DataError
from models.datasets import DataSet, Description
from models.datasets.data_set import PartName
from models.datasets.kept_columns import HasColumns

#: Least bytes of a value among rows of numbers and text, of a text or an encoded image, and of a value that is kept.
OBJECT_BYTES = 64
#: Types of samples that are objects, and how many of them are looked at for their size.
OBJECTS, N_SEEN = ("object", "str", "image"), 100


@dataclass(frozen=True)
class BatchSamples:
    """The samples of a batch.

    Args:
        inputs: Data set of each input of the model.
        columns: Indices of the columns that are kept, by name, in the first of them.
        part: Part of the data sets.
        cache: Folder for unpacked data sets; None for none.
    """

    inputs: Mapping[str, DataSet]
    columns: Mapping[str, int]
    part: PartName
    cache: Path | None

    @property
    def n_samples(self) -> int:
        """Return the number of samples."""
        described = self.described
        return described.n_train if self.part == "train" else described.n_test

    @cached_property
    def sample_bytes(self) -> int:
        """Return about how many bytes the raw values of a sample take, with those that are kept."""
        return sum(map(self._bytes_of, self.inputs.values())) + OBJECT_BYTES * len(self.columns)

    @property
    def described(self) -> Description:
        """Return the description of the data of the first input."""
        return self._first.describe()

    def read(self, first: int, end: int) -> Array | Ports:
        """Return the raw inputs of consecutive samples, as a request has them: of several inputs by name.

        Raises:
            DataError: The data cannot be loaded.
        """
        if len(self.inputs) == 1:
            return self._piece(self._first, first, end)
        return {name: self._piece(data_set, first, end) for name, data_set in self.inputs.items()}

    def kept(self, first: int, end: int) -> dict[str, KeptColumn]:
        """Return the columns that are kept of consecutive samples, by name."""
        if not isinstance(self._first, HasColumns):
            return {}
        types = self._first.kept_types
        return {name: KeptColumn(types[name], self._first.kept_values(index, self.part, first, end)) for name, index in self.columns.items()}

    @property
    def _first(self) -> DataSet:
        return next(iter(self.inputs.values()))

    def _bytes_of(self, data_set: DataSet) -> int:
        described = data_set.describe().inputs
        n_values = prod(size or 1 for size in described.shape)
        if described.dtype not in OBJECTS:
            return np.dtype(described.dtype).itemsize * n_values
        # Texts and encoded images have any length: that of the first ones, and of all images together, tells more than the type.
        n_seen = min(N_SEEN, self.n_samples)
        seen = sum(map(getsizeof, self._piece(data_set, 0, n_seen).ravel().tolist()))
        return max(OBJECT_BYTES * n_values, seen // max(1, n_seen), data_set.loaded_bytes() // max(1, self.n_samples))

    def _piece(self, data_set: DataSet, first: int, end: int) -> Array:
        inputs, _ = data_set.piece(self.part, first, end, self.cache)
        if inputs is None or len(inputs) != end - first:
            raise DataError(f"expected {end - first:,} samples of {data_set.title} from {first:,} on, got {0 if inputs is None else len(inputs):,}")
        return inputs
