"""Rules for models and checkpoints that a job starts from, and for networks that it shares layers with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.faults import quote
from models.core.tensors import shape_text
from models.preprocessing.labels import Labels
from models.specs.functional import Functional
from models.specs.job import JobSpec, StartFrom
from models.specs.layer_patterns import frozen_rows, kept_names, own_names, shared_names
from models.specs.layer_shapes import layer_rows
from models.specs.model import AnyModel, SklearnPipeline
from models.specs.network import LayerRow, layers_with_names
from models.specs.registered import Origin, OriginOutput, Registered, no_such_model
from models.specs.transfer import optimizer_change, same_steps, transfers

_POINTER, _SHARED = "/start_from", "/share_layers_with"
#: Largest learning rate that keeps trained weights useful while new layers after them are still random.
_FINE_TUNING_RATE = 1e-4
#: Fields of a layer that concern training only, and endings of further ones.
_TRAINING_FIELDS = ("name", "trainable", "weights", "rate", "dropout", "recurrent_dropout", "stddev", "momentum")
_TRAINING_ENDINGS = ("_initializer", "_regularizer", "_constraint")


class FromCheckpoint(Rule):
    """The checkpoint that is registered instead of training exists."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.from_checkpoint is not None

    def judge(self, case: Case) -> Findings:
        wanted = case.spec.from_checkpoint
        if wanted is None or not case.spec.task_facts.trains or isinstance(case.spec.model, SklearnPipeline):
            return Findings([Fault("/from_checkpoint", "expected a network and the task train")])
        if case.registered.checkpoint(wanted.job, wanted.epoch) is None:
            return Findings([Fault("/from_checkpoint", f"job {wanted.job} has no checkpoint of epoch {wanted.epoch}")])
        return Findings()


class Origins(Rule):
    """The model that training continues from exists and has the same architecture, except for changed layers."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.start_from is not None

    def judge(self, case: Case) -> Findings:
        spec, registered = case.spec, case.registered
        origin = registered.origin(spec.origin_ref or "")
        unfit = _unfit(spec, origin)
        if unfit or origin is None:
            return Findings([Fault(_POINTER, unfit)])
        if case.errors:  # With other faults the shapes of layers may be unknown.
            return Findings()
        rows = case.network.rows
        if transfers(spec):
            return Findings(_weights_differ(spec, rows, origin, registered), _transfer_warnings(spec, rows, origin))
        difference = _layers_differ(spec, rows, origin, registered) or next(_predictions_differ(case, origin), "")
        return Findings([Fault(_POINTER, difference)]) if difference else Findings(warnings=_warnings(spec, origin))


class Sharing(Rule):
    """The network that layers are shared with exists and has the same layers."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.share_layers_with is not None

    def judge(self, case: Case) -> Findings:
        shared = case.spec.share_layers_with
        origin = case.registered.origin(shared.model) if shared else None
        if shared is None or origin is None:
            return Findings([Fault(f"{_SHARED}/model", no_such_model(shared.model))] if shared else ())
        unfit = _not_own(origin) or _no_network(case.spec, origin)
        if unfit is not None:
            return Findings([unfit])
        # With other faults the shapes of layers may be unknown.
        ours = {row.name: row for row in case.network.rows} if not case.errors else {}
        theirs = {row.name: row for row in layer_rows(origin, case.registered)}
        pairs = _Pairs(case.spec.model, origin, ours, theirs)
        return Findings([fault for index, pattern in enumerate(shared.layers) for fault in pairs.faults(pattern, f"{_SHARED}/layers/{index}")])


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
            return [Fault(pointer, f"{wanted}, got {quote(pattern)}; names in both: {', '.join(both)}")]
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
            "" if here != there else ", with different fields"
        )


def computations(model: AnyModel) -> dict[str, dict[str, Any]]:
    """Return the computing fields and the inputs of each layer of a network, by name."""
    if not isinstance(model, Functional):
        return {name: _computing(layer.model_dump()) for _, name, layer in layers_with_names(model)}
    nodes = {node.name: node.model_dump(exclude={"layer", "shape"}) | (node.layer.model_dump() if node.layer else {}) for node in model.nodes}
    return {**{name: _computing(fields) for name, fields in nodes.items()}, "the model": {"outputs": model.outputs}}


def layer_computation(model: AnyModel, name: str) -> dict[str, Any]:
    """Return the computing fields of one layer of a network, without its inputs."""
    if isinstance(model, Functional):
        node = next(node for node in model.nodes if node.name == name)
        return _computing(node.layer.model_dump()) if node.layer else {"model": node.model}
    return next(_computing(layer.model_dump()) for _, own, layer in layers_with_names(model) if own == name)


def _unfit(spec: JobSpec, origin: Origin | None) -> str:
    if not spec.task_facts.trains:
        return f"expected the task train, as only it starts from a model, got {spec.task}"
    if origin is None:
        return no_such_model(spec.origin_ref)
    for model, name in ((origin.spec.model, origin.ref), (spec.model, "the model of this job")):
        if isinstance(model, SklearnPipeline):
            return f"expected networks, but {name} is a scikit-learn pipeline"
    return ""


def _layers_differ(spec: JobSpec, rows: Sequence[LayerRow], origin: Origin, registered: Registered) -> str:
    """Return the first difference between two architectures; empty where they are equal."""
    if spec.model.kind != origin.spec.model.kind:
        return f"expected a {origin.spec.model.kind} model, as {origin.ref} is one, got {spec.model.kind}"
    for number, (ours, theirs) in enumerate(zip_longest(rows, layer_rows(origin, registered)), 1):
        if _line(ours) != _line(theirs):
            return f"expected the architecture of {origin.ref}, but layer {number} is {_line(ours)} here and {_line(theirs)} there"
    ours, theirs = computations(spec.model), computations(origin.spec.model)
    for name in ours:
        key = next((key for key in ours[name] if ours[name][key] != theirs[name].get(key)), None)
        if key is not None:
            came, wanted = quote(ours[name][key]), quote(theirs[name].get(key))
            return f"expected the architecture of {origin.ref}, but {key} of {name} is {came} here and {wanted} there"
    return ""


def _line(row: LayerRow | None) -> str:
    if row is None:
        return "missing"
    return f"{row.name} ({row.layer}, output {shape_text(row.output_shape)}, {row.parameters:,} parameters)"


def _predictions_differ(case: Case, origin: Origin) -> Iterator[str]:
    """Yield differences between the predictions of outputs; for several outputs with the name of each."""
    for name, theirs in zip(case.targets, origin.outputs, strict=False):
        found = _kind_differs(case, name, origin.ref, theirs) or _labels_differ(case, name, origin.ref, theirs)
        if found:
            yield f"output {name}: {found}" if len(case.targets) > 1 else found


def _kind_differs(case: Case, name: str, ref: str, theirs: OriginOutput) -> str:
    kind = case.kind(name)
    return "" if kind.name == theirs.kind else f"expected a job of {theirs.kind}, as {ref} is a model of that, got {kind.name}"


def _labels_differ(case: Case, name: str, ref: str, theirs: OriginOutput) -> str:
    step = next((step for step in case.spec.preprocessing.target_steps_of(name) if isinstance(step, Labels)), None)
    labels = (step.classes or case.targets[name].labels) if step else None
    if step is None or labels is None or theirs.labels is None or list(labels) == list(theirs.labels):
        return ""
    if step.classes is None and set(labels) == set(theirs.labels):
        return ""
    fix = "; for other labels, drop its last layer (start_from.drop_last) and append one" if isinstance(case.spec.start_from, StartFrom) else ""
    return f"expected the labels of {ref}, {quote(list(theirs.labels))}, got {quote(list(labels))}{fix}"


def _warnings(spec: JobSpec, origin: Origin) -> list[Fault]:
    change = optimizer_change(spec, origin.spec)
    warnings = [Fault("/training/optimizer", f"{change}; its state is reset, and the weights of {origin.ref} are used")] if change else []
    return warnings + _step_warnings(spec, origin)


def _step_warnings(spec: JobSpec, origin: Origin) -> list[Fault]:
    if same_steps(spec, origin.spec):
        return []
    return [
        Fault(
            "/preprocessing",
            f"the steps differ from those of {origin.ref}: they are fitted again, but its weights were trained on the output of its own",
        )
    ]


def _weights_differ(spec: JobSpec, rows: Sequence[LayerRow], origin: Origin, registered: Registered) -> list[Fault]:
    """Refuse data for which a kept layer would have another number of weights."""
    theirs = {row.name: row for row in layer_rows(origin, registered)}
    kept = [row for row in rows if row.name in set(kept_names(spec))]
    different = next((row for row in kept if row.parameters != theirs[row.name].parameters), None)
    if different is None:
        return []
    came = f"{different.name} would have {different.parameters:,} weights and has {theirs[different.name].parameters:,} there"
    return [Fault(_POINTER, f"expected samples of a shape that the weights of {origin.ref} fit, but {came}")]


def _transfer_warnings(spec: JobSpec, rows: Sequence[LayerRow], origin: Origin) -> list[Fault]:
    warnings = _step_warnings(spec, origin)
    rate = spec.training.optimizer.learning_rate if spec.training else 0.0
    names = set(kept_names(spec))
    kept = [row for row in frozen_rows(spec, rows) if row.name in names and row.parameters]
    if rate > _FINE_TUNING_RATE and kept and all(row.trainable for row in kept):
        risk = f"at a learning rate of {rate:g} the first updates, while the new layers are still random, may spoil the weights of {origin.ref}"
        warnings.append(
            Fault("/training/optimizer", f"{risk}: freeze its layers (start_from.freeze), or use a rate of {_FINE_TUNING_RATE:g} or less")
        )
    return warnings


def _not_own(origin: Origin) -> Fault | None:
    if "/" not in origin.ref:
        return None
    detail = f"expected a model of your own, which gets a new version with the layers as the job trains them, got {origin.ref} of another owner"
    return Fault(f"{_SHARED}/model", detail)


def _no_network(spec: JobSpec, origin: Origin) -> Fault | None:
    if isinstance(origin.spec.model, SklearnPipeline):
        return Fault(f"{_SHARED}/model", f"expected a network, but {origin.ref} is a scikit-learn pipeline")
    if not spec.task_facts.trains or isinstance(spec.model, SklearnPipeline):
        return Fault(_SHARED, "expected a network and the task train")
    return None


def _computing(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a layer that determine its output."""
    kept = {key: value for key, value in fields.items() if key not in _TRAINING_FIELDS and not key.endswith(_TRAINING_ENDINGS)}
    return {key: _computing(value) if isinstance(value, dict) else value for key, value in kept.items()}
