"""The boxes and arrows of a network: one box a layer, read from its spec."""

from collections.abc import Mapping, Sequence

from pydantic import Field

from models.core.tensors import Shape, TensorType
from models.plots.plot import Numbers
from models.specs.functional import Functional, Node
from models.specs.layer_shapes import network_shapes
from models.specs.model import AnyModel
from models.specs.network import LayerRow
from models.specs.ports import INPUT
from models.specs.registered import Registered

#: Most letters of a name that is written out.
MAX_LETTERS = 60


class Box(Numbers):
    """A layer of a network, or several that are drawn as one."""

    name: str = Field(description="Name of the layer.")
    layer: str = Field(description="Kind of the layer.")
    shape: list[int | None] | None = Field(description="Shape of one sample of its output; null where it is not known.")
    parameters: int = Field(description="Number of its weights; 0 where the layer is used again.")
    trainable: int = Field(description="Number of those that training changes.")
    shares: str | None = Field(description="Layer whose weights are used again here; null for none.")
    layers: int = Field(description="Number of layers that the box stands for.")


class Diagram(Numbers):
    """A network as boxes and arrows."""

    boxes: list[Box] = Field(description="The boxes, each after those it takes its input from.")
    arrows: list[tuple[int, int]] = Field(description="From which box to which, by their indices.")
    outputs: list[int] = Field(description="Indices of the boxes whose outputs are those of the network.")
    parameters: int = Field(description="Number of weights of the network.")
    layers: int = Field(description="Number of layers of the network, without inputs.")


def diagram_of(model: AnyModel, given: Mapping[str, Shape], registered: Registered) -> Diagram:
    """Return the boxes and arrows of a network.

    Args:
        model: The model part of its spec: a stack, or a graph.
        given: Shape of one prepared sample of each input, by name.
        registered: Where models used as layers are looked up.
    """
    shapes = network_shapes(model, {name: TensorType(shape, "float32") for name, shape in given.items()}, registered)
    if isinstance(model, Functional):
        return _graph(model, shapes.rows)
    return _stack(shapes.rows, given[INPUT])


def _stack(rows: Sequence[LayerRow], given: Shape) -> Diagram:
    boxes = [_input(INPUT, given), *(_box(row) for row in rows)]
    return _whole(boxes, [(index, index + 1) for index in range(len(rows))], [len(rows)])


def _graph(model: Functional, rows: Sequence[LayerRow]) -> Diagram:
    known, nodes = {row.name: row for row in rows}, {node.name: node for node in model.nodes}
    names = list(dict.fromkeys([row.name for row in rows] + list(nodes)))
    indices = {name: index for index, name in enumerate(names)}
    boxes = [_of_node(nodes[name], known.get(name)) for name in names]
    arrows = [(indices[start], indices[name]) for name in names for start in nodes[name].inputs]
    return _whole(boxes, arrows, [indices[name] for name in model.outputs])


def _of_node(node: Node, row: LayerRow | None) -> Box:
    if row is None:  # A model used as a layer is no longer registered.
        kind = node.layer.layer if node.layer is not None else f"model {node.model}" if node.model else "layer"
        return Box(name=node.name, layer=kind, shape=None, parameters=0, trainable=0, shares=node.shares, layers=1)
    if node.is_input:
        return _input(node.name, row.output_shape)
    kind = row.layer.removesuffix(f" of {node.shares}")
    return _box(row).model_copy(update={"layer": kind, "shares": node.shares})


def _input(name: str, shape: Shape) -> Box:
    return Box(name=name[:MAX_LETTERS], layer="Input", shape=list(shape), parameters=0, trainable=0, shares=None, layers=0)


def _box(row: LayerRow) -> Box:
    shape = list(row.output_shape)
    return Box(name=row.name[:MAX_LETTERS], layer=row.layer, shape=shape, parameters=row.parameters, trainable=row.trainable, shares=None, layers=1)


def _whole(boxes: list[Box], arrows: list[tuple[int, int]], outputs: list[int]) -> Diagram:
    total, layers = sum(box.parameters for box in boxes), sum(box.layers for box in boxes)
    return Diagram(boxes=boxes, arrows=arrows, outputs=outputs, parameters=total, layers=layers)
