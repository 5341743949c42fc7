"""Backbones: known architectures as one layer, which may start with the weights of a registered model."""

from models.specs.functional import Functional
from models.specs.layers import Layer
from models.specs.layers.backbone import NO_WEIGHTS, Backbone
from models.specs.model import AnyModel, Block, Sequential
from models.specs.network import layer_names
from models.specs.registered import Registered


def backbones_pinned(model: AnyModel, registered: Registered) -> AnyModel:
    """Replace references to the models whose weights backbones start with by those of the versions they mean now."""
    if isinstance(model, Sequential):
        return model.model_copy(update={"layers": [_pinned_entry(entry, registered) for entry in model.layers]})
    if isinstance(model, Functional):
        nodes = [node.model_copy(update={"layer": _pinned(node.layer, registered)}) if node.layer else node for node in model.nodes]
        return model.model_copy(update={"nodes": nodes})
    return model


def backbone_of(model: AnyModel, wanted: Backbone) -> str | None:
    """Return the name of the first layer of a network that is the same architecture; None where there is none."""
    return next((name for _, name, layer in placed_backbones(model) if layer.backbone == wanted.backbone), None)


def placed_backbones(model: AnyModel) -> list[tuple[str, str, Backbone]]:
    """Return pointer, name and layer of each backbone."""
    found: list[tuple[str, str, Layer | None]] = []
    if isinstance(model, Sequential):
        names = layer_names([layer for _, layer in model.layers_by_pointer])
        found = [(pointer, name, layer) for (pointer, layer), name in zip(model.layers_by_pointer, names, strict=True)]
    elif isinstance(model, Functional):
        found = [(f"/model/nodes/{index}/layer", node.name, node.layer) for index, node in enumerate(model.nodes)]
    return [(pointer, name, layer) for pointer, name, layer in found if isinstance(layer, Backbone)]


def _pinned_entry(entry: Layer | Block, registered: Registered) -> Layer | Block:
    if isinstance(entry, Block):
        return entry.model_copy(update={"layers": [_pinned(layer, registered) for layer in entry.layers]})
    return _pinned(entry, registered)


def _pinned(layer: Layer, registered: Registered) -> Layer:
    origin = registered.origin(layer.weights) if isinstance(layer, Backbone) and layer.weights != NO_WEIGHTS else None
    return layer.model_copy(update={"weights": origin.ref}) if origin else layer
