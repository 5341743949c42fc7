"""Golden examples: raw inputs, the model's outputs for them, and the predictions as a caller gets them, recorded after training."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from models.artifact.predictions import Prediction
from models.artifact.signature import Method
from models.core.arrays import Array, Ports
from models.core.errors import ArtifactError

#: Where golden examples come from, in the words of a spec.
REAL, SYNTHETIC = "real", "synthetic"
#: Begins every message about golden examples.
NOT_REPRODUCED = "its golden examples are not reproduced"


@dataclass(frozen=True)
class Golden:
    """Recorded examples, by port.

    Args:
        inputs: Raw inputs, arrays of shape (n_examples, ...).
        outputs: Outputs of the model, arrays of shape (n_examples, ...).
        predictions: Predictions for the inputs, in the units and labels of the data, one for each example. None in files before format
            version 5, and for examples that the model was trained on but takes from no caller, such as rows with gaps that nothing fills.
        by_method: Predictions in the form of each method that needs scikit-learn; empty for networks, and in files before format version 5.
        is_synthetic: Whether the inputs were drawn, and are no samples of the data; false of files of earlier releases.
        columns: Names of the columns of each input whose rows have them, as recorded: callers may send rows as objects by these names.
    """

    #: Largest relative difference at which two runtimes count as equal.
    TOLERANCE: ClassVar[float] = 1e-4
    #: Examples recorded with a model; more where it has more classes.
    SIZE: ClassVar[int] = 5
    #: Most examples recorded with a model, however many classes it has.
    MAX_SIZE: ClassVar[int] = 20

    inputs: Ports
    outputs: Ports
    predictions: tuple[Prediction, ...] | None = None
    by_method: dict[Method, tuple[Prediction, ...]] = field(default_factory=dict)
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    is_synthetic: bool = False

    @property
    def source(self) -> str:
        """Return where the inputs come from, in the words of a spec."""
        return SYNTHETIC if self.is_synthetic else REAL

    @property
    def n_examples(self) -> int:
        """Return the number of examples."""
        return len(next(iter(self.inputs.values())))

    def items(self) -> dict[str, Any]:
        """Return the inputs in the form of a request, by input: rows with named columns as objects, so that the order of the columns is proved."""
        return {name: _by_column(array, self.columns[name]) if name in self.columns else array for name, array in self.inputs.items()}

    def items_for(self, method: Method) -> dict[str, Any]:
        """Return the items of a request for a method: for `inverse_transform` the recorded outputs, else the inputs."""
        return dict(zip(self.inputs, self.outputs.values(), strict=True)) if method is Method.INVERSE_TRANSFORM else self.items()

    def difference(self, outputs: Ports) -> float:
        """Return the largest difference to the recorded outputs, relative to the largest value of each output."""
        return largest_difference(outputs, self.outputs)

    def require_outputs(self, found: Ports) -> None:
        """Refuse a model that has other outputs than recorded.

        Raises:
            ArtifactError: They differ by more than the tolerance, which the message says where.
        """
        for name, expected in self.outputs.items():
            difference = relative_difference(found[name], expected)
            if difference > self.TOLERANCE:
                where = f"output {name!r}{_worst_example(found[name], expected)}"
                raise ArtifactError(f"{NOT_REPRODUCED}: relative difference {difference:.2g} in {where}, at most {self.TOLERANCE:g} allowed")


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


def _worst_example(found: Array, expected: Array) -> str:
    if found.shape != expected.shape:
        return f", of shape {found.shape} instead of {expected.shape}"
    differences = np.abs(found.astype(np.float64) - expected.astype(np.float64)).reshape(len(expected), -1).max(axis=1)
    return f" of example {int(np.argmax(np.where(np.isnan(differences), np.inf, differences)))}"


def _by_column(rows: Array, columns: Sequence[str]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in rows.tolist()]
