"""Rule for the objective of a network: loss, metrics, output layer and targets fit together."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.checking.case import Case
from models.checking.locating import at_output
from models.checking.rule import Findings, Rule
from models.core.arrays import Label
from models.core.errors import Fault
from models.core.tensors import Shape, TensorType, shape_text
from models.datasets import Description
from models.preprocessing.labels import Labels, OneHot
from models.preprocessing.step import Step
from models.specs.job import JobSpec
from models.specs.layer_shapes import End
from models.specs.layers.base import HARD_SIGMOID_KERAS2
from models.specs.learned import symbols_step
from models.specs.losses_and_metrics import Family, Loss, Metric, Takes, family_of, takes
from models.specs.model import SklearnPipeline


class Form(StrEnum):
    """The form of targets."""

    ONE_HOT = "one-hot rows"
    LABELS = "one label for each sample"
    SEVERAL_LABELS = "zeros and ones for each label"
    VALUES = "values"


@dataclass(frozen=True)
class Objective:
    """The objective of one output of a network.

    Args:
        loss: Its loss.
        family: Family of the loss.
        form: Form of the targets.
        targets: Sample shape of the targets.
        n_classes: Number of classes, where they are known.
        end: The output.
    """

    loss: Loss
    family: Family
    form: Form
    targets: Shape
    n_classes: int | None
    end: End


_LOSS = "/training/loss"


class Objectives(Rule):
    """Loss, metrics, output layer and targets of each output fit together."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None and not isinstance(spec.model, SklearnPipeline)

    def judge(self, case: Case) -> Findings:
        if case.objective_hidden:
            return Findings()
        found = [finding for name in case.network.ends for finding in _located_findings(case, name)]
        return Findings([fault for one in found for fault in one.faults], [warning for one in found for warning in one.warnings])


def _located_findings(case: Case, name: str) -> list[Findings]:
    found = _output_findings(case, name, case.network.ends[name])
    located = [[at_output(case.spec, name, fault) for fault in faults] for one in found for faults in (one.faults, one.warnings)]
    return [Findings(*pair) for pair in zip(located[::2], located[1::2], strict=True)]


def _output_findings(case: Case, name: str, end: End) -> list[Findings]:
    """Check an output; pointers are those of a spec of this output only."""
    targets, data, training = case.flow.targets.get(name), case.targets[name], case.training
    if targets is None:
        return []
    steps, loss, metrics = case.spec.preprocessing.target_steps_of(name), training.loss_of(name), training.metrics_of(name)
    family = family_of(loss)
    form = _form(case.spec, steps, targets, data, family)
    if data.has_binary_targets and family in (Family.CATEGORICAL, Family.SPARSE):
        fix = "the targets are several labels: did you mean binary_crossentropy, with sigmoid outputs?"
        return [_refused(_LOSS, f"{loss} takes one class of each sample, but {fix}")]
    unfit = _unfit_targets(steps, targets, data, family, end.shape)
    if unfit:
        return [Findings([Fault("/preprocessing/targets", unfit)])]
    n_classes = targets.shape[-1] if form is Form.ONE_HOT else _n_classes(steps, data, family)
    objective = Objective(loss, family, form, targets.shape, n_classes, end)
    found = [_check_loss(objective)]
    found += [] if found[0].faults else [_check_shape(objective), _check_activation(objective)]
    return [*found, _check_metrics(objective, metrics)]


def _unfit_targets(steps: Sequence[Step], targets: TensorType, data: Description, family: Family, output: Shape) -> str:
    """Return why a network cannot be trained on the targets; empty where it can."""
    if not targets.is_numeric:
        return "the targets are text: expected a one_hot or label_encode step, got none"
    if _n_ids(steps) > 2 and family in (Family.VALUES, Family.MARGIN):
        fix = "use one_hot, or sparse_categorical_crossentropy with one unit for each class; to predict numbers, use no step that encodes labels"
        return f"the loss compares quantities, but label_encode makes classes: {fix}"
    if steps or not data.labels or family not in (Family.SPARSE, Family.BINARY) or _are_ids(data.labels, family, output):
        return ""
    labels = ", ".join(map(str, data.labels[:5])) + (", …" if len(data.labels) > 5 else "")
    highest = len(data.labels) - 1
    return f"the loss takes ids from 0 to {highest}, but the labels are {labels}: expected a one_hot or label_encode step, got none"


def _n_ids(steps: Sequence[Step]) -> int:
    """Return the number of classes that a step numbers; 0 without such a step."""
    step = next((step for step in steps if isinstance(step, Labels) and not isinstance(step, OneHot)), None)
    return len(step.classes or ()) if step is not None else 0


def _are_ids(labels: Sequence[Label], family: Family, output: Shape) -> bool:
    """Tell whether labels can be ids as they are: for a sparse loss some may be left out, if the output has one for each up to the highest."""
    if list(labels) == list(range(len(labels))):
        return True
    whole = all(isinstance(label, int) and label >= 0 for label in labels)
    return family is Family.SPARSE and whole and output[-1:] == (_highest(labels) + 1,)


def _n_classes(steps: Sequence[Step], data: Description, family: Family) -> int | None:
    """Return the number of classes where it is known; without steps, a sparse loss takes ids up to the highest label of the data set."""
    step = next((step for step in steps if isinstance(step, Labels)), None)
    if step is not None and step.classes is not None:
        return len(step.classes)
    if not data.labels:
        return None
    return _highest(data.labels) + 1 if not steps and family is Family.SPARSE else len(data.labels)


def _highest(labels: Sequence[Label]) -> int:
    return max(label for label in labels if isinstance(label, int))


def _form(spec: JobSpec, steps: Sequence[Step], targets: TensorType, data: Description, family: Family) -> Form:
    if data.has_binary_targets and not steps and family is Family.BINARY:
        return Form.SEVERAL_LABELS
    if any(isinstance(step, OneHot) for step in steps):
        return Form.ONE_HOT
    labelled = data.labels is not None or any(isinstance(step, Labels) for step in steps) or symbols_step(spec) is not None
    return Form.LABELS if labelled and targets.shape == () else Form.VALUES


def _check_loss(objective: Objective) -> Findings:
    loss, family, form = objective.loss, objective.family, objective.form
    if family is Family.SPARSE and form is Form.ONE_HOT:
        came = f"{loss} takes one label for each sample, but targets have shape {shape_text(objective.targets)}"
        return _refused(_LOSS, f"{came}; did you mean categorical_crossentropy?")
    if family is Family.SPARSE and form is Form.VALUES:
        return _refused(_LOSS, f"{loss} takes class labels, but the targets are values; did you mean mean_squared_error?")
    if family is Family.CATEGORICAL and form is Form.LABELS:
        return _refused(_LOSS, f"{loss} takes one-hot targets, but they are single labels; add a one_hot step or use sparse_categorical_crossentropy")
    if family is Family.BINARY and form is Form.LABELS and (objective.n_classes or 2) > 2:
        fix = "use a one_hot step and categorical_crossentropy"
        return _refused(_LOSS, f"{loss} takes labels 0 and 1, but there are {objective.n_classes} classes; {fix}")
    return _warned(_LOSS, _loss_warning(objective))


def _loss_warning(objective: Objective) -> str:
    loss, family, form = objective.loss, objective.family, objective.form
    if family is Family.BINARY and form is Form.ONE_HOT and (objective.n_classes or 3) > 2:
        return f"{loss} treats classes as independent; use categorical_crossentropy for classes that exclude each other"
    if family is Family.VALUES and form is not Form.VALUES:
        return f"{loss} compares quantities, but the targets are {form} of classes; use a crossentropy"
    if family is Family.MARGIN and form is not Form.VALUES:
        return f"{loss} takes targets of -1 and 1, but they are {form} of 0 and 1"
    return ""


def _check_shape(objective: Objective) -> Findings:
    sparse, output = objective.family is Family.SPARSE, objective.end.shape
    wanted = (objective.n_classes,) if sparse else objective.targets or (1,)
    if _fits(output, wanted) or _fits((*output, 1), wanted):  # Keras compares (n, 5) with (n, 5, 1) as equals.
        return Findings()
    what = f"there are {objective.n_classes} classes" if sparse else f"targets have shape {shape_text(wanted)}"
    return _refused(objective.end.pointer, f"layer {objective.end.name} gives {shape_text(output)}, but {what}")


def _check_activation(objective: Objective) -> Findings:
    loss, family, end = objective.loss, objective.family, objective.end
    softmax = end.activation == "softmax"
    if softmax and end.shape[-1] == 1:
        return _refused(end.pointer, f"layer {end.name}: softmax over one output is always 1; use sigmoid, or one unit for each class")
    warning = ""
    if family in (Family.CATEGORICAL, Family.SPARSE) and loss != "categorical_hinge" and end.activation and not softmax:
        warning = f"{loss} takes probabilities that sum to 1; expected softmax, got {end.activation}"
    elif objective.form is Form.SEVERAL_LABELS and softmax:
        warning = "softmax gives probabilities that sum to 1, so that labels exclude each other; expected sigmoid"
    elif family is Family.BINARY and end.activation and end.activation not in ("sigmoid", "softmax", "hard_sigmoid", HARD_SIGMOID_KERAS2):
        warning = f"{loss} takes probabilities; expected sigmoid, got {end.activation}"
    elif family is Family.VALUES and softmax:
        fix = "use linear for values" if objective.form is Form.VALUES else "use a crossentropy for classes"
        warning = f"softmax with {loss} learns slowly or not at all; {fix}"
    return _warned(end.pointer, warning)


def _check_metrics(objective: Objective, metrics: Sequence[Metric]) -> Findings:
    return Findings(
        [
            Fault(f"/training/metrics/{index}", _unfit_metric(metric, objective))
            for index, metric in enumerate(metrics)
            if not _measures(takes(metric), objective) or _compares_likeliest(metric, objective)
        ]
    )


def _compares_likeliest(metric: Metric, objective: Objective) -> bool:
    """Tell whether a metric compares the likeliest label only, of several that a sample may have: Keras chooses it by the shapes."""
    return metric == "accuracy" and objective.form is Form.SEVERAL_LABELS and objective.end.shape != (1,)


def _unfit_metric(metric: Metric, objective: Objective) -> str:
    if _compares_likeliest(metric, objective):
        return f"{metric} compares the likeliest label only, but a sample may have several; did you mean binary_accuracy?"
    return f"{metric} takes {takes(metric)}, but the targets are {objective.form}"


def _refused(pointer: str, detail: str) -> Findings:
    return Findings([Fault(pointer, detail)])


def _warned(pointer: str, detail: str) -> Findings:
    return Findings(warnings=[Fault(pointer, detail)]) if detail else Findings()


def _measures(wanted: Takes, objective: Objective) -> bool:
    binary = objective.form is Form.LABELS and objective.end.shape == (1,)
    match wanted:
        case Takes.ONE_HOT:
            return objective.form is Form.ONE_HOT
        case Takes.LABELS:
            return objective.form is Form.LABELS and not binary
        case Takes.CLASSES:
            return objective.form in (Form.ONE_HOT, Form.SEVERAL_LABELS) or binary
        case Takes.SAME_SHAPE:
            return objective.form is not Form.LABELS or binary
    return True


def _fits(output: Shape, wanted: Shape) -> bool:
    same = (a == b or None in (a, b) for a, b in zip(output, wanted, strict=False))
    return len(output) == len(wanted) and all(same)
