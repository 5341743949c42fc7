"""The lines of a model summary."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.core.errors import Fault
from models.core.tensors import Shape
from models.specs.layers import Layer

#: Largest network that is accepted, in weights: 800 MB as float32, three times that with Adam.
MAX_PARAMETERS = 200_000_000


@dataclass(frozen=True)
class LayerRow:
    """One line of the model summary.

    Args:
        name: Name of the layer in the built model.
        layer: Kind of the layer.
        output_shape: Shape of one sample behind it.
        parameters: Number of weights.
        trainable: Number of those that training changes.
    """

    name: str
    layer: str
    output_shape: Shape
    parameters: int
    trainable: int


def row_of(layer: Layer, name: str, given: Shape, output: Shape) -> LayerRow:
    """Return the line of a layer that takes the shape `given`."""
    total = layer.parameters(given)
    trainable = (total - layer.frozen_parameters(given)) if layer.trainable else 0
    return LayerRow(name, layer.layer, output, total, trainable)


def size_faults(rows: Sequence[LayerRow], pointer: str) -> list[Fault]:
    """Refuse a network of too many weights."""
    total = sum(row.parameters for row in rows)
    if total <= MAX_PARAMETERS:
        return []
    return [Fault(pointer, f"expected at most {MAX_PARAMETERS:,} parameters, got {total:,}")]
