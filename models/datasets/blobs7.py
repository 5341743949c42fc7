"""Blobs drawn one after the other from one stream, as the chapter on clustering has them."""

from pathlib import Path
from typing import ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description
from models.datasets.parameters import Seed


class Blobs7(DataSet):
    """Blobs in the plane, each a call of its own of scikit-learn's make_blobs; one seeded stream goes through all calls.

    Each blob's centre is drawn uniformly between -10 and 10, then its points. The points come blob by blob; the targets
    say which. Source: chapter scikit-learn, section on clustering, listings 10 to 13.
    """

    source: ClassVar[str] = "blobs7"
    title: ClassVar[str] = "Seven blobs, one after the other"

    n_samples: int = Field(200, ge=1, le=100_000, description="Points in each blob.")
    blobs: int = Field(7, ge=1, le=1000, description="Number of blobs.")
    std: float = Field(2.0, ge=0, description="Standard deviation of every blob.")
    seed: Seed = 42

    @model_validator(mode="after")
    def _size_is_bounded(self) -> Self:
        if not 2 <= self.n_samples * self.blobs <= 1_000_000:
            raise ValueError(f"expected 2 to 1,000,000 points in all blobs, got {self.n_samples * self.blobs:,}")
        return self

    def describe(self) -> Description:
        inputs, targets = TensorType((2,), "float64"), TensorType((), "int64")
        return Description(inputs, targets, n_train=self.n_samples * self.blobs, labels=tuple(range(self.blobs)), columns=("x", "y"))

    def load(self, cache: Path | None) -> Data:
        from sklearn.datasets import make_blobs

        stream = np.random.RandomState(self.seed)
        drawn = [make_blobs(self.n_samples, centers=1, n_features=2, cluster_std=self.std, random_state=stream)[0] for _ in range(self.blobs)]
        return Data(np.concatenate(drawn), np.repeat(np.arange(self.blobs, dtype=np.int64), self.n_samples))
