"""The layers of a network: their names, the rows of a model summary, and the shapes of a stack."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.core.errors import Fault
from models.core.tensors import Shape, TensorType
from models.specs.functional import Functional
from models.specs.layers import Layer, LayerShapeError
from models.specs.layers.backbone import Backbone
from models.specs.layers.base import FILE_NAME
from models.specs.layers.recurrent import Recurrent
from models.specs.model import AnyModel, layers_by_pointer

#: Most weights of a network: 800 MB as float32, three times that with Adam.
MAX_PARAMETERS = 200_000_000


@dataclass(frozen=True)
class LayerCost:
    """What a layer computes, from which the time of a fit is estimated.

    Args:
        operations: About the number of multiplications for one sample.
        serial_steps: Number of steps that wait for one another; 0 for none.
        n_parts: Number of Keras layers it is built of.
        speed: About the multiplications in a second, on two cores.
    """

    operations: int
    serial_steps: int
    n_parts: int
    speed: float


#: An input, which computes nothing.
FREE = LayerCost(0, 0, 0, Layer.speed)


@dataclass(frozen=True)
class LayerRow:
    """One row of a model summary.

    Args:
        name: Name of the layer in the built model.
        layer: Kind of the layer.
        output_shape: Shape of one sample of its output.
        parameters: Number of weights.
        trainable: Number of those that training changes.
        cost: What it computes.
    """

    name: str
    layer: str
    output_shape: Shape
    parameters: int
    trainable: int
    cost: LayerCost = field(default=FREE, compare=False)


def row_of(layer: Layer, name: str, given: Shape, output: Shape) -> LayerRow:
    """Return the row of a layer that takes samples of the shape `given`."""
    total = layer.parameters(given)
    trainable = (total - layer.frozen_parameters(given)) if layer.trainable else 0
    return LayerRow(name, layer.layer, output, total, trainable, cost_of(layer, given, output))


def cost_of(layer: Layer, given: Shape, output: Shape) -> LayerCost:
    """Return what a layer computes for samples of the shape `given`."""
    return LayerCost(layer.operations(given, output), layer.serial_steps(given), layer.n_parts, layer.speed)


def size_faults(rows: Sequence[LayerRow], pointer: str) -> list[Fault]:
    """Refuse a network with too many weights."""
    total = sum(row.parameters for row in rows)
    if total <= MAX_PARAMETERS:
        return []
    return [Fault(pointer, f"expected at most {MAX_PARAMETERS:,} parameters, got {total:,}")]


#: Names that the built model's input and its file already use.
TAKEN_NAMES = frozenset({"inputs", FILE_NAME})


def layer_names(layers: Sequence[Layer]) -> list[str]:
    """Return the name of each layer: its own, else its kind in snake case with a number where it recurs."""
    taken = {layer.name for layer in layers if layer.name}
    counts: Counter[str] = Counter()
    return [layer.name or _next_name(layer.layer, counts, taken) for layer in layers]


def layers_with_names(model: AnyModel) -> list[tuple[str, str, Layer]]:
    """Return pointer, name and layer of each layer of a network, blocks written out; none of a pipeline."""
    if isinstance(model, Functional):
        return [(f"/model/nodes/{index}/layer", node.name, node.layer) for index, node in enumerate(model.nodes) if node.layer is not None]
    pairs = layers_by_pointer(model)
    names = layer_names([layer for _, layer in pairs])
    return [(pointer, name, layer) for (pointer, layer), name in zip(pairs, names, strict=True)]


def summarize(layers: Sequence[Layer], given: TensorType, pointers: Sequence[str] | None = None) -> tuple[list[LayerRow], list[Fault]]:
    """Infer the shapes of a stack of layers.

    Args:
        layers: The layers, input side first.
        given: Type of the samples that the first layer takes.
        pointers: Pointer to each layer; /model/layers/0 and so on when left out.

    Returns:
        A row for each layer up to the first faulty one, and the faults.
    """
    rows: list[LayerRow] = []
    pointers = pointers or [f"/model/layers/{index}" for index in range(len(layers))]
    faults = _double_names(layers, pointers)
    shape = given.shape
    for index, (layer, name) in enumerate(zip(layers, layer_names(layers), strict=True)):
        try:
            output = layer.output_shape(shape)
        except LayerShapeError as error:
            return rows, [*faults, Fault(pointers[index], f"layer {name}: {error}{_hint(layers, index)}")]
        rows.append(row_of(layer, name, shape, output))
        shape = output
    return rows, faults + size_faults(rows, "/model/layers")


def _hint(layers: Sequence[Layer], index: int) -> str:
    """Return how to fix a recurrent layer without return_sequences before another one; empty for other mistakes."""
    before = layers[index - 1] if index else None
    if isinstance(layers[index], Recurrent) and isinstance(before, Recurrent) and not before.return_sequences:
        return f"; set return_sequences of the {before.layer} before it"
    return ""


def _next_name(kind: str, counts: Counter[str], taken: set[str]) -> str:
    base = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()
    while True:
        name = f"{base}_{counts[base]}" if counts[base] else base
        counts[base] += 1
        if name not in taken:
            return name


def _double_names(layers: Sequence[Layer], pointers: Sequence[str]) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    for pointer, layer in zip(pointers, layers, strict=True):
        if layer.name in TAKEN_NAMES:
            faults.append(Fault(f"{pointer}/name", f"expected another name: {layer.name!r} is reserved in the model"))
        if layer.name in seen:
            faults.append(Fault(f"{pointer}/name", f"expected a unique name, got {layer.name!r} again"))
        seen.update({layer.name} if layer.name else ())
    return faults


def backbone_of(model: AnyModel, wanted: Backbone) -> str | None:
    """Return the name of the first layer of a network that is the same architecture; None where there is none."""
    return next((name for _, name, layer in placed_backbones(model) if layer.backbone == wanted.backbone), None)


def placed_backbones(model: AnyModel) -> list[tuple[str, str, Backbone]]:
    """Return pointer, name and layer of each backbone."""
    return [(pointer, name, layer) for pointer, name, layer in layers_with_names(model) if isinstance(layer, Backbone)]
