"""Ports of a job: the named inputs and outputs of its model, and the part of its spec that belongs to each.

A sequential model and a pipeline have one input and one output, with fixed names; those of a functional model are the names of its
nodes. All that is known of specs of one input and one output is used for each port of a model of several, by a spec of that port only.
"""

from models.core.errors import Fault
from models.core.faults import pointer_of
from models.specs.functional import Functional
from models.specs.job import JobSpec, Preprocessing

#: Names of the one input and the one output of a model that is no graph.
INPUT, OUTPUT = "inputs", "outputs"


def input_names(spec: JobSpec) -> tuple[str, ...]:
    """Return the names of the model's inputs, in its order."""
    return tuple(spec.model.input_names) if isinstance(spec.model, Functional) else (INPUT,)


def output_names(spec: JobSpec) -> tuple[str, ...]:
    """Return the names of the model's outputs, in its order."""
    return tuple(spec.model.outputs) if isinstance(spec.model, Functional) else (OUTPUT,)


def is_named(spec: JobSpec) -> bool:
    """Tell whether a spec names inputs or outputs."""
    return bool(parts_per_port(spec))


def parts_per_port(spec: JobSpec) -> list[str]:
    """Return pointers to the parts of a spec that are told apart by names."""
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


def graph_of(spec: JobSpec) -> Functional:
    """Return the graph of a job by names.

    Raises:
        TypeError: The model is none.
    """
    if not isinstance(spec.model, Functional):
        raise TypeError(f"expected a functional model, got one of kind {spec.model.kind}")
    return spec.model


def input_spec(spec: JobSpec, name: str) -> JobSpec:
    """Return a spec of one input alone, without its targets."""
    return _alone(spec, Preprocessing(inputs=spec.preprocessing.input_steps_of(name)), None)


def output_spec(spec: JobSpec, name: str) -> JobSpec:
    """Return a spec of one output alone, without its inputs."""
    return _alone(spec, Preprocessing(targets=spec.preprocessing.target_steps_of(name)), name)


def input_fault(spec: JobSpec, name: str, fault: Fault) -> Fault:
    """Return a fault of the spec of an input where the whole spec has it."""
    return _located(fault, name, "input", [part for part in parts_per_port(spec) if part == "/preprocessing/inputs"], ("/preprocessing/inputs",))


def output_fault(spec: JobSpec, name: str, fault: Fault) -> Fault:
    """Return a fault of the spec of an output where the whole spec has it."""
    shared = ("/preprocessing/targets", "/training/loss", "/training/metrics")
    if spec.data.targets is not None:
        fault = fault.moved("/data/target", f"/data/targets{pointer_of([name])}/target")
    return _located(fault, name, "output", [part for part in parts_per_port(spec) if part in shared], shared)


def _alone(spec: JobSpec, steps: Preprocessing, output: str | None) -> JobSpec:
    training = spec.training.for_output(output) if spec.training and output else spec.training
    data = spec.data.model_copy(update={"inputs": None, "targets": None})
    return spec.model_copy(update={"data": data, "preprocessing": steps, "training": training})


def _located(fault: Fault, name: str, what: str, named: list[str], parts: tuple[str, ...]) -> Fault:
    """Put the name into the pointer where the spec has an entry for it, else into the words."""
    for part in parts:
        moved = fault.moved(part, part + pointer_of([name]))
        if moved != fault:
            return moved if part in named else Fault(fault.pointer, f"{what} {name}: {fault.detail}")
    return fault
