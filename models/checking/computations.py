"""What the layers of a network compute, to be compared with those of another network."""

from collections.abc import Mapping
from typing import Any

from models.specs.functional import Functional
from models.specs.model import AnyModel, layers_by_pointer
from models.specs.network import layer_names

#: Fields of a layer that say how it is trained, not what it computes, and endings of more of them.
_TRAINING_FIELDS = ("name", "trainable", "weights", "rate", "dropout", "recurrent_dropout", "stddev", "momentum")
_TRAINING_ENDINGS = ("_initializer", "_regularizer", "_constraint")


def computations(model: AnyModel) -> dict[str, dict[str, Any]]:
    """Return by name what each layer of a network computes, and what it computes that from."""
    if not isinstance(model, Functional):
        return {name: _computing(layer.model_dump()) for name, layer in _named_layers(model)}
    nodes = {node.name: node.model_dump(exclude={"layer", "shape"}) | (node.layer.model_dump() if node.layer else {}) for node in model.nodes}
    return {**{name: _computing(fields) for name, fields in nodes.items()}, "the model": {"outputs": model.outputs}}


def layer_computation(model: AnyModel, name: str) -> dict[str, Any]:
    """Return what one layer of a network computes, wherever its inputs come from."""
    if isinstance(model, Functional):
        node = next(node for node in model.nodes if node.name == name)
        return _computing(node.layer.model_dump()) if node.layer else {"model": node.model}
    return _computing(dict(_named_layers(model))[name].model_dump())


def _named_layers(model: AnyModel) -> list[tuple[str, Any]]:
    layers = [layer for _, layer in layers_by_pointer(model)]
    return list(zip(layer_names(layers), layers, strict=True))


def _computing(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return those fields of a layer that say what it computes, not how it is trained."""
    kept = {key: value for key, value in fields.items() if key not in _TRAINING_FIELDS and not key.endswith(_TRAINING_ENDINGS)}
    return {key: _computing(value) if isinstance(value, dict) else value for key, value in kept.items()}
