"""Two half circles that reach into each other."""

from pathlib import Path
from typing import ClassVar

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.core.part import Part
from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description
from models.datasets.parameters import Noise, Points, Scale, Seed


class MoonsTest(Part):
    """Test points of the moons, drawn by themselves."""

    n_samples: Points = 100
    noise: Noise = 0.05
    seed: Seed = 42
    scale: Scale = (1.0, 1.0)


class Moons(DataSet):
    """Points of two half circles, the classes 0 and 1, with normal noise.

    Source: chapter scikit-learn, sections on transformations, grid search and data sets; scikit-learn's make_moons.
    """

    source: ClassVar[str] = "moons"
    title: ClassVar[str] = "Two moons"

    n_samples: Points = 300
    noise: Noise = 0.1
    seed: Seed = 42
    scale: Scale = (1.0, 1.0)
    test: MoonsTest | None = Field(None, description="A test part of its own draws; none when left out.")

    def describe(self) -> Description:
        inputs, targets = TensorType((2,), "float64"), TensorType((), "int64")
        return Description(inputs, targets, n_train=self.n_samples, n_test=self.test.n_samples if self.test else 0, labels=(0, 1), columns=("x", "y"))

    def load(self, cache: Path | None) -> Data:
        test = _points(self.test) if self.test else (None, None)
        return Data(*_points(self), *test)


def _points(drawn: Moons | MoonsTest) -> tuple[Array, Array]:
    from sklearn.datasets import make_moons

    points, labels = make_moons(n_samples=drawn.n_samples, noise=drawn.noise, random_state=drawn.seed)
    return points * np.array(drawn.scale), labels
