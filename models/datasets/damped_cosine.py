"""A cosine that slowly dies away."""

from pathlib import Path
from typing import ClassVar

import numpy as np
from pydantic import Field

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description


class DampedCosine(DataSet):
    """value(k) = amplitude * cos(k / scale) * exp(-decay * k).

    Source: the example of stateful recurrent networks that came with Keras, which chapter Keras part 2 refers to; its scale
    is 50 pi.
    """

    source: ClassVar[str] = "damped_cosine"
    title: ClassVar[str] = "Cosine that dies away"

    n_samples: int = Field(50_000, ge=2, le=1_000_000, description="Values in the series.")
    amplitude: float = Field(100.0, gt=0, description="First value.")
    scale: float = Field(50 * np.pi, gt=0, description="Values for one radian of the angle.")
    decay: float = Field(0.0001, ge=0, description="Share of the height that is lost from one value to the next.")

    def describe(self) -> Description:
        return Description(TensorType((1,), "float64", "time"), None, n_train=self.n_samples)

    def load(self, cache: Path | None) -> Data:
        k = np.arange(self.n_samples, dtype=np.float64)
        return Data((self.amplitude * np.cos(k / self.scale) * np.exp(-self.decay * k)).reshape(-1, 1))
