"""What a model takes and gives, in the caller's terms, by port."""

from dataclasses import asdict, dataclass
from typing import Any

from models.artifact.method import Method
from models.core.arrays import Label
from models.core.tensors import Shape


@dataclass(frozen=True)
class InputSignature:
    """One input of a model.

    Args:
        input_shape: Shape of one raw value; None for an axis that may vary.
        input_dtype: NumPy type of raw values; "str" for text, "object" for rows of numbers and text, "image" for encoded images.
        pictures: Whether encoded images are taken, as well or alone.
        model_shape: Shape of one value after preprocessing.
        columns: Names of the columns that enter; None where they are no rows with named columns.
        text_columns: Indices of those that hold text, counted from 0.
    """

    input_shape: Shape
    input_dtype: str
    images: bool
    model_shape: tuple[int, ...]
    columns: tuple[str, ...] | None = None
    text_columns: tuple[int, ...] = ()

    @property
    def takes_numbers(self) -> bool:
        """Tell whether raw values are arrays of numbers."""
        return self.input_dtype not in ("str", "object", "image")


@dataclass(frozen=True)
class OutputSignature:
    """One output of a model.

    Args:
        kind: Name of the kind of prediction.
        output_shape: Shape of one output of the model, before it is brought back to the targets' units; () where it is a cluster,
            or the position of a class without probabilities.
        labels: Class labels, in the order of the output; None where the model answers with values.
        target_columns: Names of the columns of a series that are forecast, where they have names and are not the inputs.
    """

    kind: str
    output_shape: tuple[int, ...]
    labels: tuple[Label, ...] | None = None
    target_columns: tuple[str, ...] | None = None

    @property
    def has_probabilities(self) -> bool:
        """Tell whether the output has a probability for each label."""
        return self.labels is not None and self.output_shape != ()


@dataclass(frozen=True)
class Signature:
    """Inputs and outputs of a model, by name, in the order that the model has them.

    Args:
        inputs: The inputs.
        outputs: The outputs.
        methods: What the model can be asked for by name; none where it labels its training data only, or has several outputs.
        direct_methods: Those that the model's own outputs answer, so that any runtime does; others are asked of scikit-learn.
        stateful: Whether it has layers that continue from the state in which what came before left them.
        latent_size: Number of values of a point in the latent space that samples are drawn from; None where there is none.
    """

    inputs: dict[str, InputSignature]
    outputs: dict[str, OutputSignature]
    methods: tuple[Method, ...] = ()
    direct_methods: tuple[Method, ...] = ()
    stateful: bool = False
    latent_size: int | None = None

    @property
    def has_single_ports(self) -> bool:
        """Tell whether there is one input and one output, so that callers need not name them."""
        return len(self.inputs) == len(self.outputs) == 1

    @property
    def input(self) -> InputSignature:
        """Return the one input of a model; the first of several."""
        return next(iter(self.inputs.values()))

    @property
    def output(self) -> OutputSignature:
        """Return the one output of a model; the first of several."""
        return next(iter(self.outputs.values()))

    @property
    def model_shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the shape of one value at each input after preprocessing."""
        return {name: given.model_shape for name, given in self.inputs.items()}

    def as_dict(self) -> dict[str, Any]:
        """Return the signature as a JSON object."""
        return asdict(self)

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> "Signature":
        """Rebuild a signature from `as_dict()`, also after a trip through JSON."""
        methods = {name: tuple(Method(method) for method in record[name]) for name in ("methods", "direct_methods")}
        inputs = {name: InputSignature(**_tuples(given)) for name, given in record["inputs"].items()}
        outputs = {name: OutputSignature(**_tuples(given)) for name, given in record["outputs"].items()}
        return cls(**{**record, **methods, "inputs": inputs, "outputs": outputs})


def _tuples(record: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list | tuple) else value for key, value in record.items()}
