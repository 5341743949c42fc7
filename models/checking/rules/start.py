"""Rules of models and checkpoints that a job starts from."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from models.checking.case import Case
from models.checking.computations import computations
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.faults import quote
from models.core.tensors import shape_text
from models.preprocessing.labels import Labels
from models.specs.freezing import frozen_rows, kept_names
from models.specs.job import JobSpec
from models.specs.layer_rows import layer_rows
from models.specs.missing import no_such_model
from models.specs.model import SklearnPipeline
from models.specs.registered import Origin, OriginOutput, Registered
from models.specs.rows import LayerRow
from models.specs.start import optimizer_change, same_steps, transfers
from models.specs.start_from import StartFrom

_POINTER = "/start_from"
#: Largest learning rate that weights of a trained model are expected to bear, where new layers behind them still give noise.
_GENTLE_RATE = 1e-4


class FromCheckpoint(Rule):
    """The checkpoint that takes the place of training is there."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.from_checkpoint is not None

    def judge(self, case: Case) -> Findings:
        wanted = case.spec.from_checkpoint
        if wanted is None or not case.spec.task_facts.trains or isinstance(case.spec.model, SklearnPipeline):
            told = "expected a network with the task train: a checkpoint takes the place of training"
            return Findings([Fault("/from_checkpoint", told)])
        if case.registered.checkpoint(wanted.job, wanted.epoch) is None:
            return Findings([Fault("/from_checkpoint", f"job {wanted.job} has no checkpoint of epoch {wanted.epoch}")])
        return Findings()


class Origins(Rule):
    """The model that training continues from is there, and is of the same architecture but for the layers that are changed."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.start_from is not None

    def judge(self, case: Case) -> Findings:
        spec, registered = case.spec, case.registered
        origin = registered.origin(spec.origin_ref or "")
        unfit = _unfit(spec, origin)
        if unfit or origin is None:
            return Findings([Fault(_POINTER, unfit)])
        if case.errors:  # They are to be fixed before the layers are known.
            return Findings()
        rows = case.network.rows
        if transfers(spec):
            return Findings(_weights_differ(spec, rows, origin, registered), _transfer_warnings(spec, rows, origin))
        difference = _layers_differ(spec, rows, origin, registered) or next(_predictions_differ(case, origin), "")
        return Findings([Fault(_POINTER, difference)]) if difference else Findings(warnings=_warnings(spec, origin))


def _unfit(spec: JobSpec, origin: Origin | None) -> str:
    if not spec.task_facts.trains:
        return f"expected the task train, which alone goes on from a model, got {spec.task}"
    if origin is None:
        return no_such_model(spec.origin_ref)
    for model, name in ((origin.spec.model, origin.ref), (spec.model, "the model of this job")):
        if isinstance(model, SklearnPipeline):
            return f"training goes on from a network to a network, but {name} is a scikit-learn pipeline, which is fitted whole"
    return ""


def _layers_differ(spec: JobSpec, rows: Sequence[LayerRow], origin: Origin, registered: Registered) -> str:
    """Return the first difference of two architectures; empty where they are equal."""
    if spec.model.kind != origin.spec.model.kind:
        return f"{origin.ref} is a {origin.spec.model.kind} model, but this one is {spec.model.kind}"
    for number, (ours, theirs) in enumerate(zip_longest(rows, layer_rows(origin.spec.model, origin.input_shapes, registered)[0]), 1):
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
    """Yield where outputs predict something else than the model's; of several outputs each difference begins with its name."""
    for name, theirs in zip(case.targets, origin.outputs, strict=False):
        found = _kind_differs(case, name, origin.ref, theirs) or _labels_differ(case, name, origin.ref, theirs)
        if found:
            yield f"output {name}: {found}" if len(case.targets) > 1 else found


def _kind_differs(case: Case, name: str, ref: str, theirs: OriginOutput) -> str:
    kind = case.kind(name)
    return "" if kind.name == theirs.kind else f"{ref} is a model of {theirs.kind}, but this job is one of {kind.name}"


def _labels_differ(case: Case, name: str, ref: str, theirs: OriginOutput) -> str:
    step = next((step for step in case.spec.preprocessing.target_steps_of(name) if isinstance(step, Labels)), None)
    labels = (step.classes or case.targets[name].labels) if step else None
    if step is None or labels is None or theirs.labels is None or list(labels) == list(theirs.labels):
        return ""
    if step.classes is None and set(labels) == set(theirs.labels):
        return ""
    mend = "; to learn others, leave its last layer out (start_from.drop_last) and append one" if isinstance(case.spec.start_from, StartFrom) else ""
    return f"expected the labels of {ref}, {quote(list(theirs.labels))}, got {quote(list(labels))}{mend}"


def _warnings(spec: JobSpec, origin: Origin) -> list[Fault]:
    change = optimizer_change(spec, origin.spec)
    warnings = [Fault("/training/optimizer", f"{change}; it starts anew, from the weights of {origin.ref}")] if change else []
    return warnings + _step_warnings(spec, origin)


def _step_warnings(spec: JobSpec, origin: Origin) -> list[Fault]:
    if same_steps(spec, origin.spec):
        return []
    return [Fault("/preprocessing", f"the steps are not those of {origin.ref}: they are fitted anew, but its weights know what those gave")]


def _weights_differ(spec: JobSpec, rows: Sequence[LayerRow], origin: Origin, registered: Registered) -> list[Fault]:
    """Refuse data on which a layer that is kept has other weights than it had: inputs of another size reach it."""
    theirs = {row.name: row for row in layer_rows(origin.spec.model, origin.input_shapes, registered)[0]}
    kept = [row for row in rows if row.name in set(kept_names(spec))]
    different = next((row for row in kept if row.parameters != theirs[row.name].parameters), None)
    if different is None:
        return []
    came = f"{different.name} has {different.parameters:,} weights on this data and {theirs[different.name].parameters:,} there"
    return [Fault(_POINTER, f"expected samples that reach the layers of {origin.ref} in a shape its weights fit, but {came}")]


def _transfer_warnings(spec: JobSpec, rows: Sequence[LayerRow], origin: Origin) -> list[Fault]:
    warnings = _step_warnings(spec, origin)
    rate = spec.training.optimizer.learning_rate if spec.training else 0.0
    names = set(kept_names(spec))
    kept = [row for row in frozen_rows(spec, rows) if row.name in names and row.parameters]
    if rate > _GENTLE_RATE and kept and all(row.trainable for row in kept):
        risk = f"at a learning rate of {rate:g} the first steps, made while the new layers still guess, may undo what {origin.ref} has learned"
        warnings.append(Fault("/training/optimizer", f"{risk}: freeze its layers (start_from.freeze), or take a rate of {_GENTLE_RATE:g} or less"))
    return warnings
