"""Shapes and parameter counts of the layers of a network, and what each of its outputs gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.core.errors import Fault
from models.core.tensors import Shape, TensorType, shape_text
from models.specs.functional import Functional, Node, ordered
from models.specs.layers import Layer, LayerShapeError, Merge
from models.specs.model import AnyModel, Sequential
from models.specs.network import LayerCost, LayerRow, row_of, size_faults, summarize
from models.specs.ports import INPUT, OUTPUT, input_names
from models.specs.registered import Origin, Registered, missing_hint

#: Number of layers that a model used as a layer is taken to have.
MODEL_PARTS = 5


@dataclass(frozen=True)
class End:
    """The layer that gives an output of a network.

    Args:
        pointer: Pointer to the layer.
        name: Name of the layer.
        shape: Sample shape of the output.
        activation: Activation of the layer; empty where it has none of its own.
    """

    pointer: str
    name: str
    shape: Shape
    activation: str


@dataclass(frozen=True)
class NetworkShapes:
    """Layers and outputs of a network.

    Args:
        rows: A row for each layer whose shape is known.
        faults: Faults of the layers.
        ends: The outputs whose shape is known, by name.
        shapes: Sample shape that each node of a graph gives, by name, where it is known; empty for a stack.
    """

    rows: list[LayerRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ends: dict[str, End] = field(default_factory=dict)
    shapes: dict[str, Shape] = field(default_factory=dict)


def network_shapes(model: AnyModel, given: Mapping[str, TensorType], registered: Registered) -> NetworkShapes:
    """Infer the shapes of a network.

    Args:
        model: The model part of a spec.
        given: Sample type of each input, by name; inputs with faulty preprocessing are left out.
        registered: Where models used as layers are looked up.

    Returns:
        Rows, faults and outputs; empty for a pipeline.
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
    return replace(summary, ends=ends)


def _activation(layer: Layer | None) -> str:
    return str(getattr(layer, "activation", ""))


def summarize_graph(model: Functional, given: Mapping[str, TensorType], registered: Registered) -> NetworkShapes:
    """Infer shapes and count parameters of the nodes of a graph.

    Args:
        model: The graph.
        given: Sample type of each input, by name; inputs with faulty preprocessing are left out.
        registered: Where models used as layers are looked up.
    """
    nodes, faults = ordered(model)
    summary = NetworkShapes(faults=faults)
    walk = _Walk(model, given, registered, summary)
    for node in nodes:
        walk.visit(node)
    summary.faults.extend(size_faults(summary.rows, "/model/nodes"))
    return summary


class _Walk:
    """Visits nodes in order; nodes after a faulty one are skipped, so that each fault is reported once."""

    def __init__(self, model: Functional, given: Mapping[str, TensorType], registered: Registered, summary: NetworkShapes) -> None:
        self.summary = summary
        self._given, self._registered = given, registered
        self._indexes = {node.name: index for index, node in enumerate(model.nodes)}
        self._layers = {node.name: node.layer for node in model.nodes if node.layer is not None}
        #: Input shape of each layer at its first use.
        self._first: dict[str, Shape] = {}

    def visit(self, node: Node) -> None:
        if any(name not in self.summary.shapes for name in node.inputs) or (node.is_input and self._given_to(node) is None):
            return
        try:
            row = self._row(node, [self.summary.shapes[name] for name in node.inputs])
        except LayerShapeError as error:
            self.summary.faults.append(Fault(f"/model/nodes/{self._indexes[node.name]}", f"node {node.name}: {error}"))
            return
        self.summary.rows.append(row)
        self.summary.shapes[node.name] = row.output_shape

    def _row(self, node: Node, shapes: Sequence[Shape]) -> LayerRow:
        given = self._given_to(node)
        if given is not None:
            return LayerRow(node.name, "Input", _input_shape(node, given.shape), 0, 0)
        if node.model is not None:
            return self._model_row(node, node.model, shapes)
        layer = self._layers[node.shares or node.name]
        output = _output(layer, shapes)
        row = row_of(layer, node.name, shapes[0], output)
        if node.shares is None:
            self._first[node.name] = shapes[0]
            return row
        self._require_same_weights(node.shares, layer, shapes[0])
        return replace(row, layer=f"{layer.layer} of {node.shares}", parameters=0, trainable=0)

    def _given_to(self, node: Node) -> TensorType | None:
        """Return the sample type of an input; None for other nodes, and for an input with faulty preprocessing."""
        return self._given.get(node.name) if node.is_input else None

    def _model_row(self, node: Node, ref: str, shapes: Sequence[Shape]) -> LayerRow:
        model = self._registered.describe(ref)
        if model is None:
            raise LayerShapeError(f"expected a registered network, got {ref!r}{missing_hint(ref)}")
        if len(shapes) != 1 or shapes[0] != model.input_shape:
            came = " and ".join(shape_text(shape) for shape in shapes)
            raise LayerShapeError(f"model {model.ref}: expected samples of shape {shape_text(model.input_shape)}, got {came}")
        trainable = model.trainable if node.trainable else 0
        return LayerRow(node.name, f"model {model.ref}", model.output_shape, model.parameters, trainable, _model_cost(model.parameters))

    def _require_same_weights(self, name: str, layer: Layer, shape: Shape) -> None:
        first = self._first.get(name)
        if first is None or not layer.parameters(first):
            return
        if len(first) != len(shape) or first[-1] != shape[-1]:
            raise LayerShapeError(f"{layer.layer} of node {name} has weights for samples of shape {shape_text(first)}, got {shape_text(shape)}")


def _model_cost(parameters: int) -> LayerCost:
    return LayerCost(parameters, 0, MODEL_PARTS, Layer.speed)


def _input_shape(node: Node, given: Shape) -> Shape:
    if node.shape is not None and tuple(node.shape) != given:
        raise LayerShapeError(f"expected samples of the declared shape {shape_text(tuple(node.shape))}, got {shape_text(given)}")
    return given


def _output(layer: Layer, shapes: Sequence[Shape]) -> Shape:
    if isinstance(layer, Merge):
        return layer.merged_shape(shapes)
    if len(shapes) != 1:
        raise LayerShapeError(f"{layer.layer}: expected one input, got {len(shapes)}; join them with a merge layer such as Add or Concatenate")
    return layer.output_shape(shapes[0])


def layer_rows(origin: Origin, registered: Registered) -> list[LayerRow]:
    """Return a row for each layer of a registered network; none of a pipeline.

    Args:
        origin: The network.
        registered: Where it was looked up.
    """
    given = [TensorType(shape, "float32") for shape in origin.input_shapes]
    return network_shapes(origin.spec.model, dict(zip(input_names(origin.spec), given, strict=False)), origin.nested or registered).rows
