"""Rule of what a network is trained towards: loss, metrics, output layer and targets fit together."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.checking.case import Case
from models.checking.layer_shapes import End
from models.checking.locating import at_output
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.tensors import Shape, TensorType, shape_text
from models.datasets import Description
from models.preprocessing.labels import Labels
from models.preprocessing.one_hot import OneHot
from models.preprocessing.step import Step
from models.specs.job import JobSpec
from models.specs.losses import Family, Loss, family_of
from models.specs.metrics import Metric, Takes, takes
from models.specs.model import SklearnPipeline
from models.specs.text import symbols_step


class Form(StrEnum):
    """What targets are."""

    ONE_HOT = "one-hot rows"
    LABELS = "one label a sample"
    VALUES = "values"


@dataclass(frozen=True)
class Objective:
    """What an output of a network is trained towards.

    Args:
        loss: Compares the output with its targets.
        family: What it compares.
        form: What the targets are.
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
    """What each output of a network is trained towards."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None and not isinstance(spec.model, SklearnPipeline)

    def judge(self, case: Case) -> Findings:
        if case.objective_hidden:
            return Findings()
        found = [finding for name in case.network.ends for finding in _judged(case, name)]
        return Findings([fault for one in found for fault in one.faults], [warning for one in found for warning in one.warnings])


def _judged(case: Case, name: str) -> list[Findings]:
    found = _judged_alone(case, name, case.network.ends[name])
    indices = [[at_output(case.spec, name, fault) for fault in faults] for one in found for faults in (one.faults, one.warnings)]
    return [Findings(*pair) for pair in zip(indices[::2], indices[1::2], strict=True)]


def _judged_alone(case: Case, name: str, end: End) -> list[Findings]:
    """Judge an output, pointers as in a spec of this output alone."""
    targets, data, training = case.flow.targets.get(name), case.targets[name], case.training
    if targets is None:
        return []
    steps, loss, metrics = case.spec.preprocessing.target_steps_of(name), training.loss_of(name), training.metrics_of(name)
    family, form = family_of(loss), _form(case.spec, steps, targets, data)
    unfit = _unfit_targets(steps, targets, data, family)
    if unfit:
        return [Findings([Fault("/preprocessing/targets", unfit)])]
    n_classes = targets.shape[-1] if form is Form.ONE_HOT else len(data.labels or ()) or None
    objective = Objective(loss, family, form, targets.shape, n_classes, end)
    found = [_judge_loss(objective)]
    found += [] if found[0].faults else [_judge_shape(objective), _judge_activation(objective)]
    return [*found, _judge_metrics(objective, metrics)]


def _unfit_targets(steps: Sequence[Step], targets: TensorType, data: Description, family: Family) -> str:
    """Return why no network learns such labels as they are; empty where one does."""
    if not targets.is_numeric:
        return "targets that are text reach the network: expected a one_hot or label_encode step, got none"
    ids = list(range(len(data.labels or ())))
    if steps or not data.labels or family not in (Family.SPARSE, Family.BINARY) or list(data.labels) == ids:
        return ""
    labels = ", ".join(map(str, data.labels[:5])) + (", …" if len(data.labels) > 5 else "")
    return f"the loss takes the ids 0 to {ids[-1]}, but the labels are {labels}: expected a one_hot or label_encode step, got none"


def _form(spec: JobSpec, steps: Sequence[Step], targets: TensorType, data: Description) -> Form:
    if any(isinstance(step, OneHot) for step in steps):
        return Form.ONE_HOT
    labelled = data.labels is not None or any(isinstance(step, Labels) for step in steps) or symbols_step(spec) is not None
    return Form.LABELS if labelled and targets.shape == () else Form.VALUES


def _judge_loss(objective: Objective) -> Findings:
    loss, family, form = objective.loss, objective.family, objective.form
    if family is Family.SPARSE and form is Form.ONE_HOT:
        came = f"{loss} takes one label a sample, but targets have shape {shape_text(objective.targets)}"
        return _refused(_LOSS, f"{came}; did you mean categorical_crossentropy?")
    if family is Family.SPARSE and form is Form.VALUES:
        return _refused(_LOSS, f"{loss} takes class labels, but the targets are values; did you mean mean_squared_error?")
    if family is Family.CATEGORICAL and form is Form.LABELS:
        return _refused(_LOSS, f"{loss} takes one-hot targets, but they are single labels; add a one_hot step or use sparse_categorical_crossentropy")
    if family is Family.BINARY and form is Form.LABELS and (objective.n_classes or 2) > 2:
        mend = "use a one_hot step and categorical_crossentropy"
        return _refused(_LOSS, f"{loss} takes labels 0 and 1, but there are {objective.n_classes} classes; {mend}")
    return _doubted(_LOSS, _doubt_about_loss(objective))


def _doubt_about_loss(objective: Objective) -> str:
    loss, family, form = objective.loss, objective.family, objective.form
    if family is Family.BINARY and form is Form.ONE_HOT and (objective.n_classes or 3) > 2:
        return f"{loss} takes each class by itself; for classes that exclude each other categorical_crossentropy is meant"
    if family is Family.VALUES and form is not Form.VALUES:
        return f"{loss} compares quantities, but the targets are {form} of classes; a crossentropy is meant for those"
    if family is Family.MARGIN and form is not Form.VALUES:
        return f"{loss} takes targets of -1 and 1, but they are {form} of 0 and 1"
    return ""


def _judge_shape(objective: Objective) -> Findings:
    sparse, output = objective.family is Family.SPARSE, objective.end.shape
    wanted = (objective.n_classes,) if sparse else objective.targets or (1,)
    if _fits(output, wanted) or _fits((*output, 1), wanted):  # Keras compares (n, 5) with (n, 5, 1) as equals.
        return Findings()
    what = f"there are {objective.n_classes} classes" if sparse else f"targets have shape {shape_text(wanted)}"
    return _refused(objective.end.pointer, f"layer {objective.end.name} gives {shape_text(output)}, but {what}")


def _judge_activation(objective: Objective) -> Findings:
    loss, family, end = objective.loss, objective.family, objective.end
    softmax = end.activation == "softmax"
    if softmax and end.shape[-1] == 1:
        return _refused(end.pointer, f"layer {end.name}: softmax over one output is always 1; use sigmoid, or one unit a class")
    doubt = ""
    if family in (Family.CATEGORICAL, Family.SPARSE) and loss != "categorical_hinge" and end.activation and not softmax:
        doubt = f"{loss} takes probabilities that sum to 1; expected softmax, got {end.activation}"
    elif family is Family.BINARY and end.activation and end.activation not in ("sigmoid", "softmax", "hard_sigmoid"):
        doubt = f"{loss} takes probabilities; expected sigmoid, got {end.activation}"
    elif family is Family.VALUES and softmax:
        mend = "use linear for values" if objective.form is Form.VALUES else "use a crossentropy for classes"
        doubt = f"softmax with {loss} learns slowly or not at all; {mend}"
    return _doubted(end.pointer, doubt)


def _judge_metrics(objective: Objective, metrics: Sequence[Metric]) -> Findings:
    return Findings(
        [
            Fault(f"/training/metrics/{index}", f"{metric} takes {takes(metric)}, but the targets are {objective.form}")
            for index, metric in enumerate(metrics)
            if not _measures(takes(metric), objective)
        ]
    )


def _refused(pointer: str, detail: str) -> Findings:
    return Findings([Fault(pointer, detail)])


def _doubted(pointer: str, detail: str) -> Findings:
    return Findings(warnings=[Fault(pointer, detail)]) if detail else Findings()


def _measures(wanted: Takes, objective: Objective) -> bool:
    binary = objective.form is Form.LABELS and objective.end.shape == (1,)
    match wanted:
        case Takes.ONE_HOT:
            return objective.form is Form.ONE_HOT
        case Takes.LABELS:
            return objective.form is Form.LABELS and not binary
        case Takes.CLASSES:
            return objective.form is Form.ONE_HOT or binary
    return True


def _fits(output: Shape, wanted: Shape) -> bool:
    same = (a == b or None in (a, b) for a, b in zip(output, wanted, strict=False))
    return len(output) == len(wanted) and all(same)
