"""Follow the types of samples through preprocessing, without arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.checking.locating import at_input, at_output
from models.checking.raw_inputs import RAW_TYPES, model_fault, step_fault, with_known_categories
from models.core.errors import Fault
from models.core.faults import pointer_of
from models.core.tensors import TensorType
from models.datasets import Description
from models.preprocessing.row_columns import Columns
from models.preprocessing.step import Step, StepTypeError
from models.preprocessing.window import Window
from models.specs.classes import with_classes
from models.specs.job import JobSpec

#: Placeholder input type, used when only target steps are checked.
_ANY = TensorType((), "float32")


@dataclass
class Flow:
    """The sample types of one input and one output after preprocessing; None after a faulty step.

    Args:
        inputs: Type of the samples that the model takes.
        targets: Type of the targets that the model is fitted to.
        faults: Faults of the steps, with pointers into the spec.
    """

    inputs: TensorType | None
    targets: TensorType | None
    faults: list[Fault]


@dataclass(frozen=True)
class PortTypes:
    """The sample types after preprocessing, by port; ports with a faulty step are left out.

    Args:
        inputs: Type of the samples of each input, by name.
        targets: Type of the targets of each output, by name.
        faults: Faults of the steps, with pointers into the spec.
    """

    inputs: dict[str, TensorType]
    targets: dict[str, TensorType]
    faults: list[Fault]


def follow_ports(spec: JobSpec, inputs: Mapping[str, Description], targets: Mapping[str, Description]) -> PortTypes:
    """Infer the sample types of a job after preprocessing.

    Only with one input and one output may a window over the input make the targets.

    Args:
        spec: The spec.
        inputs: Description of the data of each input, by name.
        targets: Description of the data of each output, by name.
    """
    if len(inputs) == len(targets) == 1:
        return _follow_pair(spec, next(iter(inputs)), *next(iter(targets.items())))
    given, faults = _follow_inputs(spec, inputs)
    wanted, more = _follow_outputs(spec, targets)
    return PortTypes(given, wanted, faults + more)


def _follow_pair(spec: JobSpec, entry: str, output: str, data: Description) -> PortTypes:
    reconstructs = spec.data.reconstruct
    flow = follow(spec.preprocessing.input_steps_of(entry), () if reconstructs else spec.preprocessing.target_steps_of(output), data)
    targets = flow.inputs if reconstructs else flow.targets
    return PortTypes(
        {} if flow.inputs is None else {entry: flow.inputs},
        {} if targets is None else {output: targets},
        [at_output(spec, output, at_input(spec, entry, fault)) for fault in flow.faults],
    )


def _follow_inputs(spec: JobSpec, inputs: Mapping[str, Description]) -> tuple[dict[str, TensorType], list[Fault]]:
    found, faults = {}, []
    for name, data in inputs.items():
        steps = spec.preprocessing.input_steps_of(name)
        windows = [index for index, step in enumerate(steps) if isinstance(step, Window)]
        refused = [
            Fault(f"/preprocessing/inputs/{index}", "expected no window, as a model of several inputs or outputs takes samples") for index in windows
        ]
        flow = Flow(None, None, refused) if refused else follow(steps, (), replace(data, targets=None))
        faults += [at_input(spec, name, fault) for fault in flow.faults]
        if flow.inputs is not None:
            found[name] = flow.inputs
    return found, faults


def _follow_outputs(spec: JobSpec, targets: Mapping[str, Description]) -> tuple[dict[str, TensorType], list[Fault]]:
    found, faults = {}, []
    for name, data in targets.items():
        if data.targets is None:
            continue  # A fault of the data, and reported with it.
        flow = follow((), spec.preprocessing.target_steps_of(name), replace(data, inputs=_ANY))
        faults += [at_output(spec, name, fault) for fault in flow.faults]
        if flow.targets is not None:
            found[name] = flow.targets
    return found, faults


def follow(input_steps: Sequence[Step], target_steps: Sequence[Step], data: Description) -> Flow:
    """Infer the sample types of one input and one output after their steps."""
    flow = Flow(data.inputs, data.targets, [])
    own = data.targets is not None and data.inputs.axis == "time"
    if own:
        _follow_targets(flow, target_steps, data)
    columns, before = data.row_columns, list[Step]()
    for index, step in enumerate(input_steps):
        if flow.inputs is not None and isinstance(step, Window):
            flow.targets = step.target_type(flow.targets if own and flow.targets else flow.inputs)
        pointer = f"/preprocessing/inputs/{index}"
        placed = _placed(step, columns, before, flow, pointer)
        flow.inputs = _after(placed, _taken(placed, flow.inputs, columns, pointer, flow.faults), pointer, flow.faults)
        columns = None if columns is None or flow.inputs is None else placed.columns_after(columns)
        before.append(placed)
    if not own:
        if flow.targets is None and target_steps and not flow.faults:
            flow.faults.append(Fault("/preprocessing/targets", "expected no target steps, as the data has no targets and no window step makes any"))
        _follow_targets(flow, target_steps, data)
    flow.faults += _not_invertible(input_steps, target_steps, own)
    unfit = _unfit(flow.inputs, columns)
    if unfit:
        flow.faults.append(Fault("/preprocessing/inputs", unfit))
        flow.inputs = None
    return flow


def _follow_targets(flow: Flow, steps: Sequence[Step], data: Description) -> None:
    columns = data.target_row_columns
    for index, step in enumerate(with_classes(steps, data.labels)):
        pointer = f"/preprocessing/targets/{index}"
        try:
            step = step.placed(columns)
        except StepTypeError as error:
            flow.targets = None
            flow.faults.append(_fault(error, pointer))
            return
        flow.targets = _after(step, flow.targets, pointer, flow.faults)
        columns = None if columns is None else step.columns_after(columns)


def _placed(step: Step, columns: Columns | None, before: Sequence[Step], flow: Flow, pointer: str) -> Step:
    """Return a step over the inputs for the columns that it gets; record a fault if it names others."""
    if flow.inputs is None:
        return step
    try:
        return with_known_categories(step.placed(columns), before, columns)
    except StepTypeError as error:
        flow.faults.append(_fault(error, pointer))
        flow.inputs = None
        return step


def _taken(step: Step, given: TensorType | None, columns: Columns | None, pointer: str, faults: list[Fault]) -> TensorType | None:
    """Refuse images and text that a step over the inputs does not take; otherwise return its input type."""
    fault = step_fault(step, given, columns) if given is not None and given.dtype in RAW_TYPES else ""
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
        faults.append(_fault(error, pointer))
        return None


def _fault(error: StepTypeError, pointer: str) -> Fault:
    return Fault(pointer + pointer_of([*error.path]), str(error))


def _not_invertible(input_steps: Sequence[Step], target_steps: Sequence[Step], own: bool) -> list[Fault]:
    """Refuse steps without an inverse where outputs are inverted: over targets, and before a window that makes the targets."""
    window = 0 if own else next((index for index, step in enumerate(input_steps) if isinstance(step, Window)), 0)
    inverted = {"inputs": input_steps[:window], "targets": target_steps}
    return [
        Fault(f"/preprocessing/{side}/{index}", f"expected a step with an inverse, which is applied to the model's outputs; got {step.step}")
        for side, steps in inverted.items()
        for index, step in enumerate(steps)
        if not step.has_inverse()
    ]


def _unfit(inputs: TensorType | None, columns: Columns | None) -> str:
    """Return why no model takes such inputs; empty where there is no fault."""
    if inputs is None:
        return ""
    if inputs.axis == "time":
        return "expected a window step that cuts the series into samples, got none"
    return "" if inputs.is_numeric else model_fault(inputs, columns)
