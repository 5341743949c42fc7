"""Follow a sample through the graph of a functional model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.core.errors import Fault
from models.core.tensors import Shape, TensorType, shape_text
from models.specs.functional import Functional, Node
from models.specs.graph import ordered
from models.specs.layers import Layer, LayerShapeError, Merge
from models.specs.missing import recipe_hint
from models.specs.registered import Registered
from models.specs.rows import LayerRow, row_of, size_faults


@dataclass
class GraphSummary:
    """What is known of a graph.

    Args:
        rows: A line for each node that could be worked out.
        shapes: Sample shape behind each of them, by its name.
        faults: What cannot work.
    """

    rows: list[LayerRow] = field(default_factory=list)
    shapes: dict[str, Shape] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def summarize_graph(model: Functional, given: Mapping[str, TensorType], registered: Registered) -> GraphSummary:
    """Work out shapes and parameter counts of a graph.

    Args:
        model: The graph.
        given: Type of what reaches each input, by name; without inputs that nothing sound reaches.
        registered: Where models used as layers are looked up.
    """
    nodes, faults = ordered(model)
    walk = _Walk(model, given, registered, GraphSummary(faults=faults))
    for node in nodes:
        walk.visit(node)
    summary = walk.summary
    summary.faults += size_faults(summary.rows, "/model/nodes")
    return summary


class _Walk:
    """Visits nodes in order; a node behind a faulty one is passed over, so that each fault is told once."""

    def __init__(self, model: Functional, given: Mapping[str, TensorType], registered: Registered, summary: GraphSummary) -> None:
        self.summary = summary
        self._given, self._registered = given, registered
        self._indexes = {node.name: index for index, node in enumerate(model.nodes)}
        self._layers = {node.name: node.layer for node in model.nodes if node.layer is not None}
        #: Shapes that reached a layer with weights the first time it was used.
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
        return LayerRow(node.name, f"{layer.layer} of {node.shares}", output, 0, 0)

    def _given_to(self, node: Node) -> TensorType | None:
        """Return what reaches an input; None for another node, and where nothing sound does."""
        return self._given.get(node.name) if node.is_input else None

    def _model_row(self, node: Node, ref: str, shapes: Sequence[Shape]) -> LayerRow:
        model = self._registered.describe(ref)
        if model is None:
            raise LayerShapeError(f"there is no registered network {ref!r}{recipe_hint(ref)}")
        if len(shapes) != 1 or shapes[0] != model.input_shape:
            came = " and ".join(shape_text(shape) for shape in shapes)
            raise LayerShapeError(f"model {model.ref} takes {shape_text(model.input_shape)}, but {came} reaches it")
        return LayerRow(node.name, f"model {model.ref}", model.output_shape, model.parameters, model.trainable if node.trainable else 0)

    def _require_same_weights(self, name: str, layer: Layer, shape: Shape) -> None:
        first = self._first.get(name)
        if first is None or not layer.parameters(first):
            return
        if len(first) != len(shape) or first[-1] != shape[-1]:
            raise LayerShapeError(f"{layer.layer} of node {name} has weights for {shape_text(first)}, but {shape_text(shape)} reaches it here")


def _input_shape(node: Node, given: Shape) -> Shape:
    if node.shape is not None and tuple(node.shape) != given:
        raise LayerShapeError(f"the input is declared as {shape_text(tuple(node.shape))}, but the data gives {shape_text(given)}")
    return given


def _output(layer: Layer, shapes: Sequence[Shape]) -> Shape:
    if isinstance(layer, Merge):
        return layer.merged_shape(shapes)
    if len(shapes) != 1:
        raise LayerShapeError(f"{layer.layer} takes one input, got {len(shapes)}; join them with a merge layer such as Add or Concatenate")
    return layer.output_shape(shapes[0])
