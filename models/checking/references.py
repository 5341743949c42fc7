"""References of a spec to registered models, written out: which versions they mean now, and what follows from them."""

from typing import Any

from models.core.errors import Fault
from models.specs.backbones import backbones_pinned
from models.specs.functional import Functional, Node
from models.specs.job import JobSpec
from models.specs.layers.backbone import Backbone
from models.specs.model import layers_by_pointer
from models.specs.registered import Registered
from models.specs.start import transfers
from models.specs.start_from import StartFrom


def with_link(raw: Any, spec: JobSpec, registered: Registered) -> tuple[JobSpec, list[Fault]]:
    """Write out the link of a model that is trained again: the layers it shares go on being shared.

    A request that has the field, null included, says itself what is shared.

    Args:
        raw: The spec as decoded JSON.
        spec: The same, validated.
        registered: Where the model is looked up.

    Returns:
        The spec, and a warning that says what else the job will change.
    """
    if "share_layers_with" in raw or spec.origin_ref is None or not spec.task_facts.trains or spec.from_checkpoint is not None or transfers(spec):
        return spec, []
    origin = registered.origin(spec.origin_ref)
    link = origin.shares if origin else None
    if origin is None or link is None or registered.origin(link.model) is None:
        return spec, []
    told = f"{origin.ref} shares {', '.join(link.layers)} with {link.model}, of which a new version is made too; null as share_layers_with ends that"
    return spec.model_copy(update={"share_layers_with": link}), [Fault("/start_from", told)]


def pinned(spec: JobSpec, registered: Registered) -> JobSpec:
    """Replace references to models by those of the versions they mean now: what training starts from, and what layers are taken from."""
    changes: dict[str, Any] = {}
    start, shared = spec.start_from, spec.share_layers_with
    origin = registered.origin(spec.origin_ref or "") if start is not None else None
    if origin is not None:
        changes["start_from"] = start.model_copy(update={"model": origin.ref}) if isinstance(start, StartFrom) else origin.ref
    other = registered.origin(shared.model) if shared is not None else None
    if other is not None and shared is not None:
        changes["share_layers_with"] = shared.model_copy(update={"model": other.ref})
    if any(isinstance(layer, Backbone) for _, layer in layers_by_pointer(spec.model)):
        changes["model"] = backbones_pinned(spec.model, registered)
    model = changes.get("model", spec.model)
    if isinstance(model, Functional):
        changes["model"] = model.model_copy(update={"nodes": [_pinned_node(node, registered) for node in model.nodes]})
    return spec.model_copy(update=changes) if changes else spec


def _pinned_node(node: Node, registered: Registered) -> Node:
    found = registered.describe(node.model) if node.model else None
    return node.model_copy(update={"model": found.ref}) if found else node
