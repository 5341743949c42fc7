"""Backbones that start with the weights of a registered model: is it there, and does it hold the same architecture?"""

from collections.abc import Sequence

from models.core.errors import Fault
from models.specs.functional import Functional
from models.specs.kinds import Kind
from models.specs.layer_rows import layer_rows
from models.specs.layers import Layer
from models.specs.layers.backbone import NO_WEIGHTS, Backbone
from models.specs.missing import no_such_model
from models.specs.model import AnyModel, Block, Sequential
from models.specs.network import layer_names
from models.specs.registered import Origin, Registered
from models.specs.rows import LayerRow


def backbone_faults(model: AnyModel, rows: Sequence[LayerRow], registered: Registered) -> list[Fault]:
    """Refuse weights of a model that is not there, or that does not hold the same architecture.

    Args:
        model: The model part of a spec.
        rows: The lines of its network.
        registered: Where the models are looked up.
    """
    ours = {row.name: row.parameters for row in rows}
    faults = []
    for pointer, name, layer in _backbones(model):
        if layer.weights == NO_WEIGHTS or name not in ours:
            continue
        origin = registered.origin(layer.weights)
        detail = no_such_model(layer.weights) if origin is None else _unfit(layer, ours[name], origin, registered)
        faults += [Fault(f"{pointer}/weights", detail)] if detail else []
    return faults


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
    return next((name for _, name, layer in _backbones(model) if layer.backbone == wanted.backbone), None)


def _unfit(layer: Backbone, parameters: int, origin: Origin, registered: Registered) -> str:
    if origin.kind is Kind.NAMED:
        return f"expected a model of one input and one output, but {origin.ref} has named ones"
    rows = layer_rows(origin.spec.model, origin.model_shape, registered)[0]
    name = backbone_of(origin.spec.model, layer)
    found = sum(row.parameters for row in rows if name in (None, row.name))
    if found == parameters:
        return ""
    where = f"{name} of {origin.ref}" if name else origin.ref
    return f"expected a model that holds {layer.backbone} with {parameters:,} weights, got {where} with {found:,}"


def _backbones(model: AnyModel) -> list[tuple[str, str, Backbone]]:
    """Return pointer, name and layer of each backbone."""
    found: list[tuple[str, str, Layer | None]] = []
    if isinstance(model, Sequential):
        names = layer_names([layer for _, layer in model.placed])
        found = [(pointer, name, layer) for (pointer, layer), name in zip(model.placed, names, strict=True)]
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
