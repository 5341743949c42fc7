"""Ports of a job: the named inputs and outputs of its model, and the part of its spec that belongs to each.

A sequential model and a pipeline have one input and one output, with fixed names; those of a functional model are the names of its
nodes.
"""

from models.specs.functional import Functional
from models.specs.job import JobSpec, Preprocessing
from models.specs.registered import OriginSpec

#: Names of the one input and the one output of a model that is no graph.
INPUT, OUTPUT = "inputs", "outputs"


def input_names(spec: OriginSpec) -> tuple[str, ...]:
    """Return the names of the model's inputs, in its order."""
    return tuple(spec.model.input_names) if isinstance(spec.model, Functional) else (INPUT,)


def output_names(spec: OriginSpec) -> tuple[str, ...]:
    """Return the names of the model's outputs, in its order."""
    return tuple(spec.model.outputs) if isinstance(spec.model, Functional) else (OUTPUT,)


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


def output_spec(spec: JobSpec, name: str) -> JobSpec:
    """Return a spec of one output alone, without its inputs."""
    steps = Preprocessing(targets=spec.preprocessing.target_steps_of(name))
    training = spec.training.for_output(name) if spec.training else None
    data = spec.data.model_copy(update={"inputs": None, "targets": None})
    return spec.model_copy(update={"data": data, "preprocessing": steps, "training": training})
