"""Arms that wind out of a common middle."""

from pathlib import Path
from typing import ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description

#: Angle that an arm covers on its circle, in radians.
SWEEP = 1.25 * np.pi


class Spirals(DataSet):
    """Arms of points without noise; the class of a point is its arm.

    Each arm is an arc of a circle; the circles lie round the middle. With 300 points an arm the points are those of the
    chapter's notebook, with 200 those of its text. Source: chapter scikit-learn, section on ensembles, listings 20 to 23.
    """

    source: ClassVar[str] = "spirals"
    title: ClassVar[str] = "Spiral arms"

    arms: int = Field(5, ge=2, le=1000, description="Number of arms.")
    points: int = Field(300, ge=1, le=100_000, description="Points in each arm.")
    inner: float = Field(0.4, ge=0, description="With outer, sets the size: each arm is an arc of radius (inner + outer) / 2.")
    outer: float = Field(1.0, gt=0, description="Twice the distance from the middle to the centre of each arm's circle.")

    @model_validator(mode="after")
    def _sizes_fit(self) -> Self:
        if self.inner >= self.outer:
            raise ValueError(f"expected inner below outer, got {self.inner} and {self.outer}")
        if self.arms * self.points > 1_000_000:
            raise ValueError(f"expected at most 1,000,000 points in all arms, got {self.arms * self.points:,}")
        return self

    def describe(self) -> Description:
        inputs, targets = TensorType((2,), "float64"), TensorType((), "int64")
        return Description(inputs, targets, n_train=self.arms * self.points, labels=tuple(range(self.arms)), columns=("x", "y"))

    def load(self, cache: Path | None) -> Data:
        radius = (self.inner + self.outer) / 2
        from_middle = (2 * radius - self.inner) / 2
        turn = 2 * np.pi * np.arange(self.arms)[:, None] / self.arms
        angle = turn + SWEEP * np.arange(self.points) / self.points
        x = from_middle * np.cos(turn + np.pi) + radius * np.cos(angle)
        y = from_middle * np.sin(turn + np.pi) + radius * np.sin(angle)
        return Data(np.stack([x, y], axis=-1).reshape(-1, 2), np.repeat(np.arange(self.arms, dtype=np.int64), self.points))
