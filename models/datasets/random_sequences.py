"""Random sequences with random targets, of any shape."""

from pathlib import Path
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description

Size = Annotated[int, Field(ge=1, le=1_000)]


class RandomSequences(DataSet):
    """Sequences of shape (steps, features), inputs and targets drawn from normal distributions.

    There is nothing to learn in them: they show what layers make of the shapes of sequences.

    Source: chapter Keras part 2, section on returning sequences, figures 81 to 90.
    """

    source: ClassVar[str] = "random_sequences"
    title: ClassVar[str] = "Random sequences"

    n_samples: int = Field(2, ge=1, le=100_000, description="Sequences.")
    steps: Size = Field(5, description="Steps of a sequence.")
    features: Size = Field(3, description="Numbers in a step.")
    targets: list[Size] = Field([4], min_length=1, max_length=3, description="Shape of the target of a sequence.")
    seed: int = Field(42, ge=0, lt=2**31, description="Seed of the draws.")

    def describe(self) -> Description:
        inputs, targets = (TensorType(shape, "float64") for shape in ((self.steps, self.features), tuple(self.targets)))
        return Description(inputs, targets, n_train=self.n_samples)

    def load(self, cache: Path | None) -> Data:
        draws = np.random.default_rng(self.seed)
        return Data(draws.normal(size=(self.n_samples, self.steps, self.features)), draws.normal(size=(self.n_samples, *self.targets)))
