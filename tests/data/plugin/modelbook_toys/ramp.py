"""A data set: a straight line."""

from pathlib import Path
from typing import ClassVar

import numpy as np
from pydantic import Field

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description


class Ramp(DataSet):
    """Points from -1 to 1; the target is three times the point."""

    source: ClassVar[str] = "ramp"
    title: ClassVar[str] = "Ramp"

    n_points: int = Field(64, ge=2, le=100_000, description="Number of points.")

    def describe(self) -> Description:
        return Description(TensorType((1,), "float64"), TensorType((), "float64"), n_train=self.n_points, columns=("x",))

    def load(self, cache: Path | None) -> Data:
        points = np.linspace(-1, 1, self.n_points)
        return Data(points[:, None], 3 * points)
