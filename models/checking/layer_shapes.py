"""Shapes through a network: a row for each layer, and what each output gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.core.errors import Fault
from models.core.tensors import Shape, TensorType
from models.specs.functional import Functional
from models.specs.graph_shapes import summarize_graph
from models.specs.layers import Layer
from models.specs.model import AnyModel, Sequential
from models.specs.network import summarize
from models.specs.ports import INPUT, OUTPUT
from models.specs.registered import Registered
from models.specs.rows import LayerRow


@dataclass(frozen=True)
class End:
    """Where a network gives an output.

    Args:
        pointer: Pointer to the layer that gives it.
        name: Name of that layer.
        shape: Sample shape of the output.
        activation: Activation of the layer; empty where it has none of its own.
    """

    pointer: str
    name: str
    shape: Shape
    activation: str


@dataclass(frozen=True)
class NetworkShapes:
    """What is known of a network.

    Args:
        rows: A row for each layer that could be worked out.
        faults: What cannot work.
        ends: The outputs that could be reached, by name.
    """

    rows: list[LayerRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ends: dict[str, End] = field(default_factory=dict)


def network_shapes(model: AnyModel, given: Mapping[str, TensorType], registered: Registered) -> NetworkShapes:
    """Follow a sample through a network.

    Args:
        model: The model part of a spec.
        given: Type of what reaches each input, by name; without inputs that nothing sound reaches.
        registered: Where models used as layers are looked up.

    Returns:
        What is known; nothing of a pipeline.
    """
    if isinstance(model, Functional):
        return _graph_shapes(model, given, registered)
    return _stack_shapes(model, given[INPUT]) if isinstance(model, Sequential) and INPUT in given else NetworkShapes()


def _stack_shapes(model: Sequential, given: TensorType) -> NetworkShapes:
    layers_by_pointer = model.layers_by_pointer
    rows, faults = summarize([layer for _, layer in layers_by_pointer], given, [pointer for pointer, _ in layers_by_pointer])
    if len(rows) < len(layers_by_pointer):
        return NetworkShapes(rows, faults)
    last, (pointer, layer) = rows[-1], layers_by_pointer[-1]
    return NetworkShapes(rows, faults, {OUTPUT: End(pointer, last.name, last.output_shape, _activation(layer))})


def _graph_shapes(model: Functional, given: Mapping[str, TensorType], registered: Registered) -> NetworkShapes:
    summary = summarize_graph(model, given, registered)
    indices = {node.name: (f"/model/nodes/{index}", node) for index, node in enumerate(model.nodes)}
    layers = {node.name: node.layer for node in model.nodes}
    ends = {}
    for name in model.outputs:
        if name in summary.shapes:
            pointer, node = indices[name]
            ends[name] = End(pointer, name, summary.shapes[name], _activation(layers.get(node.shares or name)))
    return NetworkShapes(summary.rows, summary.faults, ends)


def _activation(layer: Layer | None) -> str:
    return str(getattr(layer, "activation", ""))
