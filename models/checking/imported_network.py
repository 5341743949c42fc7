"""A network to import, judged: its layers, and its labels beside its outputs."""

from typing import Any

from pydantic import ValidationError

from models.core.errors import Fault, SpecError
from models.core.faults import faults_of, quote
from models.specs.functional import Functional
from models.specs.importing import ImportSpec
from models.specs.keras_config import POINTER, network_of
from models.specs.layers import Layer
from models.specs.model import Sequential
from models.specs.network import layer_names
from models.specs.rows import LayerRow


def import_spec(config: Any, labels: Any, weights: str) -> tuple[ImportSpec, list[LayerRow]]:
    """Make the spec of a network to import, and judge it.

    Args:
        config: Its architecture as Keras writes it, decoded.
        labels: Class labels, decoded; None where a softmax numbers its classes, or the network answers with values.
        weights: Key of the file with the weights.

    Raises:
        SpecError: It cannot work.
    """
    model, shape = network_of(config)
    raw = {"model": model, "input_shape": shape, "labels": labels, "weights": weights}
    try:
        spec = ImportSpec.model_validate(raw)
        rows = spec.rows()
    except ValidationError as error:
        raise SpecError([_fault(fault) for fault in faults_of(error, raw, ImportSpec)]) from error
    except SpecError as error:
        raise SpecError([_fault(fault) for fault in error.faults]) from error
    return _labelled(spec, rows), rows


def _labelled(spec: ImportSpec, rows: list[LayerRow]) -> ImportSpec:
    """Check the labels against the outputs; number those of a softmax that names none."""
    if isinstance(spec.model, Functional) and len(spec.model.outputs) > 1:
        raise SpecError([Fault(f"{POINTER}/config/output_layers", f"expected a network with one output, got {len(spec.model.outputs)}")])
    shape, last = _end(spec, rows)
    softmax = getattr(last, "activation", None) == "softmax" and len(shape) == 1
    if spec.labels is None:
        return spec.model_copy(update={"labels": list(range(max(2, shape[0] or 0)))}) if softmax else spec
    n_labels = 2 if shape == (1,) else shape[-1] if len(shape) == 1 else None
    if len(spec.labels) != n_labels or len(set(spec.labels)) != n_labels:
        raise SpecError([Fault("/labels", f"expected {n_labels or 'no'} labels that differ, one an output, got {quote(spec.labels)}")])
    return spec


def _end(spec: ImportSpec, rows: list[LayerRow]) -> tuple[tuple[int | None, ...], Layer | None]:
    shapes = {row.name: row.output_shape for row in rows}
    if isinstance(spec.model, Sequential):
        layers_by_pointer = [layer for _, layer in spec.model.layers_by_pointer]
        return shapes[layer_names(layers_by_pointer)[-1]], layers_by_pointer[-1]
    node = next(node for node in spec.model.nodes if node.name == spec.model.outputs[0])
    layers = {node.name: node.layer for node in spec.model.nodes}
    return shapes[node.name], layers[node.shares or node.name]


def _fault(fault: Fault) -> Fault:
    """Point at the part of the form that a part of the spec comes from."""
    if fault.pointer.startswith("/labels"):
        return fault
    return Fault(POINTER, f"translated, its {fault.pointer.removeprefix('/')} cannot work: {fault.detail}")
