"""Golden examples: raw inputs and the model's outputs for them, recorded after training."""

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
        outputs: Outputs of the model, arrays of shape (n_examples, ...).
    """

    #: Largest relative difference at which two runtimes count as equal.
    TOLERANCE: ClassVar[float] = 1e-4
    #: Examples recorded with a model.
    SIZE: ClassVar[int] = 5

    inputs: Ports
    outputs: Ports

    @property
    def n_examples(self) -> int:
        """Return the number of examples."""
        return len(next(iter(self.inputs.values())))

    def difference(self, outputs: Ports) -> float:
        """Return the largest difference to the recorded outputs, relative to the largest value of each output."""
        return largest_difference(outputs, self.outputs)


def require_equal(difference: float) -> None:
    """Refuse a model that does not reproduce its golden examples.

    Args:
        difference: Largest relative difference of its outputs.

    Raises:
        ArtifactError: It is too large.
    """
    if difference > Golden.TOLERANCE:
        raise ArtifactError(f"its golden examples are not reproduced: relative difference {difference:.2g}, at most {Golden.TOLERANCE:g} allowed")


def largest_difference(found: Ports, expected: Ports) -> float:
    """Return the largest difference over all ports; see `relative_difference`."""
    return max(relative_difference(found[name], expected[name]) for name in expected)


def relative_difference(found: Array, expected: Array) -> float:
    """Return the largest difference of two arrays, relative to the largest expected value.

    For integers (clusters, positions of classes) it is the share of values that differ. It is infinite where the shapes differ.
    """
    if found.shape != expected.shape:
        return float("inf")
    if expected.dtype.kind == "i":
        return float(np.mean(found != expected)) if expected.size else 0.0
    found, expected = found.astype(np.float64), expected.astype(np.float64)
    difference = float(np.max(np.abs(found - expected), initial=0.0))
    return difference / max(float(np.max(np.abs(expected), initial=0.0)), 1e-12) if np.isfinite(difference) else float("inf")
