"""Points scattered round a sine curve."""

from pathlib import Path
from typing import ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description


class NoisySine(DataSet):
    """y = 2 sin x + noise, x and noise drawn in turn from uniform distributions.

    Source: chapter scikit-learn, section on estimators, listing 4.
    """

    source: ClassVar[str] = "noisy_sine"
    title: ClassVar[str] = "Noisy sine curve"

    n_samples: int = Field(100, ge=2, le=1_000_000, description="Number of points.")
    low: float = Field(-2.0, description="Lower end of x.")
    high: float = Field(2.0, description="Upper end of x.")
    noise: float = Field(0.2, ge=0, description="Largest noise, up or down.")
    seed: int = Field(42, ge=0, lt=2**31, description="Seed of the draws.")

    @model_validator(mode="after")
    def _low_is_below_high(self) -> Self:
        if self.low >= self.high:
            raise ValueError(f"expected low below high, got {self.low} and {self.high}")
        return self

    def describe(self) -> Description:
        return Description(TensorType((1,), "float64"), TensorType((), "float64"), n_train=self.n_samples, columns=("x",))

    def load(self, cache: Path | None) -> Data:
        ends = np.array([[self.low, self.high], [-self.noise, self.noise]])
        draws = np.random.RandomState(self.seed).uniform(ends[:, 0], ends[:, 1], (self.n_samples, 2))
        x, noise = draws[:, 0], draws[:, 1]
        return Data(x.reshape(-1, 1), 2 * np.sin(x) + noise)
