"""What a model takes and gives, in the caller's terms."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from models.artifact.method import Method
from models.core.arrays import Label
from models.core.tensors import Shape
from models.specs.kind import Kind


@dataclass(frozen=True)
class Signature:
    """Input and output of a model.

    Args:
        kind: What the model answers with.
        input_shape: Shape of one raw input; None for an axis that may vary.
        input_dtype: NumPy type of raw inputs; "str" for text, "object" for rows of numbers and text, "picture" for encoded
            pictures.
        pictures: Whether encoded pictures are taken, as well or alone.
        model_shape: Shape of one input after preprocessing.
        output_shape: Shape of one output of the model, before it is brought back to the targets' units; () where it is a
            cluster, or the position of a class without probabilities.
        labels: Class labels, in the order of the outputs; None where the model answers with values.
        methods: What the model can be asked for; none where it labels its training data only.
        columns: Names of the input columns; None where inputs are no rows with named columns.
        text_columns: Places of the input columns that hold text, counted from 0.
        predicts_likeliest: Whether `predict` gives the class of the highest probability; that of some scikit-learn
            classifiers may be another.
        target_columns: Names of the columns of a series that are forecast, where they have names and are not the inputs.
        stateful: Whether it has layers that go on from the state in which what came before left them.
        latent_size: Values of a point in the latent space that samples are drawn from; None where there is none.
    """

    kind: Kind
    input_shape: Shape
    input_dtype: str
    pictures: bool
    model_shape: tuple[int, ...]
    output_shape: tuple[int, ...]
    labels: tuple[Label, ...] | None
    methods: tuple[Method, ...] = ()
    columns: tuple[str, ...] | None = None
    text_columns: tuple[int, ...] = ()
    predicts_likeliest: bool = True
    target_columns: tuple[str, ...] | None = None
    stateful: bool = False
    latent_size: int | None = None

    @property
    def has_probabilities(self) -> bool:
        """Tell whether the model gives a probability for each label."""
        return self.labels is not None and self.output_shape != ()

    @property
    def direct_methods(self) -> tuple[Method, ...]:
        """Return the methods that the model's own outputs answer, so that any runtime does; others are asked of scikit-learn."""
        if self.kind is Kind.TRANSFORM:
            return (Method.TRANSFORM,)
        if self.has_probabilities:
            return (Method.PREDICT, Method.PREDICT_PROBA) if self.predicts_likeliest else (Method.PREDICT_PROBA,)
        return (Method.PREDICT,)

    @property
    def takes_numbers(self) -> bool:
        """Tell whether raw inputs are arrays of numbers."""
        return self.input_dtype not in ("str", "object", "picture")

    def as_dict(self) -> dict[str, Any]:
        """Return the signature as a JSON object."""
        return asdict(self)

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> "Signature":
        """Rebuild a signature from `as_dict()`, also after a trip through JSON.

        Records of format version 1 have no methods: their models answer what their outputs say.
        """
        lists = {name: tuple(record[name]) for name in ("input_shape", "model_shape", "output_shape")}
        lists |= {name: tuple(record[name]) for name in ("labels", "columns", "text_columns", "target_columns") if record.get(name) is not None}
        methods = tuple(Method(name) for name in record.get("methods", ()))
        signature = cls(**{**record, **lists, "kind": Kind(record["kind"]), "methods": methods})
        return signature if "methods" in record else replace(signature, methods=signature.direct_methods)
