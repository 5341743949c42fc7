"""Rule of backbones that start with the weights of a registered model."""

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.specs.backbones import backbone_of, placed_backbones
from models.specs.job import JobSpec
from models.specs.layer_rows import layer_rows
from models.specs.layers.backbone import NO_WEIGHTS, Backbone
from models.specs.missing import no_such_model
from models.specs.registered import Origin, Registered


class Backbones(Rule):
    """The model whose weights a backbone starts with is there, and holds the same architecture."""

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


def _unfit(layer: Backbone, parameters: int, origin: Origin, registered: Registered) -> str:
    rows = layer_rows(origin.spec.model, origin.input_shapes, registered)[0]
    name = backbone_of(origin.spec.model, layer)
    found = sum(row.parameters for row in rows if name in (None, row.name))
    if found == parameters:
        return ""
    where = f"{name} of {origin.ref}" if name else origin.ref
    return f"expected a model that holds {layer.backbone} with {parameters:,} weights, got {where} with {found:,}"
