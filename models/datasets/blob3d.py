"""A flat ellipsoid of points in space."""

from pathlib import Path
from typing import ClassVar

import numpy as np

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description
from models.datasets.parameters import Points, Seed

#: Standard deviation before the axes are squeezed, and what each axis is squeezed by.
SIGMA, FACTORS = 0.3, (0.8, 0.3, 0.7)


class Blob3D(DataSet):
    """Normally distributed points in three dimensions, of standard deviations 0.24, 0.09 and 0.21; without targets.

    Source: chapter scikit-learn, section on data refinement, listing 19.
    """

    source: ClassVar[str] = "blob3d"
    title: ClassVar[str] = "Ellipsoid in space"

    n_samples: Points = 3000
    seed: Seed = 42

    def describe(self) -> Description:
        return Description(TensorType((3,), "float64"), None, n_train=self.n_samples, columns=("x", "y", "z"))

    def load(self, cache: Path | None) -> Data:
        draws = np.random.RandomState(self.seed).normal(0, SIGMA, (self.n_samples, 3))
        return Data(draws * np.array(FACTORS))
