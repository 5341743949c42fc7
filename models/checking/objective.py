"""Do loss, metrics, output layer and targets fit together?"""

from dataclasses import dataclass, field
from enum import StrEnum

from models.core.errors import Fault
from models.core.tensors import Shape, shape_text
from models.specs.losses import Family, family_of
from models.specs.metrics import Takes, takes
from models.specs.training import Training


class Form(StrEnum):
    """What targets are."""

    ONE_HOT = "one-hot rows"
    LABELS = "one label a sample"
    VALUES = "values"


@dataclass(frozen=True)
class Objective:
    """What a network is trained towards.

    Args:
        form: What the targets are.
        targets: Sample shape of the targets.
        n_classes: Number of classes, where they are known.
        output: Sample shape of the network's output.
        activation: Activation of the layer that gives it; empty where it has none of its own.
        pointer: Pointer to that layer.
        name: Name of that layer.
    """

    form: Form
    targets: Shape
    n_classes: int | None
    output: Shape
    activation: str
    pointer: str
    name: str


@dataclass
class Verdict:
    """What is wrong, and what is probably a mistake."""

    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


_LOSS = "/training/loss"


def judge(objective: Objective, training: Training) -> Verdict:
    """Tell whether loss, metrics, output and targets fit together."""
    verdict = Verdict()
    _judge_loss(objective, training, verdict)
    if not verdict.errors:
        _judge_shape(objective, training, verdict)
        _judge_activation(objective, training, verdict)
    for index, metric in enumerate(training.one_metrics):
        if not _measures(takes(metric), objective):
            verdict.errors.append(Fault(f"/training/metrics/{index}", f"{metric} takes {takes(metric)}, but the targets are {objective.form}"))
    return verdict


def _judge_loss(objective: Objective, training: Training, verdict: Verdict) -> None:
    loss, family, form = training.one_loss, family_of(training.one_loss), objective.form
    came = f"{loss} takes one label a sample, but targets have shape {shape_text(objective.targets)}"
    if family is Family.SPARSE and form is Form.ONE_HOT:
        verdict.errors.append(Fault(_LOSS, f"{came}; did you mean categorical_crossentropy?"))
    elif family is Family.SPARSE and form is Form.VALUES:
        verdict.errors.append(Fault(_LOSS, f"{loss} takes class labels, but the targets are values; did you mean mean_squared_error?"))
    elif family is Family.CATEGORICAL and form is Form.LABELS:
        mend = "add a one_hot step or use sparse_categorical_crossentropy"
        verdict.errors.append(Fault(_LOSS, f"{loss} takes one-hot targets, but they are single labels; {mend}"))
    elif family is Family.BINARY and form is Form.LABELS and (objective.n_classes or 2) > 2:
        mend = "use a one_hot step and categorical_crossentropy"
        verdict.errors.append(Fault(_LOSS, f"{loss} takes labels 0 and 1, but there are {objective.n_classes} classes; {mend}"))
    elif family is Family.BINARY and form is Form.ONE_HOT and (objective.n_classes or 3) > 2:
        mend = "for classes that exclude each other categorical_crossentropy is meant"
        verdict.warnings.append(Fault(_LOSS, f"{loss} takes each class by itself; {mend}"))
    elif family is Family.VALUES and form is not Form.VALUES:
        verdict.warnings.append(Fault(_LOSS, f"{loss} compares quantities, but the targets are {form} of classes; a crossentropy is meant for those"))
    elif family is Family.MARGIN and form is not Form.VALUES:
        verdict.warnings.append(Fault(_LOSS, f"{loss} takes targets of -1 and 1, but they are {form} of 0 and 1"))


def _judge_shape(objective: Objective, training: Training, verdict: Verdict) -> None:
    sparse = family_of(training.one_loss) is Family.SPARSE
    wanted = (objective.n_classes,) if sparse else objective.targets or (1,)
    if _fits(objective.output, wanted) or _fits((*objective.output, 1), wanted):  # Keras compares (n, 5) with (n, 5, 1) as equals.
        return
    what = f"there are {objective.n_classes} classes" if sparse else f"targets have shape {shape_text(wanted)}"
    verdict.errors.append(Fault(objective.pointer, f"layer {objective.name} gives {shape_text(objective.output)}, but {what}"))


def _judge_activation(objective: Objective, training: Training, verdict: Verdict) -> None:
    family, activation = family_of(training.one_loss), objective.activation
    softmax = activation == "softmax"
    if softmax and objective.output[-1] == 1:
        mend = "use sigmoid, or one unit a class"
        verdict.errors.append(Fault(objective.pointer, f"layer {objective.name}: softmax over one output is always 1; {mend}"))
    elif family in (Family.CATEGORICAL, Family.SPARSE) and training.one_loss != "categorical_hinge" and activation and not softmax:
        verdict.warnings.append(
            Fault(objective.pointer, f"{training.one_loss} takes probabilities that sum to 1; expected softmax, got {activation}")
        )
    elif family is Family.BINARY and activation and activation not in ("sigmoid", "softmax", "hard_sigmoid"):
        verdict.warnings.append(Fault(objective.pointer, f"{training.one_loss} takes probabilities; expected sigmoid, got {activation}"))
    elif family is Family.VALUES and softmax:
        mend = "use linear for values" if objective.form is Form.VALUES else "use a crossentropy for classes"
        verdict.warnings.append(Fault(objective.pointer, f"softmax with {training.one_loss} learns slowly or not at all; {mend}"))


def _measures(wanted: Takes, objective: Objective) -> bool:
    binary = objective.form is Form.LABELS and objective.output == (1,)
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
