"""Generated curves, series and sequences."""

from math import prod
from pathlib import Path
from typing import Annotated, ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.datasets.data_set import MAX_DRAWN, Data, DataSet, Description, Seed

#: Most numbers of all random sequences and their targets: 400 MB.
MAX_VALUES = 50_000_000
Waves = Annotated[list[float], Field(min_length=1, max_length=100)]
Size = Annotated[int, Field(ge=1, le=1_000)]


class SumOfSines(DataSet):
    """value(k) = sum of amplitude * sin(frequency * (phase + step * (k + skip))); the test part starts later.

    Source: chapter Keras part 2, section on recurrent networks, listings 50 to 52.
    """

    source: ClassVar[str] = "sum_of_sines"
    title: ClassVar[str] = "Sum of sine waves"

    n_samples: int = Field(200, ge=2, le=1_000_000, description="Values in the training series.")
    n_test: int = Field(200, ge=2, le=1_000_000, description="Values in the test series.")
    frequencies: Waves = Field([1.0, 2.0], description="Frequency of each wave.")
    amplitudes: Waves = Field([1.0, 2.0], description="Amplitude of each wave.")
    phases: Waves = Field([0.0, 0.0], description="Phase of each wave.")
    step: float = Field(0.057, gt=0, description="Angle from one value to the next, in radians.")
    test_skip: int | None = Field(None, ge=0, le=2**53, description="Values skipped before the test series; twice n_samples when left out.")

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        sizes = {len(self.frequencies), len(self.amplitudes), len(self.phases)}
        if len(sizes) > 1:
            raise ValueError("expected frequencies, amplitudes and phases of one length, one entry for each wave")
        return self

    def describe(self) -> Description:
        return Description(TensorType((1,), "float64", "time"), None, n_train=self.n_samples, n_test=self.n_test)

    def load(self, cache: Path | None) -> Data:
        skip = 2 * self.n_samples if self.test_skip is None else self.test_skip
        return Data(self._series(0, self.n_samples), test_inputs=self._series(skip, self.n_test))

    def _series(self, skip: int, n_values: int) -> Array:
        angle = self.step * (np.arange(n_values) + skip)
        waves = zip(self.frequencies, self.amplitudes, self.phases, strict=True)
        total = sum((amplitude * np.sin(frequency * (phase + angle)) for frequency, amplitude, phase in waves), np.zeros(n_values))
        return total.reshape(-1, 1)


class Upsloping(SumOfSines):
    """A sum of sines in which each value that is less than its predecessor is negated; the values before negation are compared.

    The first value has no predecessor and is negated if the second is. The test part is treated separately.

    Source: chapter Keras part 2, section on recurrent networks, listing 66.
    """

    source: ClassVar[str] = "upsloping"
    title: ClassVar[str] = "Sum of sine waves, negated where it falls"

    frequencies: Waves = Field([1.1, 1.7, 3.1, 7.0], description="Frequency of each wave.")
    amplitudes: Waves = Field([1.0, 2.0, 2.0, 3.0], description="Amplitude of each wave.")
    phases: Waves = Field([0.0, 0.0, 0.0, 0.0], description="Phase of each wave.")

    def _series(self, skip: int, n_values: int) -> Array:
        sums = super()._series(skip, n_values)
        falls = np.diff(sums, axis=0) < 0
        return np.where(np.concatenate([falls[:1], falls]), -sums, sums)


class DampedCosine(DataSet):
    """value(k) = amplitude * cos(k / scale) * exp(-decay * k).

    Source: the Keras example of stateful recurrent networks, which chapter Keras part 2 refers to; its scale is 50 pi.
    """

    source: ClassVar[str] = "damped_cosine"
    title: ClassVar[str] = "Damped cosine"

    n_samples: int = Field(50_000, ge=2, le=1_000_000, description="Values in the series.")
    amplitude: float = Field(100.0, gt=0, description="First value.")
    scale: float = Field(50 * np.pi, gt=0, description="Values for one radian of the angle.")
    decay: float = Field(0.0001, ge=0, description="Decay rate of the amplitude for each value.")

    def describe(self) -> Description:
        return Description(TensorType((1,), "float64", "time"), None, n_train=self.n_samples)

    def load(self, cache: Path | None) -> Data:
        k = np.arange(self.n_samples, dtype=np.float64)
        return Data((self.amplitude * np.cos(k / self.scale) * np.exp(-self.decay * k)).reshape(-1, 1))


class NoisySine(DataSet):
    """y = 2 sin x + noise, with x and noise drawn alternately from uniform distributions.

    Source: chapter scikit-learn, section on estimators, listing 4.
    """

    source: ClassVar[str] = "noisy_sine"
    title: ClassVar[str] = "Noisy sine curve"

    n_samples: int = Field(100, ge=2, le=1_000_000, description="Number of points.")
    low: float = Field(-2.0, ge=-MAX_DRAWN, description="Lower end of x.")
    high: float = Field(2.0, le=MAX_DRAWN, description="Upper end of x.")
    noise: float = Field(0.2, ge=0, le=MAX_DRAWN, description="Largest noise, positive or negative.")
    seed: Seed = 42

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


class RandomSequences(DataSet):
    """Sequences of shape (steps, features), inputs and targets drawn from normal distributions.

    Nothing can be learned from them: they show the output shapes of layers over sequences.

    Source: chapter Keras part 2, section on returning sequences, figures 81 to 90.
    """

    source: ClassVar[str] = "random_sequences"
    title: ClassVar[str] = "Random sequences"

    n_samples: int = Field(2, ge=1, le=100_000, description="Number of sequences.")
    steps: Size = Field(5, description="Steps of a sequence.")
    features: Size = Field(3, description="Numbers in a step.")
    targets: list[Size] = Field([4], min_length=1, max_length=3, description="Shape of the target of a sequence.")
    seed: Seed = 42

    @model_validator(mode="after")
    def _fits_into_memory(self) -> Self:
        n_values = self.n_samples * (self.steps * self.features + prod(self.targets))
        if n_values > MAX_VALUES:
            raise ValueError(f"expected at most {MAX_VALUES:,} numbers in all sequences and targets, got {n_values:,}")
        return self

    def describe(self) -> Description:
        inputs, targets = (TensorType(shape, "float64") for shape in ((self.steps, self.features), tuple(self.targets)))
        return Description(inputs, targets, n_train=self.n_samples)

    def load(self, cache: Path | None) -> Data:
        draws = np.random.default_rng(self.seed)
        return Data(draws.normal(size=(self.n_samples, self.steps, self.features)), draws.normal(size=(self.n_samples, *self.targets)))
