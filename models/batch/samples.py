"""The samples of a batch: read piece by piece from the data sets of a model's inputs, with the columns that are kept beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path

import numpy as np

from models.batch.table import KeptColumn
from models.core.arrays import Array, Ports
from models.core.errors import DataError
from models.datasets import DataSet, Description
from models.datasets.data_set import PartName
from models.datasets.kept_columns import HasColumns

#: About the bytes of a value among rows of numbers and text, of a text or an encoded image, and of a value that is kept.
OBJECT_BYTES = 64


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

    @property
    def sample_bytes(self) -> int:
        """Return about how many bytes the raw values of a sample take, with those that are kept."""
        return sum(map(_sample_bytes, self.inputs.values())) + OBJECT_BYTES * len(self.columns)

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

    def _piece(self, data_set: DataSet, first: int, end: int) -> Array:
        inputs, _ = data_set.piece(self.part, first, end, self.cache)
        if inputs is None or len(inputs) != end - first:
            raise DataError(f"expected {end - first:,} samples of {data_set.title} from {first:,} on, got {0 if inputs is None else len(inputs):,}")
        return inputs


def _sample_bytes(data_set: DataSet) -> int:
    described = data_set.describe().inputs
    item = OBJECT_BYTES if described.dtype in ("object", "str", "image") else np.dtype(described.dtype).itemsize
    return item * prod(size or 1 for size in described.shape)
