"""A job by names judged: names, data, the steps of every input and output, the graph, and what each output is trained towards."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import prod

from models.checking.callbacks import callback_faults
from models.checking.flow import follow
from models.checking.judge import NetworkVerdict, graph_end, judge_end
from models.checking.named_names import names_faults
from models.checking.warn import warnings_for
from models.core.errors import Fault, SpecError
from models.core.tensors import Shape, TensorType
from models.datasets import Description
from models.preprocessing.window import Window
from models.specs.functional import Functional
from models.specs.graph_shapes import summarize_graph
from models.specs.job import JobSpec
from models.specs.memory import training_bytes
from models.specs.port_sets import PortSets, port_sets
from models.specs.ports import graph_of, input_fault, input_spec, output_fault, output_spec
from models.specs.registered import Registered

#: Lists what is wrong with the data of a spec of one input and one output.
DataFaults = Callable[[JobSpec, Description], list[Fault]]
#: Stands for the inputs where only an output's targets are followed, and the other way round.
_ANYTHING = TensorType((), "float32")


def judge_named(spec: JobSpec, registered: Registered, data_faults: DataFaults) -> tuple[NetworkVerdict, int]:
    """Judge a job by names.

    Args:
        spec: A spec that names inputs or outputs.
        registered: Where models used as layers, and uploads, are looked up.
        data_faults: Lists what is wrong with the data of one output.

    Returns:
        What is known of the network, and roughly the bytes of memory that fitting it takes.
    """
    verdict = NetworkVerdict(errors=names_faults(spec))
    if verdict.errors:
        return verdict, 0
    try:
        sets = port_sets(spec, registered)
    except SpecError as error:
        verdict.errors += error.faults
        return verdict, 0
    verdict.errors += _data_faults(spec, sets, data_faults)
    given = _followed_inputs(spec, sets, verdict)
    targets = _followed_targets(spec, sets, verdict)
    _judge_graph(spec, given, targets, sets, registered, verdict)
    if not verdict.errors:
        verdict.warnings = _unique([*_input_warnings(spec, sets), *verdict.warnings])
    return verdict, _bytes(spec, given, sets, verdict)


def _data_faults(spec: JobSpec, sets: PortSets, data_faults: DataFaults) -> list[Fault]:
    if any(data_set.describe().inputs.axis == "time" for data_set in sets.inputs.values()):
        return [Fault("/data/source", "a series enters at one input and is learned by one output: expected a set of samples")]
    faults = [
        output_fault(spec, name, fault)
        for name, data_set in sets.targets.items()
        for fault in data_faults(output_spec(spec, name), data_set.describe())
    ]
    return _unique(faults)


def _followed_inputs(spec: JobSpec, sets: PortSets, verdict: NetworkVerdict) -> dict[str, TensorType]:
    """Follow each input through its steps; those that cannot work are left out."""
    found = {}
    for name, data_set in sets.inputs.items():
        steps = input_spec(spec, name).preprocessing
        windows = [index for index, step in enumerate(steps.input_steps) if isinstance(step, Window)]
        faults = [
            Fault(f"/preprocessing/inputs/{index}", "a window cuts a series into samples; expected samples, and no window") for index in windows
        ]
        flow = None if faults else follow(steps, replace(data_set.describe(), targets=None))
        verdict.errors += [input_fault(spec, name, fault) for fault in (flow.faults if flow else faults)]
        if flow and flow.inputs is not None:
            found[name] = flow.inputs
    return found


def _followed_targets(spec: JobSpec, sets: PortSets, verdict: NetworkVerdict) -> dict[str, TensorType]:
    """Follow what each output learns through its steps; what cannot work is left out."""
    found = {}
    for name, data_set in sets.targets.items():
        if (data := data_set.describe()).targets is None:
            continue  # Told with the data.
        flow = follow(output_spec(spec, name).preprocessing, replace(data, inputs=_ANYTHING))
        verdict.errors += [output_fault(spec, name, fault) for fault in flow.faults]
        if flow.targets is not None:
            found[name] = flow.targets
    return found


def _judge_graph(
    spec: JobSpec,
    given: dict[str, TensorType],
    targets: dict[str, TensorType],
    sets: PortSets,
    registered: Registered,
    verdict: NetworkVerdict,
) -> None:
    model = graph_of(spec)
    summary = summarize_graph(model, given, registered)
    verdict.rows = summary.rows
    verdict.errors += summary.faults
    if spec.training is None:
        verdict.errors.append(Fault("/training", "training is required for a network: expected loss, epochs and so on"))
        return
    verdict.errors += callback_faults(spec.training, model.outputs)
    for name in model.outputs:
        if name in summary.shapes and name in targets:
            _judge_output(spec, name, targets[name], sets.targets[name].describe(), model, summary.shapes, verdict)


def _judge_output(
    spec: JobSpec, name: str, targets: TensorType, data: Description, model: Functional, shapes: dict[str, Shape], verdict: NetworkVerdict
) -> None:
    alone = output_spec(spec, name)
    if alone.training is None:
        return
    found = judge_end(alone, alone.training, targets, data, graph_end(model, shapes, name))
    verdict.errors += [output_fault(spec, name, fault) for fault in found.errors]
    verdict.warnings += [output_fault(spec, name, fault) for fault in found.warnings]


def _input_warnings(spec: JobSpec, sets: PortSets) -> list[Fault]:
    return [
        input_fault(spec, name, fault)
        for name, data_set in sets.inputs.items()
        for fault in warnings_for(input_spec(spec, name), data_set.describe())
    ]


def _bytes(spec: JobSpec, given: dict[str, TensorType], sets: PortSets, verdict: NetworkVerdict) -> int:
    if spec.training is None:
        return 0
    n_samples = next(iter(sets.inputs.values())).describe().n_train
    values = sum(prod(size or 1 for size in entering.shape) for entering in given.values())
    return training_bytes(verdict.rows, spec.training, (values,), n_samples)


def _unique(faults: Iterable[Fault]) -> list[Fault]:
    return list(dict.fromkeys(faults))
