"""A series that is a sum of sine waves."""

from pathlib import Path
from typing import Annotated, ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description

Waves = Annotated[list[float], Field(min_length=1, max_length=100)]


class SumOfSines(DataSet):
    """value(k) = sum of amplitude * sin(frequency * (phase + step * (k + skip))); the test part starts later.

    Source: chapter Keras part 2, section on recurrent networks, listings 50 to 52.
    """

    source: ClassVar[str] = "sum_of_sines"
    title: ClassVar[str] = "Sum of sine waves"

    n_samples: int = Field(200, ge=2, le=1_000_000, description="Values in the training series, and in the test series.")
    frequencies: Waves = Field([1.0, 2.0], description="Frequency of each wave.")
    amplitudes: Waves = Field([1.0, 2.0], description="Amplitude of each wave.")
    phases: Waves = Field([0.0, 0.0], description="Phase of each wave.")
    step: float = Field(0.057, gt=0, description="Angle from one value to the next, in radians.")
    test_skip: int | None = Field(None, ge=0, description="Values skipped before the test series; twice n when left out.")

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        sizes = {len(self.frequencies), len(self.amplitudes), len(self.phases)}
        if len(sizes) > 1:
            raise ValueError("frequencies, amplitudes and phases must be of one length, one entry a wave")
        return self

    def describe(self) -> Description:
        return Description(TensorType((1,), "float64", "time"), None, n_train=self.n_samples, n_test=self.n_samples)

    def load(self, cache: Path | None) -> Data:
        skip = 2 * self.n_samples if self.test_skip is None else self.test_skip
        return Data(self._series(0), test_inputs=self._series(skip))

    def _series(self, skip: int) -> Array:
        angle = self.step * (np.arange(self.n_samples) + skip)
        waves = zip(self.frequencies, self.amplitudes, self.phases, strict=True)
        total = sum((amplitude * np.sin(frequency * (phase + angle)) for frequency, amplitude, phase in waves), np.zeros(self.n_samples))
        return total.reshape(-1, 1)
