"""Functional models: named nodes with their inputs, in any graph without cycles, and the order of those nodes."""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from models.core.errors import Fault
from models.core.part import Part
from models.specs.layers import AnyLayer
from models.specs.layers.base import FILE_NAME, LayerName

#: Most nodes, so that a spec is checked quickly.
MAX_NODES = 500


class Node(Part):
    """One node of a graph: an input, a layer, a layer used again, or a whole registered model."""

    model_config = ConfigDict(title="GraphNode")  # Browsers have a Node.
    name: LayerName = Field(description="Name of the node and of its layer.")
    inputs: list[LayerName] = Field(default_factory=list, max_length=100, description="Nodes whose outputs it takes; none for an input.")
    layer: AnyLayer | None = Field(None, description="The layer; left out for an input.")
    shares: LayerName | None = Field(None, description="Node whose layer and weights are used again here.")
    model: str | None = Field(None, max_length=200, description="Reference of a registered model used as a layer.")
    trainable: bool = Field(True, description="Whether training changes the weights of the model used as a layer.")
    shape: list[Annotated[int, Field(ge=1, le=1_000_000)]] | None = Field(
        None, max_length=6, description="Sample shape of an input; that of the data when left out."
    )

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [name for name in ("layer", "shares", "model") if getattr(self, name) is not None]
        if len(kinds) > 1:
            raise ValueError(f"node {self.name}: expected one of layer, shares and model, got {' and '.join(kinds)}")
        if kinds and not self.inputs:
            raise ValueError(f"node {self.name}: expected the nodes whose outputs it takes in 'inputs', got none")
        if not kinds and self.inputs:
            raise ValueError(f"node {self.name}: expected a layer (or shares, or model) beside 'inputs', got none")
        if kinds and self.shape is not None:
            raise ValueError(f"node {self.name}: only an input has a 'shape'; a layer's follows from its inputs")
        return self

    @property
    def is_input(self) -> bool:
        """Tell whether the node is an input of the model."""
        return not self.inputs


class Functional(Part):
    """A model of named nodes."""

    kind: Literal["functional"]
    nodes: list[Node] = Field(min_length=2, max_length=MAX_NODES, description="The nodes, in any order.")
    outputs: list[LayerName] = Field(min_length=1, max_length=100, description="Nodes whose outputs are those of the model.")

    @property
    def layers_by_pointer(self) -> list[tuple[str, AnyLayer]]:
        """Return each layer with its pointer; a layer that is used again counts once."""
        return [(f"/model/nodes/{index}/layer", node.layer) for index, node in enumerate(self.nodes) if node.layer is not None]

    @property
    def input_names(self) -> list[str]:
        """Return the names of the input nodes, in order."""
        return [node.name for node in self.nodes if node.is_input]


def ordered(model: Functional) -> tuple[list[Node], list[Fault]]:
    """Order the nodes so that each follows its inputs.

    Returns:
        The nodes in order, and the faults of the graph; no nodes where there are faults.
    """
    faults = _double_names(model.nodes) + _unknown_names(model)
    if not faults:
        faults = _cycle(model.nodes) or _unused_nodes(model)
    if faults:
        return [], faults
    nodes = {node.name: node for node in model.nodes}
    return [nodes[name] for name in TopologicalSorter(_dependencies(model.nodes)).static_order()], []


def _dependencies(nodes: Sequence[Node]) -> dict[str, list[str]]:
    return {node.name: [*node.inputs, *([node.shares] if node.shares else [])] for node in nodes}


def _double_names(nodes: Sequence[Node]) -> list[Fault]:
    seen: set[str] = set()
    parts = {f"{node.name}.{part}": node.layer.layer for node in nodes if node.layer is not None for part in node.layer.parts}
    faults = []
    for index, node in enumerate(nodes):
        if node.name in parts:
            faults.append(Fault(f"/model/nodes/{index}/name", f"expected another name: a part of a {parts[node.name]} node is named {node.name!r}"))
        if node.name == FILE_NAME:
            faults.append(Fault(f"/model/nodes/{index}/name", f"expected another name: {node.name!r} is reserved in the file of the model"))
        if node.name in seen:
            faults.append(Fault(f"/model/nodes/{index}/name", f"expected a unique name, got {node.name!r} again"))
        seen.add(node.name)
    return faults


def _unknown_names(model: Functional) -> list[Fault]:
    names = {node.name for node in model.nodes}
    layers = {node.name for node in model.nodes if node.layer is not None}
    known = ", ".join(sorted(names))
    faults = []
    for index, node in enumerate(model.nodes):
        for position, name in enumerate(node.inputs):
            if name not in names:
                faults.append(Fault(f"/model/nodes/{index}/inputs/{position}", f"node {node.name}: expected one of the nodes {known}, got {name!r}"))
        if node.shares is not None and node.shares not in layers:
            faults.append(Fault(f"/model/nodes/{index}/shares", f"expected the name of a node with a layer, got {node.shares!r}"))
    for position, name in enumerate(model.outputs):
        if name not in names:
            faults.append(Fault(f"/model/outputs/{position}", f"expected one of {known}, got {name!r}"))
    return faults


def _cycle(nodes: Sequence[Node]) -> list[Fault]:
    try:
        TopologicalSorter(_dependencies(nodes)).prepare()
    except CycleError as error:
        cycle = list(reversed(error.args[1]))
        index = next(index for index, node in enumerate(nodes) if node.name == cycle[0])
        return [Fault(f"/model/nodes/{index}/inputs", f"expected no cycle, got {' -> '.join(cycle)}")]
    return []


def _unused_nodes(model: Functional) -> list[Fault]:
    """Refuse nodes that no output depends on."""
    dependencies = _dependencies(model.nodes)
    used: set[str] = set()
    waiting = list(model.outputs)
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting += dependencies[name]
    return [
        Fault(f"/model/nodes/{index}", f"no output depends on node {node.name}; use it, list it in outputs, or remove it")
        for index, node in enumerate(model.nodes)
        if node.name not in used
    ]
