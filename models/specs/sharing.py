"""Layers that two registered networks share: what trains one of them changes the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.core.errors import Fault
from models.core.faults import quote
from models.core.tensors import shape_text
from models.specs.freezing import matched, own_names
from models.specs.functional import Functional
from models.specs.job import JobSpec
from models.specs.kind import Kind
from models.specs.layer_rows import layer_rows
from models.specs.missing import no_such_model
from models.specs.model import AnyModel, Sequential, SklearnPipeline
from models.specs.network import layer_names
from models.specs.ports import is_named
from models.specs.registered import Origin, Registered
from models.specs.rows import LayerRow
from models.specs.start import computing, transfers

_POINTER = "/share_layers_with"


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
    origin = registered.origin(spec.origin_ref or "")
    link = origin.shares if origin else None
    if origin is None or link is None or registered.origin(link.model) is None:
        return spec, []
    told = f"{origin.ref} shares {', '.join(link.layers)} with {link.model}, of which a new version is made too; null as share_layers_with ends that"
    return spec.model_copy(update={"share_layers_with": link}), [Fault("/start_from", told)]


def sharing_faults(spec: JobSpec, rows: Sequence[LayerRow], registered: Registered) -> list[Fault]:
    """Refuse what cannot be shared: no such model or layer, or layers of other weights.

    Args:
        spec: A spec.
        rows: The lines of its network; none where it has other faults, which are to be mended first.
        registered: Where the other model is looked up.
    """
    asked = spec.share_layers_with
    if asked is None:
        return []
    origin = registered.origin(asked.model)
    if origin is None:
        return [Fault(f"{_POINTER}/model", no_such_model(asked.model))]
    if isinstance(origin.spec.model, SklearnPipeline):
        return [Fault(f"{_POINTER}/model", f"expected a network, but {origin.ref} is a scikit-learn pipeline, which has no layers")]
    if origin.kind is Kind.NAMED or is_named(spec):
        which = origin.ref if origin.kind is Kind.NAMED else "the one of this job"
        return [Fault(_POINTER, f"layers are shared between networks of one input and one output, but {which} has named ones")]
    if not spec.task_facts.trains or isinstance(spec.model, SklearnPipeline):
        return [Fault(_POINTER, "expected a network with the task train: sharing is for the model that a job trains")]
    theirs = {row.name: row for row in layer_rows(origin.spec.model, origin.model_shape, registered)[0]}
    pairs = _Pairs(spec.model, origin, {row.name: row for row in rows}, theirs)
    return [fault for place, pattern in enumerate(asked.layers) for fault in pairs.faults(pattern, f"{_POINTER}/layers/{place}")]


def shared_names(patterns: Sequence[str], model: AnyModel, other: AnyModel) -> list[str]:
    """Return the names of the layers that two networks share, in the order of the first."""
    theirs = set(own_names(other))
    return [name for name in matched(patterns, own_names(model)) if name in theirs]


@dataclass(frozen=True)
class _Pairs:
    """The layers of two networks, by name."""

    model: AnyModel
    origin: Origin
    ours: dict[str, LayerRow]
    theirs: dict[str, LayerRow]

    def faults(self, pattern: str, pointer: str) -> list[Fault]:
        names = shared_names([pattern], self.model, self.origin.spec.model)
        if not names:
            both = [name for name in own_names(self.model) if name in self.theirs] or ["none"]
            wanted = f"expected a pattern that matches a layer of this network and of {self.origin.ref}"
            return [Fault(pointer, f"{wanted}, got {quote(pattern)}; names that both have: {', '.join(both)}")]
        known = [name for name in names if name in self.ours]
        if known and not any(self.ours[name].parameters for name in known):
            return [Fault(pointer, f"expected a layer with weights to share, but {', '.join(known)} has none")]
        return [Fault(pointer, detail) for name in known if (detail := self._difference(name))]

    def _difference(self, name: str) -> str:
        ours, theirs = self.ours[name], self.theirs[name]
        same = _layer_fields(self.model, name) == _layer_fields(self.origin.spec.model, name)
        if same and ours.parameters == theirs.parameters:
            return ""
        here, there = (f"{row.layer}, output {shape_text(row.output_shape)}, {row.parameters:,} parameters" for row in (ours, theirs))
        return f"expected the same layer in both, but {name} is {here} here and {there} in {self.origin.ref}" + (
            "" if here != there else ", of other fields"
        )


def _layer_fields(model: AnyModel, name: str) -> dict[str, Any]:
    """Return what a layer computes, wherever its inputs come from."""
    if isinstance(model, Functional):
        node = next(node for node in model.nodes if node.name == name)
        return computing(node.layer.model_dump()) if node.layer else {"model": node.model}
    assert isinstance(model, Sequential)
    layers = [layer for _, layer in model.placed]
    return computing(layers[layer_names(layers).index(name)].model_dump())
