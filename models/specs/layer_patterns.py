"""Layers by patterns of their names: those a job does not train, and those two networks share."""

from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from models.specs.functional import Functional, Node
from models.specs.job import JobSpec, StartFrom
from models.specs.model import AnyModel, Sequential
from models.specs.network import LayerRow, layers_with_names
from models.specs.registered import OriginSpec


def trained_network(spec: OriginSpec) -> Sequential | Functional:
    """Return a job's network as it is trained: frozen layers are not trainable, blocks are written out, every layer is named.

    Args:
        spec: A checked spec.

    Raises:
        TypeError: Its model is not a network.
    """
    model, names = spec.model, frozen_names(spec)
    if isinstance(model, Sequential):
        changes = [(layer, {"name": name, "trainable": layer.trainable and name not in names}) for _, name, layer in layers_with_names(model)]
        return model.model_copy(update={"layers": [layer.model_copy(update=change) for layer, change in changes]})
    if isinstance(model, Functional):
        return model.model_copy(update={"nodes": [_untrained(node) if node.name in names else node for node in model.nodes]})
    raise TypeError(f"expected the spec of a network, got one of kind {model.kind}")


def own_names(model: AnyModel) -> list[str]:
    """Return the names of layers, and of models used as layers, in order; inputs and repeated uses are left out."""
    if isinstance(model, Functional):
        return [node.name for node in model.nodes if not node.is_input and node.shares is None]
    return [name for _, name, _ in layers_with_names(model)]


def frozen_names(spec: OriginSpec) -> frozenset[str]:
    """Return the names of the layers that the patterns of a job freeze."""
    patterns = spec.training.freeze if spec.training else []
    start = spec.start_from.freeze if isinstance(spec.start_from, StartFrom) else []
    if not patterns and not start:
        return frozenset()
    return frozenset([*matched(patterns, own_names(spec.model)), *matched(start, kept_names(spec))])


def kept_names(spec: OriginSpec) -> list[str]:
    """Return the names of the layers that a job keeps of the model it starts from: all but the appended ones."""
    names = own_names(spec.model)
    appended = len(spec.start_from.append) if isinstance(spec.start_from, StartFrom) else 0
    return names[: len(names) - appended]


def matched(patterns: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return the names that match any of the patterns, in order."""
    return [name for name in names if any(fnmatchcase(name, pattern) for pattern in patterns)]


def frozen_rows(spec: JobSpec, rows: Sequence[LayerRow]) -> list[LayerRow]:
    """Return the rows of a network's summary, without trainable weights in frozen layers."""
    names = frozen_names(spec)
    return [replace(row, trainable=0) if row.name in names else row for row in rows]


def _untrained(node: Node) -> Node:
    if node.layer is None:
        return node.model_copy(update={"trainable": False})
    return node.model_copy(update={"layer": node.layer.model_copy(update={"trainable": False})})


def shared_names(patterns: Sequence[str], model: AnyModel, other: AnyModel) -> list[str]:
    """Return the names of the layers that two networks share by patterns, in the order of the first."""
    theirs = set(own_names(other))
    return [name for name in matched(patterns, own_names(model)) if name in theirs]
