"""A circle inside another."""

from pathlib import Path
from typing import ClassVar

from pydantic import Field

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description
from models.datasets.parameters import Noise, Points, Seed


class Circles(DataSet):
    """Points of an outer circle (class 0) and an inner one (class 1), with normal noise.

    Source: chapter scikit-learn, sections on data sets and utilities; scikit-learn's make_circles.
    """

    source: ClassVar[str] = "circles"
    title: ClassVar[str] = "Two circles"

    n_samples: Points = 200
    noise: Noise = 0.08
    factor: float = Field(0.8, ge=0, lt=1, description="Radius of the inner circle; the outer one has radius 1.")
    seed: Seed = 42

    def describe(self) -> Description:
        return Description(TensorType((2,), "float64"), TensorType((), "int64"), n_train=self.n_samples, labels=(0, 1), columns=("x", "y"))

    def load(self, cache: Path | None) -> Data:
        from sklearn.datasets import make_circles

        return Data(*make_circles(n_samples=self.n_samples, noise=self.noise, factor=self.factor, random_state=self.seed))
