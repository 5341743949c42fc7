"""Two circles whose points come in the order of a clock's hand: what a split must not take as they are."""

from pathlib import Path
from typing import ClassVar

import numpy as np
from pydantic import Field

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description
from models.datasets.parameters import Seed

RADII = (1.0, 0.7)


class OrderedCircles(DataSet):
    """Pairs of a point on the outer circle (class 0) and one on the inner (class 1), clockwise from 3 o'clock.

    With the defaults and {"split": {"test": 0.25, "shuffle": false}} the training part is the first 150 points, and the
    test part is the quadrant from 12 to 3 o'clock. Source: chapter scikit-learn, section on utilities.
    """

    source: ClassVar[str] = "ordered_circles"
    title: ClassVar[str] = "Two circles, clockwise"

    steps: int = Field(100, ge=2, le=500_000, description="Steps round the clock; each gives two points.")
    noise: float = Field(0.12, ge=0, description="Largest noise of a coordinate, up or down.")
    seed: Seed = 42

    def describe(self) -> Description:
        return Description(TensorType((2,), "float64"), TensorType((), "int64"), n_train=2 * self.steps, labels=(0, 1), columns=("x", "y"))

    def load(self, cache: Path | None) -> Data:
        angles = -2 * np.pi * np.arange(self.steps) / self.steps
        hand = np.column_stack([np.cos(angles), np.sin(angles)])
        noise = np.random.RandomState(self.seed).uniform(-self.noise, self.noise, (self.steps, 2, 2))
        points = hand[:, None, :] * np.array(RADII)[None, :, None] + noise
        return Data(points.reshape(-1, 2), np.tile(np.array([0, 1], np.int64), self.steps))
