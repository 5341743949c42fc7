"""What a model of named inputs and outputs takes and gives, in the caller's terms."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from models.artifact.method import Method
from models.artifact.signature import Signature
from models.core.arrays import Label
from models.core.tensors import Shape
from models.specs.kind import Kind


@dataclass(frozen=True)
class InputSignature:
    """One input of a model.

    Args:
        input_shape: Shape of one raw value; None for an axis that may vary.
        input_dtype: NumPy type of raw values; "str", "object" and "picture" as in `Signature`.
        pictures: Whether encoded pictures are taken, as well or alone.
        model_shape: Shape of one value after preprocessing.
        columns: Names of the columns that enter; None where they are no rows with named columns.
        text_columns: Places of those that hold text, counted from 0.
    """

    input_shape: Shape
    input_dtype: str
    pictures: bool
    model_shape: tuple[int, ...]
    columns: tuple[str, ...] | None = None
    text_columns: tuple[int, ...] = ()

    def alone(self) -> Signature:
        """Return the signature of a model that takes this input and no other; its answers are not to be asked for."""
        return Signature(
            kind=Kind.TRANSFORM,
            input_shape=self.input_shape,
            input_dtype=self.input_dtype,
            pictures=self.pictures,
            model_shape=self.model_shape,
            output_shape=(),
            labels=None,
            columns=self.columns,
            text_columns=self.text_columns,
        )


@dataclass(frozen=True)
class OutputSignature:
    """One output of a model.

    Args:
        kind: What it answers with: classes or values.
        output_shape: Shape of one output, before it is brought back to the targets' units.
        labels: Class labels, in the order of the output; None where it answers with values.
    """

    kind: Kind
    output_shape: tuple[int, ...]
    labels: tuple[Label, ...] | None


@dataclass(frozen=True)
class NamedSignature:
    """Inputs and outputs of a model, by names, in the order that the network has them."""

    kind: ClassVar[Kind] = Kind.NAMED
    #: It is asked for the answers of its outputs, each in the natural form of its kind, and for nothing else.
    direct_methods: ClassVar[tuple[Method, ...]] = ()
    inputs: dict[str, InputSignature]
    outputs: dict[str, OutputSignature]

    @property
    def model_shape(self) -> dict[str, tuple[int, ...]]:
        """Return the shape of one value of each input after preprocessing."""
        return {name: given.model_shape for name, given in self.inputs.items()}

    def as_dict(self) -> dict[str, Any]:
        """Return the signature as a JSON object."""
        return {"kind": self.kind.value, **asdict(self)}

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> "NamedSignature":
        """Rebuild a signature from `as_dict()`, also after a trip through JSON."""
        return cls(
            {name: InputSignature(**_tuples(given)) for name, given in record["inputs"].items()},
            {name: OutputSignature(**{**_tuples(given), "kind": Kind(given["kind"])}) for name, given in record["outputs"].items()},
        )


def signature_from_dict(record: dict[str, Any]) -> Signature | NamedSignature:
    """Rebuild the signature of a model of either form."""
    return NamedSignature.from_dict(record) if record["kind"] == Kind.NAMED else Signature.from_dict(record)


def _tuples(record: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list | tuple) else value for key, value in record.items()}
