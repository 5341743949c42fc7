"""A sum of sine waves that is turned over wherever it falls."""

from typing import ClassVar

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.datasets.sum_of_sines import SumOfSines, Waves


class Upsloping(SumOfSines):
    """A sum of sines in which each value that is less than the one before it is negated; the sums are compared as they were.

    The first value has none before it: it is negated where the second is. The test part is judged by itself.

    Source: chapter Keras part 2, section on recurrent networks, listing 66.
    """

    source: ClassVar[str] = "upsloping"
    title: ClassVar[str] = "Sum of sine waves, turned over where it falls"

    frequencies: Waves = Field([1.1, 1.7, 3.1, 7.0], description="Frequency of each wave.")
    amplitudes: Waves = Field([1.0, 2.0, 2.0, 3.0], description="Amplitude of each wave.")
    phases: Waves = Field([0.0, 0.0, 0.0, 0.0], description="Phase of each wave.")

    def _series(self, skip: int) -> Array:
        sums = super()._series(skip)
        falls = np.diff(sums, axis=0) < 0
        return np.where(np.concatenate([falls[:1], falls]), -sums, sums)
