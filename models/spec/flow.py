"""Follow the samples of a job through preprocessing, by type alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.datasets import Description
from models.errors import Fault
from models.preprocessing.one_hot import OneHot
from models.preprocessing.step import Step, StepTypeError
from models.preprocessing.window import Window
from models.spec.job import Preprocessing
from models.spec.tensors import TensorType


@dataclass
class Flow:
    """The types that reach the model, or None behind the first step that cannot work.

    Args:
        inputs: Type of the samples that reach the model.
        targets: Type of the targets the model is fitted to.
        faults: What cannot work, pointers into the spec.
    """

    inputs: TensorType | None
    targets: TensorType | None
    faults: list[Fault]


def follow(preprocessing: Preprocessing, data: Description) -> Flow:
    """Work out what preprocessing makes of a data set, step by step, without its arrays."""
    flow = Flow(data.inputs, data.targets, [])
    for index, step in enumerate(preprocessing.inputs):
        if flow.inputs is not None and isinstance(step, Window):
            flow.targets = step.target_type(flow.inputs)
            flow.faults += _short_series(step, data, index)
        flow.inputs = _after(step, flow.inputs, f"/preprocessing/inputs/{index}", flow.faults)
    _refuse_unmade_targets(flow, preprocessing.targets)
    for index, step in enumerate(preprocessing.targets):
        flow.targets = _after(_with_labels(step, data), flow.targets, f"/preprocessing/targets/{index}", flow.faults)
    if flow.inputs is not None and flow.inputs.axis == "time":
        flow.faults.append(Fault("/preprocessing/inputs", "the data is a series: expected a window step that cuts it into samples, got none"))
        flow.inputs = None
    return flow


def _after(step: Step, given: TensorType | None, pointer: str, faults: list[Fault]) -> TensorType | None:
    if given is None:
        return None
    try:
        return step.output_type(given)
    except StepTypeError as error:
        faults.append(Fault(pointer, str(error)))
        return None


def _short_series(step: Window, data: Description, index: int) -> list[Fault]:
    steps = min(data.n_train, data.n_test or data.n_train)
    if steps > step.size:
        return []
    return [Fault(f"/preprocessing/inputs/{index}/size", f"expected a window of less than the {steps} steps of the series, got {step.size}")]


def _with_labels(step: Step, data: Description) -> Step:
    """Give a one_hot step the classes it will learn, where the data set names them."""
    if isinstance(step, OneHot) and step.classes is None and data.labels:
        return step.model_copy(update={"classes": list(data.labels)})
    return step


def _refuse_unmade_targets(flow: Flow, steps: Sequence[Step]) -> None:
    if flow.targets is None and steps and not flow.faults:
        flow.faults.append(Fault("/preprocessing/targets", "the data has no targets, and no window step makes any; expected no target steps"))
