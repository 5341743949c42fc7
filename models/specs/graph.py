"""The graph of a functional model: is it whole, and in which order are its nodes worked out?"""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

from models.core.errors import Fault
from models.specs.functional import Functional, Node
from models.specs.layers.base import FILE_NAME


def ordered(model: Functional) -> tuple[list[Node], list[Fault]]:
    """Put the nodes into an order in which each comes behind those it takes from.

    Returns:
        The nodes in order, and what is wrong; no nodes where something is.
    """
    faults = _double_names(model.nodes) + _unknown_names(model)
    if not faults:
        faults = _cycle(model.nodes) or _loose_ends(model)
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
            faults.append(
                Fault(f"/model/nodes/{index}/name", f"expected another name: a {parts[node.name]} node has a part that is called {node.name!r}")
            )
        if node.name == FILE_NAME:
            faults.append(Fault(f"/model/nodes/{index}/name", f"expected another name: the file of the model itself uses {node.name!r}"))
        if node.name in seen:
            faults.append(Fault(f"/model/nodes/{index}/name", f"expected a name no other node has, got {node.name!r} again"))
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
                faults.append(Fault(f"/model/nodes/{index}/inputs/{position}", f"node {node.name} takes from {name!r}, but there are only {known}"))
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
        circle = list(reversed(error.args[1]))
        index = next(index for index, node in enumerate(nodes) if node.name == circle[0])
        return [Fault(f"/model/nodes/{index}/inputs", f"expected no cycle, but the nodes go round: {' -> '.join(circle)}")]
    return []


def _loose_ends(model: Functional) -> list[Fault]:
    """Name the nodes that lead to no output, and refuse a graph without inputs."""
    dependencies = _dependencies(model.nodes)
    used: set[str] = set()
    waiting = list(model.outputs)
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting += dependencies[name]
    return [
        Fault(f"/model/nodes/{index}", f"node {node.name} leads to no output; use it, name it in outputs, or leave it out")
        for index, node in enumerate(model.nodes)
        if node.name not in used
    ]
