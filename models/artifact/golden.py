"""Golden examples: raw inputs and the outputs they had when the model was made."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from models.core.arrays import Array, Ports
from models.core.errors import ArtifactError


@dataclass(frozen=True)
class Golden:
    """Recorded examples, by port.

    Args:
        inputs: Raw inputs, arrays of shape (n_examples, ...).
        outputs: What the model gave for them, arrays of shape (n_examples, ...).
    """

    #: Largest relative difference at which two runtimes are treated as equal.
    TOLERANCE: ClassVar[float] = 1e-4
    #: Examples recorded with a model.
    SIZE: ClassVar[int] = 5

    inputs: Ports
    outputs: Ports

    @property
    def n_examples(self) -> int:
        """Return how many there are."""
        return len(next(iter(self.inputs.values())))

    def difference(self, outputs: Ports) -> float:
        """Return the largest difference to the recorded outputs, each relative to the largest of its own."""
        return largest_difference(outputs, self.outputs)


def require_equal(difference: float) -> None:
    """Refuse a model that does not answer its recorded examples as it did.

    Args:
        difference: Largest relative difference of its answers.

    Raises:
        ArtifactError: It is too large.
    """
    if difference > Golden.TOLERANCE:
        raise ArtifactError(
            f"its golden examples are not answered as recorded: relative difference {difference:.2g}, at most {Golden.TOLERANCE:g} allowed"
        )


def largest_difference(found: Ports, expected: Ports) -> float:
    """Return the largest of the differences of the arrays of each port; see `relative_difference`."""
    return max(relative_difference(found[name], expected[name]) for name in expected)


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
