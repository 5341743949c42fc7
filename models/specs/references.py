"""References to registered models in a spec: everywhere that a spec names one."""

from collections.abc import Callable
from typing import Any, Literal

from models.specs.functional import Functional, Node
from models.specs.importing import ImportSpec
from models.specs.job import JobSpec, ShareLayers, StartFrom
from models.specs.layers import Layer
from models.specs.layers.backbone import NO_WEIGHTS, Backbone
from models.specs.model import AnyModel, Block, Sequential

#: Returns another reference for one.
Rename = Callable[[str], str]
#: What a job does with a model that its spec names: it starts from it, shares layers with it, or has it, or its weights, as a layer.
Use = Literal["start", "share", "layer"]


def references_of(spec: JobSpec) -> dict[str, Use]:
    """Return the models that a spec names, by reference, with what the job does with each.

    Args:
        spec: A spec.
    """
    found: dict[str, Use] = {}

    def note(ref: str) -> str:
        found[ref] = "layer"
        return ref

    with_references(spec, note)
    if spec.share_layers_with is not None:
        found[spec.share_layers_with.model] = "share"
    if spec.origin_ref is not None:
        found[spec.origin_ref] = "start"
    return found


def with_references(spec: JobSpec, rename: Rename) -> JobSpec:
    """Return a spec with other references to models.

    Args:
        spec: A spec.
        rename: Returns the new reference for each.
    """
    start, shared = spec.start_from, spec.share_layers_with
    changes: dict[str, Any] = {
        "start_from": start and _renamed(start, rename),
        "share_layers_with": shared and _renamed(shared, rename),
        "model": _with_models(spec.model, rename),
    }
    return spec.model_copy(update={name: value for name, value in changes.items() if value != getattr(spec, name)})


def as_others_write(spec: JobSpec | ImportSpec, owner: str) -> JobSpec | ImportSpec:
    """Return a spec of an owner with its references as other owners write them: owner/name.

    Args:
        spec: A spec. That of an imported network names no models.
        owner: Its owner, whose models it names without an owner.
    """
    return with_references(spec, lambda ref: ref_as_others_write(ref, owner)) if isinstance(spec, JobSpec) else spec


def ref_as_others_write(ref: str, owner: str) -> str:
    """Return a reference of an owner as other owners write it: owner/name.

    Args:
        ref: The reference.
        owner: The owner, whose own models are named without an owner.
    """
    return ref if "/" in ref else f"{owner}/{ref}"


def _renamed(value: str | StartFrom | ShareLayers, rename: Rename) -> str | StartFrom | ShareLayers:
    return rename(value) if isinstance(value, str) else value.model_copy(update={"model": rename(value.model)})


def _with_models(model: AnyModel, rename: Rename) -> AnyModel:
    """Rename the models that backbones take weights from, and those that nodes use as layers."""
    if isinstance(model, Sequential):
        return model.model_copy(update={"layers": [_entry(entry, rename) for entry in model.layers]})
    return model.model_copy(update={"nodes": [_node(node, rename) for node in model.nodes]}) if isinstance(model, Functional) else model


def _entry(entry: Layer | Block, rename: Rename) -> Layer | Block:
    if isinstance(entry, Block):
        return entry.model_copy(update={"layers": [_layer(layer, rename) for layer in entry.layers]})
    return _layer(entry, rename)


def _layer(layer: Layer, rename: Rename) -> Layer:
    has_origin = isinstance(layer, Backbone) and layer.weights != NO_WEIGHTS
    return layer.model_copy(update={"weights": rename(layer.weights)}) if has_origin else layer  # type: ignore[attr-defined]


def _node(node: Node, rename: Rename) -> Node:
    if node.model is not None:
        return node.model_copy(update={"model": rename(node.model)})
    return node.model_copy(update={"layer": _layer(node.layer, rename)}) if node.layer else node
