"""Rule of layers that are shared with a registered network."""

from dataclasses import dataclass

from models.checking.case import Case
from models.checking.computations import layer_computation
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.faults import quote
from models.core.tensors import shape_text
from models.specs.freezing import own_names
from models.specs.job import JobSpec
from models.specs.layer_rows import layer_rows
from models.specs.missing import no_such_model
from models.specs.model import AnyModel, SklearnPipeline
from models.specs.registered import Origin
from models.specs.rows import LayerRow
from models.specs.sharing import shared_names

_POINTER = "/share_layers_with"


class Sharing(Rule):
    """The network that layers are shared with is there, and has them with weights of the same shapes."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.share_layers_with is not None

    def judge(self, case: Case) -> Findings:
        asked = case.spec.share_layers_with
        origin = case.registered.origin(asked.model) if asked else None
        if asked is None or origin is None:
            return Findings([Fault(f"{_POINTER}/model", no_such_model(asked.model))] if asked else ())
        unfit = _no_network(case.spec, origin)
        if unfit is not None:
            return Findings([unfit])
        # Other faults are to be fixed before the layers are known.
        ours = {row.name: row for row in case.network.rows} if not case.errors else {}
        theirs = {row.name: row for row in layer_rows(origin.spec.model, origin.input_shapes, case.registered)[0]}
        pairs = _Pairs(case.spec.model, origin, ours, theirs)
        return Findings([fault for index, pattern in enumerate(asked.layers) for fault in pairs.faults(pattern, f"{_POINTER}/layers/{index}")])


def _no_network(spec: JobSpec, origin: Origin) -> Fault | None:
    if isinstance(origin.spec.model, SklearnPipeline):
        return Fault(f"{_POINTER}/model", f"expected a network, but {origin.ref} is a scikit-learn pipeline, which has no layers")
    if not spec.task_facts.trains or isinstance(spec.model, SklearnPipeline):
        return Fault(_POINTER, "expected a network with the task train: sharing is for the model that a job trains")
    return None


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
        same = layer_computation(self.model, name) == layer_computation(self.origin.spec.model, name)
        if same and ours.parameters == theirs.parameters:
            return ""
        here, there = (f"{row.layer}, output {shape_text(row.output_shape)}, {row.parameters:,} parameters" for row in (ours, theirs))
        return f"expected the same layer in both, but {name} is {here} here and {there} in {self.origin.ref}" + (
            "" if here != there else ", of other fields"
        )
