"""Follow the samples of a job through preprocessing, by type alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.checking.raw_values import model_fault, step_fault, with_known_categories
from models.core.errors import Fault
from models.core.tensors import TensorType
from models.datasets import Description
from models.preprocessing.labels import Labels
from models.preprocessing.step import Step, StepTypeError
from models.preprocessing.window import Window
from models.specs.job import Preprocessing


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
    own = data.targets is not None and data.inputs.axis == "time"
    if own:
        _follow_targets(flow, preprocessing.target_steps, data)
    for index, step in enumerate(preprocessing.input_steps):
        if flow.inputs is not None and isinstance(step, Window):
            flow.targets = step.target_type(flow.targets if own and flow.targets else flow.inputs)
        pointer = f"/preprocessing/inputs/{index}"
        taken = _taken(step, flow.inputs, data, pointer, flow.faults)
        flow.inputs = _after(with_known_categories(step, preprocessing.input_steps[:index], data), taken, pointer, flow.faults)
    if not own:
        _refuse_unmade_targets(flow, preprocessing.target_steps)
        _follow_targets(flow, preprocessing.target_steps, data)
    flow.faults += _one_way_steps(preprocessing, own)
    unfit = _unfit(flow.inputs, data)
    if unfit:
        flow.faults.append(Fault("/preprocessing/inputs", unfit))
        flow.inputs = None
    return flow


def _follow_targets(flow: Flow, steps: Sequence[Step], data: Description) -> None:
    for index, step in enumerate(steps):
        flow.targets = _after(_with_labels(step, data), flow.targets, f"/preprocessing/targets/{index}", flow.faults)


def _taken(step: Step, given: TensorType | None, data: Description, pointer: str, faults: list[Fault]) -> TensorType | None:
    """Refuse pictures and text that a step over the inputs cannot take; return what reaches it otherwise."""
    fault = "" if given is None else step_fault(step, given, data)
    if not fault:
        return given
    faults.append(Fault(pointer, fault))
    return None


def _after(step: Step, given: TensorType | None, pointer: str, faults: list[Fault]) -> TensorType | None:
    if given is None:
        return None
    try:
        return step.output_type(given)
    except StepTypeError as error:
        faults.append(Fault(pointer, str(error)))
        return None


def _with_labels(step: Step, data: Description) -> Step:
    """Give a step over labels the classes it will learn, where the data set names them."""
    if isinstance(step, Labels) and step.classes is None and data.labels:
        return step.model_copy(update={"classes": list(data.labels)})
    return step


def _refuse_unmade_targets(flow: Flow, steps: Sequence[Step]) -> None:
    if flow.targets is None and steps and not flow.faults:
        flow.faults.append(Fault("/preprocessing/targets", "the data has no targets, and no window step makes any; expected no target steps"))


def _one_way_steps(preprocessing: Preprocessing, own: bool) -> list[Fault]:
    """Refuse steps with no way back where the model's outputs have to take it: over targets, and before a window that makes the targets."""
    inputs = preprocessing.input_steps
    window = 0 if own else next((index for index, step in enumerate(inputs) if isinstance(step, Window)), 0)
    undone = {"inputs": inputs[:window], "targets": preprocessing.target_steps}
    return [
        Fault(f"/preprocessing/{side}/{index}", f"expected a step that can be undone on the model's outputs, got {step.step}, which cannot")
        for side, steps in undone.items()
        for index, step in enumerate(steps)
        if not step.has_inverse()
    ]


def _unfit(inputs: TensorType | None, data: Description) -> str:
    """Return why no model takes such inputs; empty where one does."""
    if inputs is None:
        return ""
    if inputs.axis == "time":
        return "the data is a series: expected a window step that cuts it into samples, got none"
    return "" if inputs.is_numeric else model_fault(inputs, data)
