"""The names in a job by names: do they all mean inputs and outputs of its graph, and is none left out?"""

from models.core.errors import Fault
from models.specs.functional import Functional
from models.specs.graph import ordered
from models.specs.job import JobSpec
from models.specs.per_port import missing_faults, name_faults
from models.specs.ports import parts_per_port
from models.specs.tasks import DEFAULT_TASK, JOB_TASKS
from models.specs.variational import VariationalLoss

_INPUTS = ("/data/inputs", "/preprocessing/inputs")
#: Tasks and starts that know models of one input and one output alone.
_ALONE = "expected a model of one input and one output, without names"


def names_faults(spec: JobSpec) -> list[Fault]:
    """List what is wrong with a job by names before its data is looked at: model, task, graph and names."""
    model = spec.model
    if not isinstance(model, Functional):
        return [Fault(part, f"names go with a functional model, but this one is {model.kind}; expected one for all") for part in parts_per_port(spec)]
    return _task_faults(spec) or _graph_faults(model) or [*_both_forms(spec), *_strangers(spec, model), *_missing(spec, model)]


def _task_faults(spec: JobSpec) -> list[Fault]:
    faults = [Fault("/task", f"the task {spec.task} fits and scores by one answer: {_ALONE}")] if not spec.task_facts.trains else []
    faults += [Fault("/start_from", f"training goes on from a network to its like: {_ALONE}")] if spec.start_from else []
    if spec.training and spec.training.samples:
        faults.append(Fault("/training/samples", f"samples are written by a network that learns a text: {_ALONE}"))
    if spec.data.reconstruct:
        faults.append(Fault("/data/reconstruct", f"inputs are given back: {_ALONE}"))
    if spec.training and isinstance(spec.training.loss, VariationalLoss):
        faults.append(Fault("/training/loss", f"a variational loss is that of an autoencoder: {_ALONE}"))
    others = [task.section for name, task in JOB_TASKS.items() if spec.section_of(name) is not None]
    faults += [Fault(f"/{part}", f"expected no {part} section with the task {DEFAULT_TASK}") for part in others]
    return faults


def _graph_faults(model: Functional) -> list[Fault]:
    faults = ordered(model)[1]
    if faults:
        return faults
    if not model.input_names:
        return [Fault("/model/nodes", "expected an input: a node with neither layer nor inputs; got none")]
    nodes = {node.name: node for node in model.nodes}
    for place, name in enumerate(model.outputs):
        if name in model.outputs[:place]:
            faults.append(Fault(f"/model/outputs/{place}", f"expected outputs that differ, got {name!r} again"))
        elif nodes[name].layer is None and nodes[name].model is None:
            faults.append(
                Fault(f"/model/outputs/{place}", f"expected a node with a layer of its own, for what it learns is told by its name; got {name!r}")
            )
    return faults


def _both_forms(spec: JobSpec) -> list[Fault]:
    pairs = (("features", spec.data.features, spec.data.inputs, "inputs"), ("target", spec.data.target, spec.data.targets, "targets"))
    return [Fault(f"/data/{one}", f"expected it in data.{named} alone, by name") for one, value, names, named in pairs if None not in (value, names)]


def _strangers(spec: JobSpec, model: Functional) -> list[Fault]:
    faults = []
    for part in parts_per_port(spec):
        names, what = (model.input_names, "an input node") if part in _INPUTS else (model.outputs, "an output of the model")
        faults += name_faults(part, _entries(spec, part), names, what)
    return faults


def _missing(spec: JobSpec, model: Functional) -> list[Fault]:
    named = parts_per_port(spec)
    faults = []
    for side, names, entering in (("inputs", model.input_names, "what enters at"), ("targets", model.outputs, "what is learned by")):
        if f"/data/{side}" in named:
            faults += missing_faults(f"/data/{side}", _entries(spec, f"/data/{side}"), names, entering)
        elif len(names) > 1:
            faults.append(Fault(f"/data/{side}", f"expected {entering} each of {', '.join(names)}, by its name; got none"))
        if f"/preprocessing/{side}" not in named and len(names) > 1 and getattr(spec.preprocessing, side):
            detail = f"expected the steps of each of {', '.join(names)}, by its name, got one list of steps"
            faults.append(Fault(f"/preprocessing/{side}", detail))
    if "/training/loss" in named:
        faults += missing_faults("/training/loss", _entries(spec, "/training/loss"), model.outputs, "a loss for the output")
    return faults


def _entries(spec: JobSpec, part: str) -> list[str]:
    section, field = part.removeprefix("/").split("/")
    return list(getattr(getattr(spec, section), field))
