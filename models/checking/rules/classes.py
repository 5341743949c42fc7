"""Rule for the classes of targets: all labels of the data set, fixed when the spec is checked."""

from collections.abc import Iterator, Sequence

from models.checking.case import Case
from models.checking.locating import at_output
from models.checking.rule import Findings, Rule
from models.core.arrays import Label
from models.core.errors import Fault
from models.core.faults import did_you_mean, listed, pointer_of, quote
from models.specs.classes import labels_step, lacks_classes, with_classes_of
from models.specs.job import JobSpec
from models.specs.ports import output_names
from models.specs.transfer import transfers

_WEIGHTS = "/training/class_weight"


class Classes(Rule):
    """Classes that a spec gives include every label of the data; where it gives none, they are written into the spec that is checked."""

    def applies(self, spec: JobSpec) -> bool:
        return not spec.data.reconstruct and any(labels_step(spec.preprocessing.target_steps_of(name)) for name in output_names(spec))

    def judge(self, case: Case) -> Findings:
        faults = [at_output(case.spec, name, fault) for name in case.sets.targets for fault in _left_out(case, name)]
        case.spec = with_classes_of(case.spec, {name: _labels(case, name, index) for index, name in enumerate(case.sets.targets)})
        return Findings([*faults, *(at_output(case.spec, name, fault) for name in case.sets.targets for fault in _without_classes(case, name))])


class ClassWeights(Rule):
    """Weights of classes are for a network that predicts one class, and name its classes."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None and spec.training.class_weight is not None

    def judge(self, case: Case) -> Findings:
        (name, data), *others = case.targets.items()
        kind = case.kind(name)
        if others or not kind.has_classes or kind.reads_texts:
            came = f"{1 + len(others)} outputs" if others else kind.name
            return Findings([Fault(_WEIGHTS, f"expected no weights of classes, as they are for a network with one output of classes; got {came}")])
        step = labels_step(case.spec.preprocessing.target_steps_of(name))
        labels = (step.classes if step is not None else None) or data.labels or ()
        return Findings(list(_unknown_labels(case.training.class_weight, [str(label) for label in labels])))


def _unknown_labels(weights: str | dict[str, float] | None, labels: Sequence[str]) -> Iterator[Fault]:
    if not isinstance(weights, dict):
        return
    for label in [label for label in weights if labels and label not in labels]:
        hint = did_you_mean(label, labels, write=quote)
        yield Fault(_WEIGHTS + pointer_of([label]), f"expected one of the labels {listed(map(quote, labels))}, got {quote(label)}{hint}")
    if labels and not any(weights.get(label, 1.0) for label in labels):
        yield Fault(_WEIGHTS, "expected a class with a weight above 0, got 0 for all")


def _without_classes(case: Case, name: str) -> list[Fault]:
    """Refuse to encode values that are no labels: each would be a class of its own, and one of the test part an unknown class."""
    steps, data = case.spec.preprocessing.target_steps_of(name), case.targets[name]
    if data.targets is None or not data.targets.dtype.startswith("float") or data.inputs.axis == "time" or not steps or not lacks_classes(steps[:1]):
        return []
    return [Fault("/preprocessing/targets/0", f"{steps[0].step} takes text or whole numbers as labels, but the targets are values")]


def _left_out(case: Case, name: str) -> list[Fault]:
    """Refuse classes that do not include every label of the data."""
    steps, labels = case.spec.preprocessing.target_steps_of(name), case.targets[name].labels
    step = labels_step(steps)
    if step is None or step.classes is None or labels is None or step is not steps[0]:
        return []
    others = [label for label in labels if label not in step.classes]
    detail = f"expected every label of the data set, also of its test part, but {quote(others)} is not among them; left out, they are all labels"
    return [Fault("/preprocessing/targets/0/classes", detail)] if others else []


def _labels(case: Case, name: str, index: int) -> Sequence[Label] | None:
    """Return the labels of the data, those of the model that training continues from if they include them; None where none are needed."""
    if not lacks_classes(case.spec.preprocessing.target_steps_of(name)):
        return None
    labels, theirs = case.sets.targets[name].classes(), _labels_of_origin(case, index)
    return theirs if labels is not None and theirs is not None and set(labels) <= set(theirs) else labels


def _labels_of_origin(case: Case, index: int) -> Sequence[Label] | None:
    origin = case.registered.origin(case.spec.origin_ref) if case.spec.origin_ref is not None and not transfers(case.spec) else None
    return origin.outputs[index].labels if origin is not None and index < len(origin.outputs) else None
