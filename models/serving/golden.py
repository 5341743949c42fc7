"""Golden examples: raw inputs and the outputs they had when the model was made."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from models.preprocessing.step import Array


@dataclass(frozen=True)
class Golden:
    """Recorded examples.

    Args:
        inputs: Raw inputs, array of shape (n_examples, ...).
        outputs: What the model gave for them, array of shape (n_examples, ...).
    """

    #: Largest relative difference at which two runtimes are held equal.
    TOLERANCE: ClassVar[float] = 1e-4
    #: Examples recorded with a model.
    SIZE: ClassVar[int] = 5

    inputs: Array
    outputs: Array

    def difference(self, outputs: Array) -> float:
        """Return the largest difference to the recorded outputs, relative to the largest of them."""
        return relative_difference(outputs, self.outputs)


def relative_difference(found: Array, expected: Array) -> float:
    """Return the largest difference of two arrays, relative to the largest expected value.

    Whole numbers (clusters, positions of classes) have no near misses: for them it is the share that differs. It is
    infinite where the shapes differ.
    """
    if found.shape != expected.shape:
        return float("inf")
    if expected.dtype.kind == "i":
        return float(np.mean(found != expected)) if expected.size else 0.0
    found, expected = found.astype(np.float64), expected.astype(np.float64)
    difference = float(np.max(np.abs(found - expected), initial=0.0))
    return difference / max(float(np.max(np.abs(expected), initial=0.0)), 1e-12) if np.isfinite(difference) else float("inf")
