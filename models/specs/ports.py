"""Ports of a job: the named inputs and outputs of its model, with the parts of the spec and the data sets that belong to each.

A sequential model and a pipeline have one input and one output, with fixed names; those of a functional model are the names of its
nodes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.core.errors import Fault, SpecError
from models.core.faults import pointer_of
from models.datasets import DataSet
from models.specs.data import DataSpec, selection_of
from models.specs.functional import Functional
from models.specs.job import JobSpec, Preprocessing
from models.specs.parse import data_set_of, selected_set
from models.specs.registered import NONE_REGISTERED, OriginSpec, Registered

#: Port names of a sequential model and of a pipeline.
INPUT, OUTPUT = "inputs", "outputs"


def input_names(spec: OriginSpec) -> tuple[str, ...]:
    """Return the names of the model's inputs, in order."""
    return tuple(spec.model.input_names) if isinstance(spec.model, Functional) else (INPUT,)


def output_names(spec: OriginSpec) -> tuple[str, ...]:
    """Return the names of the model's outputs, in order."""
    return tuple(spec.model.outputs) if isinstance(spec.model, Functional) else (OUTPUT,)


def parts_per_port(spec: JobSpec) -> list[str]:
    """Return pointers to the parts of a spec that are given by port."""
    training, steps = spec.training, spec.preprocessing
    parts = {
        "/data/inputs": spec.data.inputs,
        "/data/targets": spec.data.targets,
        "/preprocessing/inputs": steps.inputs,
        "/preprocessing/targets": steps.targets,
        "/training/loss": training and training.loss,
        "/training/loss_weights": training and training.loss_weights,
        "/training/metrics": training and training.metrics,
    }
    return [pointer for pointer, part in parts.items() if isinstance(part, dict)]


def output_spec(spec: JobSpec, name: str) -> JobSpec:
    """Return the spec of one output only, without inputs."""
    steps = Preprocessing(targets=spec.preprocessing.target_steps_of(name))
    training = spec.training.for_output(name) if spec.training else None
    data = spec.data.model_copy(update={"inputs": None, "targets": None})
    return spec.model_copy(update={"data": data, "preprocessing": steps, "training": training})


@dataclass(frozen=True)
class PortSets:
    """Data sets by port; for one input and one output both are the same data set.

    Args:
        inputs: Data set of each input, by name; only its inputs are used.
        targets: Data set of each output, by name; only its targets are used.
    """

    inputs: dict[str, DataSet]
    targets: dict[str, DataSet]


def port_sets(spec: JobSpec, registered: Registered = NONE_REGISTERED) -> PortSets:
    """Return the data sets of a job.

    Every pair of an input and a target is looked up, as the data of a spec with only these two.

    Args:
        spec: A spec whose port names are those of its model.
        registered: Where uploads are looked up.

    Raises:
        SpecError: There is no such data, or its parts do not fit together.
    """
    inputs, outputs = input_names(spec), output_names(spec)
    if spec.data.inputs is None and spec.data.targets is None:
        whole = data_set_of(spec.data, registered)
        return PortSets(dict.fromkeys(inputs, whole), dict.fromkeys(outputs, whole))
    data = _with_features(spec.data, outputs, registered)
    faults, sets = [], {}
    for input_name in inputs:
        for output_name in outputs:
            try:
                sets[input_name, output_name] = selected_set(selection_of(data, input_name, output_name), registered)
            except SpecError as error:
                faults += error.faults
    faults = list(dict.fromkeys(faults)) or _unlike_parts(sets)
    if faults:
        raise SpecError(faults)
    return PortSets({name: sets[name, outputs[0]] for name in inputs}, {name: sets[inputs[0], name] for name in outputs})


def _with_features(data: DataSpec, outputs: Sequence[str], registered: Registered) -> DataSpec:
    """Give a single input all columns that are not targets; refuse named inputs without columns."""
    chosen = data.targets is not None and any(choice.target is not None for choice in data.targets.values())
    if not chosen or data.features is not None:
        return data
    if data.inputs is not None:
        bare = [name for name, choice in data.inputs.items() if choice.features is None]
        if bare:
            raise SpecError([Fault(f"/data/inputs{pointer_of([name])}/features", "expected the columns of this input, got none") for name in bare])
        return data
    columns = [selected_set(selection_of(data, "", name), registered).describe().columns for name in outputs]
    if not columns or None in columns:
        return data
    left = [column for column in columns[0] or () if all(column in (others or ()) for others in columns)]
    return data.model_copy(update={"features": left})


def _unlike_parts(sets: Mapping[tuple[str, str], DataSet]) -> list[Fault]:
    """Refuse arrays of which only some have a test part."""
    sizes = {names: data_set.describe().n_test for names, data_set in sets.items()}
    most = max(sizes.values())
    return [
        Fault("/data", f"expected a test part for every array or for none, got none for {' and '.join(names)} together")
        for names, size in sizes.items()
        if size != most
    ][:1]
