"""The spec of an imported network: its layers, labels, and the key of its weights."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from models.core.errors import Fault, SpecError
from models.core.faults import faults_of, quote
from models.core.schema_name import SchemaName
from models.core.tensors import TensorType
from models.specs.functional import Functional
from models.specs.job import JobSpec, Preprocessing, Resources
from models.specs.keras_config.network import misplaced_axes, network_of
from models.specs.keras_config.notes import POINTER
from models.specs.layer_shapes import network_shapes
from models.specs.layers import Layer
from models.specs.model import Sequential
from models.specs.network import LayerRow, layers_with_names
from models.specs.ports import input_names
from models.specs.registered import NONE_REGISTERED
from models.specs.tasks import task_of
from models.specs.versions import VersionedSpec

AnyNetwork = Annotated[
    Sequential | Functional, Field(discriminator="kind"), SchemaName("NetworkSpec", "A network: layers in a row, or a graph of named nodes.")
]


class ImportSpec(VersionedSpec):
    """Everything that determines an imported network."""

    task: Literal["import"] = "import"
    seed: int = Field(42, ge=0, lt=2**31, description="Seed of the inputs of the golden examples.")
    model: AnyNetwork = Field(description="The layers.")
    input_shape: list[int] = Field(min_length=1, max_length=6, description="Shape of one sample that the network takes.")
    labels: Annotated[list[int], Field(fail_fast=True)] | Annotated[list[str], Field(fail_fast=True)] | None = Field(
        None, min_length=2, max_length=10_000, description="Class labels, in the order of the outputs."
    )
    weights: str = Field(description="Key of the file with the weights.")
    resources: Resources = Field(default_factory=Resources, description="What the job may use.")

    @property
    def preprocessing(self) -> Preprocessing:
        """Return no steps: an imported network has no preprocessing."""
        return Preprocessing()

    @property
    def training(self) -> None:
        """Return None: an imported network was not trained here."""
        return

    @property
    def start_from(self) -> None:
        """Return None: an imported network has no origin here."""
        return

    @property
    def kind(self) -> str:
        """Return the kind of prediction of the network: classes where it has labels."""
        return "regression" if self.labels is None else "classification"

    def rows(self) -> list[LayerRow]:
        """Return the layers with their shapes and parameter counts.

        Raises:
            SpecError: They do not fit together.
        """
        given = TensorType(tuple(self.input_shape), "float32")
        shapes = network_shapes(self.model, dict.fromkeys(input_names(self), given), NONE_REGISTERED)
        if shapes.faults:
            raise SpecError(shapes.faults)
        return shapes.rows


def spec_of(raw: Mapping[str, Any]) -> JobSpec | ImportSpec:
    """Parse the stored spec of a model, of the current version: that of a job that has trained or imported it."""
    return (ImportSpec if task_of(raw).has_own_form else JobSpec).model_validate(raw)


def import_spec(config: Any, labels: Any, weights: str) -> tuple[ImportSpec, list[LayerRow]]:
    """Make and check the spec of a network to import.

    Args:
        config: Its architecture as Keras writes it, decoded.
        labels: Class labels, decoded; None to number the classes of a softmax, or for a network that predicts values.
        weights: Key of the file with the weights.

    Raises:
        SpecError: The network or its labels are not valid.
    """
    found = network_of(config)
    raw = {"model": found.model, "input_shape": found.input_shape, "labels": labels, "weights": weights}
    try:
        spec = ImportSpec.model_validate(raw)
        rows = spec.rows()
    except ValidationError as error:
        raise SpecError([_fault(fault) for fault in faults_of(error, raw, ImportSpec)]) from error
    except SpecError as error:
        raise SpecError([_fault(fault) for fault in error.faults]) from error
    if misplaced := misplaced_axes(found.axes, {row.name: len(row.output_shape) for row in rows}):
        raise SpecError(misplaced)
    return _labelled(spec, rows), rows


def _labelled(spec: ImportSpec, rows: list[LayerRow]) -> ImportSpec:
    """Check the labels against the output; number the classes of a softmax without labels."""
    if isinstance(spec.model, Functional) and len(spec.model.outputs) > 1:
        raise SpecError([Fault(f"{POINTER}/config/output_layers", f"expected a network with one output, got {len(spec.model.outputs)}")])
    shape, last = _last_layer(spec, rows)
    softmax = getattr(last, "activation", None) == "softmax" and len(shape) == 1
    if spec.labels is None:
        return spec.model_copy(update={"labels": list(range(max(2, shape[0] or 0)))}) if softmax else spec
    n_labels = 2 if shape == (1,) else shape[-1] if len(shape) == 1 else None
    if len(spec.labels) != n_labels or len(set(spec.labels)) != n_labels:
        raise SpecError([Fault("/labels", f"expected {n_labels or 'no'} different labels, one for each output, got {quote(spec.labels)}")])
    return spec


def _last_layer(spec: ImportSpec, rows: list[LayerRow]) -> tuple[tuple[int | None, ...], Layer | None]:
    shapes = {row.name: row.output_shape for row in rows}
    if isinstance(spec.model, Sequential):
        _, name, last = layers_with_names(spec.model)[-1]
        return shapes[name], last
    node = next(node for node in spec.model.nodes if node.name == spec.model.outputs[0])
    layers = {node.name: node.layer for node in spec.model.nodes}
    return shapes[node.name], layers[node.shares or node.name]


def _fault(fault: Fault) -> Fault:
    """Return a fault of the spec with its pointer into the form."""
    if fault.pointer.startswith("/labels"):
        return fault
    return Fault(POINTER, f"translated to a spec, {fault.pointer.removeprefix('/')}: {fault.detail}")
