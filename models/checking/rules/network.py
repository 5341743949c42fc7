"""Rules for the layers of a network: shapes, dropout, backbones and layers that are not trained."""

from collections.abc import Sequence

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.faults import quote
from models.specs.job import JobSpec, StartFrom
from models.specs.layer_patterns import frozen_names, frozen_rows, kept_names, matched, own_names
from models.specs.layer_shapes import layer_rows
from models.specs.layers.backbone import NO_WEIGHTS, Backbone
from models.specs.model import SklearnPipeline, layers_by_pointer
from models.specs.network import LayerRow, backbone_of, placed_backbones
from models.specs.registered import Origin, Registered, no_such_model

_TRAINING, _START = "/training/freeze", "/start_from/freeze"
#: Most names in the message about a pattern that matches none.
_MAX_NAMES = 30


class Layers(Rule):
    """Each layer takes the shape of its input."""

    def applies(self, spec: JobSpec) -> bool:
        return not isinstance(spec.model, SklearnPipeline)

    def judge(self, case: Case) -> Findings:
        return Findings(case.network.faults)


class FullDropout(Rule):
    """No layer drops every value."""

    def applies(self, spec: JobSpec) -> bool:
        return any(layer.drops_all for _, layer in layers_by_pointer(spec.model))

    def judge(self, case: Case) -> Findings:
        detail = "a rate of 1 drops every value, so that layers after it cannot learn"
        layers = layers_by_pointer(case.spec.model)
        return Findings(warnings=[Fault(f"{pointer}/rate", detail) for pointer, layer in layers if layer.drops_all])


class Backbones(Rule):
    """The model that a backbone takes weights from exists and has the same architecture."""

    def applies(self, spec: JobSpec) -> bool:
        return bool(placed_backbones(spec.model))

    def judge(self, case: Case) -> Findings:
        ours = {row.name: row.parameters for row in case.network.rows}
        faults = []
        for pointer, name, layer in placed_backbones(case.spec.model):
            if layer.weights == NO_WEIGHTS or name not in ours:
                continue
            origin = case.registered.origin(layer.weights)
            detail = no_such_model(layer.weights) if origin is None else _unfit(layer, ours[name], origin, case.registered)
            faults += [Fault(f"{pointer}/weights", detail)] if detail else []
        return Findings(faults)


class Freezing(Rule):
    """Each pattern of frozen layers matches a layer, and some weights remain trainable."""

    def applies(self, spec: JobSpec) -> bool:
        return bool(spec.training and spec.training.freeze) or isinstance(spec.start_from, StartFrom)

    def judge(self, case: Case) -> Findings:
        spec = case.spec
        faults = _pattern_faults(spec.training.freeze, own_names(spec.model), _TRAINING) if spec.training else []
        if isinstance(spec.start_from, StartFrom):
            faults += _pattern_faults(spec.start_from.freeze, kept_names(spec), _START)
        if faults or case.errors:  # Other faults are fixed first, as they may change what remains trainable.
            return Findings(faults)
        return Findings(_all_frozen(spec, case.network.rows))


def _all_frozen(spec: JobSpec, rows: Sequence[LayerRow]) -> list[Fault]:
    trained, left = (sum(row.trainable for row in some) for some in (rows, frozen_rows(spec, rows)))
    if left or not trained or not frozen_names(spec):
        return []
    pointer = _TRAINING if spec.training and spec.training.freeze else _START
    return [Fault(pointer, "expected a trainable layer with weights, but the patterns match all of them")]


def _pattern_faults(patterns: Sequence[str], names: Sequence[str], pointer: str) -> list[Fault]:
    """Refuse each pattern that matches none of the names."""
    shown = ", ".join(names[:_MAX_NAMES]) + (", …" if len(names) > _MAX_NAMES else "")
    return [
        Fault(f"{pointer}/{index}", f"expected a pattern that matches a layer, got {quote(pattern)}; the layers are {shown}")
        for index, pattern in enumerate(patterns)
        if not matched([pattern], names)
    ]


def _unfit(layer: Backbone, parameters: int, origin: Origin, registered: Registered) -> str:
    rows = layer_rows(origin, registered)
    name = backbone_of(origin.spec.model, layer)
    found = sum(row.parameters for row in rows if name in (None, row.name))
    if found == parameters:
        return ""
    where = f"{name} of {origin.ref}" if name else origin.ref
    return f"expected a model with a {layer.backbone} of {parameters:,} weights, got {where} with {found:,}"
