"""Layers that a job does not train, by patterns of their names."""

from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from models.specs.functional import Functional, Node
from models.specs.job import JobSpec
from models.specs.model import AnyModel, Sequential
from models.specs.network import layer_names
from models.specs.registered import OriginSpec
from models.specs.rows import LayerRow
from models.specs.start_from import StartFrom

#: Names that are quoted back where a pattern matches none of them.
_MAX_NAMES = 30


def trained_network(spec: OriginSpec) -> Sequential | Functional:
    """Return a job's network as it is trained: layers that the job freezes are not trainable, blocks are laid out, every layer has its name.

    Args:
        spec: A checked spec.

    Raises:
        TypeError: Its model is no network.
    """
    model, names = spec.model, frozen_names(spec)
    if isinstance(model, Sequential):
        layers = [layer for _, layer in model.layers_by_pointer]
        named = zip(layers, layer_names(layers), strict=True)
        return model.model_copy(
            update={"layers": [layer.model_copy(update={"name": name, "trainable": layer.trainable and name not in names}) for layer, name in named]}
        )
    if isinstance(model, Functional):
        return model.model_copy(update={"nodes": [_untrained(node) if node.name in names else node for node in model.nodes]})
    raise TypeError(f"expected the spec of a network, got one of kind {model.kind}")


def own_names(model: AnyModel) -> list[str]:
    """Return the names of layers, and of models used as one, in order; those of a graph without its inputs and second uses."""
    if isinstance(model, Sequential):
        return layer_names([layer for _, layer in model.layers_by_pointer])
    return [node.name for node in model.nodes if not node.is_input and node.shares is None] if isinstance(model, Functional) else []


def frozen_names(spec: OriginSpec) -> frozenset[str]:
    """Return the names of the layers that a job freezes; a layer that is itself not trainable is not among them."""
    patterns = spec.training.freeze if spec.training else []
    start = spec.start_from.freeze if isinstance(spec.start_from, StartFrom) else []
    if not patterns and not start:
        return frozenset()
    return frozenset([*matched(patterns, own_names(spec.model)), *matched(start, kept_names(spec))])


def kept_names(spec: OriginSpec) -> list[str]:
    """Return the names of the layers that a job has from the model it starts from; of all its layers where it appends none."""
    names = own_names(spec.model)
    appended = len(spec.start_from.append) if isinstance(spec.start_from, StartFrom) else 0
    return names[: len(names) - appended]


def matched(patterns: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return the names that match any of the patterns, in order."""
    return [name for name in names if any(fnmatchcase(name, pattern) for pattern in patterns)]


def frozen_rows(spec: JobSpec, rows: Sequence[LayerRow]) -> list[LayerRow]:
    """Return the lines of a network's summary, with nothing to train in the layers that the job freezes."""
    names = frozen_names(spec)
    return [replace(row, trainable=0) if row.name in names else row for row in rows]


def _untrained(node: Node) -> Node:
    if node.layer is None:
        return node.model_copy(update={"trainable": False})
    return node.model_copy(update={"layer": node.layer.model_copy(update={"trainable": False})})
