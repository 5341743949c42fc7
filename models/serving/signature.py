"""What a model takes and gives, in the caller's terms."""

from dataclasses import asdict, dataclass
from typing import Any

from models.datasets import Label
from models.spec.kind import Kind
from models.spec.tensors import Shape


@dataclass(frozen=True)
class Signature:
    """Input and output of a model.

    Args:
        kind: What the model answers with.
        input_shape: Shape of one raw input; None for an axis that may vary.
        input_dtype: NumPy type of raw inputs.
        pictures: Whether encoded pictures are taken as well.
        model_shape: Shape of one input after preprocessing.
        output_shape: Shape of one output of the model, before it is brought back to the targets' units; () where it is a
            cluster, or the position of a class without probabilities.
        labels: Class labels, in the order of the outputs; None where the model answers with values.
    """

    kind: Kind
    input_shape: Shape
    input_dtype: str
    pictures: bool
    model_shape: tuple[int, ...]
    output_shape: tuple[int, ...]
    labels: tuple[Label, ...] | None

    @property
    def has_probabilities(self) -> bool:
        """Tell whether the model gives a probability for each label."""
        return self.labels is not None and self.output_shape != ()

    def as_dict(self) -> dict[str, Any]:
        """Return the signature as a JSON object."""
        return asdict(self)

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> "Signature":
        """Rebuild a signature from `as_dict()`, also after a trip through JSON."""
        labels = None if record["labels"] is None else tuple(record["labels"])
        shapes = {name: tuple(record[name]) for name in ("input_shape", "model_shape", "output_shape")}
        return cls(**{**record, **shapes, "kind": Kind(record["kind"]), "labels": labels})
