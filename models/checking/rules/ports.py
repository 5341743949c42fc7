"""Rules of the names of inputs and outputs, and of what models of several of them cannot do."""

from collections.abc import Collection, Iterator, Sequence
from typing import ClassVar

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.errors import Fault, SpecError
from models.core.faults import did_you_mean, pointer_of, quote
from models.specs.functional import Functional
from models.specs.graph import ordered
from models.specs.job import JobSpec
from models.specs.ports import input_names, output_names, parts_per_port
from models.specs.tasks import DEFAULT_TASK, JOB_TASKS
from models.specs.variational import VariationalLoss

_INPUTS = ("/data/inputs", "/preprocessing/inputs")


class SeveralPorts(Rule):
    """What only models of one input, or of one output, can do."""

    stops: ClassVar[bool] = True

    def applies(self, spec: JobSpec) -> bool:
        return len(input_names(spec)) > 1 or len(output_names(spec)) > 1

    def judge(self, case: Case) -> Findings:
        return Findings([*_of_one_output(case.spec), *_of_one_pair(case.spec)])


class PortNames(Rule):
    """Names of inputs and outputs in a spec: each is one of its graph, and none is left out."""

    stops: ClassVar[bool] = True

    def applies(self, spec: JobSpec) -> bool:
        return len(input_names(spec)) != 1 or len(output_names(spec)) != 1 or bool(parts_per_port(spec))

    def judge(self, case: Case) -> Findings:
        spec, model, named = case.spec, case.spec.model, parts_per_port(case.spec)
        if not isinstance(model, Functional):
            told = f"names go with a functional model, but this one is {model.kind}; expected one for all"
            return Findings([Fault(part, told) for part in named])
        if not named:
            return Findings([*ordered(model)[1], *_unnamed_inputs(model), *_unnamed_outputs(model)])
        return Findings(_graph_faults(model) or [*_both_forms(spec), *_strangers(spec, model), *_missing(spec, model)])


class PortData(Rule):
    """The data of named inputs and outputs: it is there, and goes together."""

    stops: ClassVar[bool] = True

    def applies(self, spec: JobSpec) -> bool:
        return spec.data.inputs is not None or spec.data.targets is not None

    def judge(self, case: Case) -> Findings:
        try:
            _ = case.sets
        except SpecError as error:
            return Findings(error.faults)
        return Findings()


def _of_one_output(spec: JobSpec) -> Iterator[Fault]:
    """Refuse what needs one prediction to score: each permission for models of several outputs is one line less here."""
    if len(output_names(spec)) == 1:
        return
    if not spec.task_facts.trains:
        yield Fault("/task", f"the task {spec.task} fits and scores by one prediction: expected a model of one output")
    for name, task in JOB_TASKS.items():
        if spec.section_of(name) is not None:
            yield Fault(f"/{task.section}", f"expected no {task.section} section with the task {DEFAULT_TASK}")


def _of_one_pair(spec: JobSpec) -> Iterator[Fault]:
    """Refuse what leads from the one input to the one output: each permission for models of several is one line less here."""
    one_pair, training = "expected a model of one input and one output", spec.training
    if training and training.samples:
        yield Fault("/training/samples", f"samples are written by a network that learns a text: {one_pair}")
    if spec.data.reconstruct:
        yield Fault("/data/reconstruct", f"inputs are given back: {one_pair}")
    if training and isinstance(training.loss, VariationalLoss):
        yield Fault("/training/loss", f"a variational loss is that of an autoencoder: {one_pair}")


def _unnamed_inputs(model: Functional) -> Iterator[Fault]:
    """Refuse fewer or more inputs than data without names has."""
    told = "the data gives one input, but this is another; expected one input node, or what enters at each by its name in data.inputs"
    indices = [index for index, node in enumerate(model.nodes) if node.is_input]
    if not indices:
        yield Fault("/model/nodes", "expected an input: a node with neither layer nor inputs; got none")
    for index in indices[1:]:
        yield Fault(f"/model/nodes/{index}", told)


def _unnamed_outputs(model: Functional) -> Iterator[Fault]:
    """Refuse more outputs than data without names has targets."""
    if len(model.outputs) > 1:
        told = f"the data gives one target, but there are {len(model.outputs)} outputs; expected one, or what each learns in data.targets"
        yield Fault("/model/outputs/1", told)


def _graph_faults(model: Functional) -> list[Fault]:
    faults = ordered(model)[1]
    if faults:
        return faults
    if not model.input_names:
        return [Fault("/model/nodes", "expected an input: a node with neither layer nor inputs; got none")]
    nodes = {node.name: node for node in model.nodes}
    for index, name in enumerate(model.outputs):
        if name in model.outputs[:index]:
            faults.append(Fault(f"/model/outputs/{index}", f"expected outputs that differ, got {name!r} again"))
        elif nodes[name].layer is None and nodes[name].model is None:
            faults.append(
                Fault(f"/model/outputs/{index}", f"expected a node with a layer of its own, for what it learns is told by its name; got {name!r}")
            )
    return faults


def _both_forms(spec: JobSpec) -> list[Fault]:
    pairs = (("features", spec.data.features, spec.data.inputs, "inputs"), ("target", spec.data.target, spec.data.targets, "targets"))
    return [Fault(f"/data/{one}", f"expected it in data.{named} alone, by name") for one, value, names, named in pairs if None not in (value, names)]


def _strangers(spec: JobSpec, model: Functional) -> list[Fault]:
    faults = []
    for part in parts_per_port(spec):
        names, what = (model.input_names, "an input node") if part in _INPUTS else (model.outputs, "an output of the model")
        faults += _name_faults(part, _entries(spec, part), names, what)
    return faults


def _missing(spec: JobSpec, model: Functional) -> list[Fault]:
    named = parts_per_port(spec)
    faults = []
    for side, names, entering in (("inputs", model.input_names, "what enters at"), ("targets", model.outputs, "what is learned by")):
        if f"/data/{side}" in named:
            faults += _missing_faults(f"/data/{side}", _entries(spec, f"/data/{side}"), names, entering)
        elif len(names) > 1:
            faults.append(Fault(f"/data/{side}", f"expected {entering} each of {', '.join(names)}, by its name; got none"))
        if f"/preprocessing/{side}" not in named and len(names) > 1 and getattr(spec.preprocessing, side):
            detail = f"expected the steps of each of {', '.join(names)}, by its name, got one list of steps"
            faults.append(Fault(f"/preprocessing/{side}", detail))
    if "/training/loss" in named:
        faults += _missing_faults("/training/loss", _entries(spec, "/training/loss"), model.outputs, "a loss for the output")
    return faults


def _entries(spec: JobSpec, part: str) -> list[str]:
    section, field = part.removeprefix("/").split("/")
    return list(getattr(getattr(spec, section), field))


def _name_faults(pointer: str, given: Collection[str], names: Sequence[str], what: str) -> list[Fault]:
    """Refuse entries whose names are not those of a network's inputs, or outputs.

    Args:
        pointer: Where the entries stand.
        given: Their names.
        names: The names there are.
        what: What is named, such as "an output of the model".
    """
    return [Fault(pointer + pointer_of([name]), f"expected the name of {what}, {_known(name, names)}") for name in given if name not in names]


def _missing_faults(pointer: str, given: Collection[str], names: Sequence[str], wanted: str) -> list[Fault]:
    """Refuse entries that leave a name out.

    Args:
        pointer: Where the entries stand.
        given: Their names.
        names: The names there are.
        wanted: What is expected of each, such as "a loss for the output".
    """
    return [Fault(pointer + pointer_of([name]), f"expected {wanted} {name}, got none") for name in names if name not in given]


def _known(name: str, names: Sequence[str]) -> str:
    return f"one of {', '.join(names)}, got {quote(name)}{did_you_mean(name, names)}"
