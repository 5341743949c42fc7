"""Rules for autoencoders, and for the latent space of a variational loss."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from models.checking.case import Case
from models.checking.locating import at_input
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.tensors import shape_text
from models.datasets import Description
from models.preprocessing import AnyStep
from models.preprocessing.numbers import Scale
from models.specs.functional import Functional
from models.specs.job import JobSpec
from models.specs.learned import draws, readable_nodes
from models.specs.losses_and_metrics import VariationalLoss
from models.specs.model import SklearnPipeline
from models.specs.network import LayerRow
from models.specs.ports import input_names, output_names

_POINTER = "/training/loss"


class Reconstruction(Rule):
    """An autoencoder is a network trained on samples without targets, and its outputs can be inverted."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.data.reconstruct

    def judge(self, case: Case) -> Findings:
        spec, name = case.spec, input_names(case.spec)[0]
        steps = case.spec.preprocessing.input_steps_of(name)
        warnings = [*_no_inverse(steps), *_range(spec, steps)]
        return Findings(list(_faults(spec, case.inputs[name])), [at_input(spec, name, warning) for warning in warnings])


class Latent(Rule):
    """A variational autoencoder has a latent space from which samples can be drawn."""

    hides_objective: ClassVar[bool] = True

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None and isinstance(spec.training.loss, VariationalLoss)

    def judge(self, case: Case) -> Findings:
        loss, model = case.training.loss, case.spec.model
        if not isinstance(loss, VariationalLoss) or not case.network.ends:
            return Findings()
        if not case.spec.data.reconstruct:
            return Findings([Fault("/data/reconstruct", "a variational loss compares outputs with inputs: expected true, got false")])
        if not isinstance(model, Functional):
            return Findings([Fault(_POINTER, f"expected a functional model, as a variational loss names nodes; got {model.kind}")])
        shapes = {row.name: row for row in case.network.rows}
        return Findings(list(_unknown(loss, model)) or list(_unfit_shapes(loss, shapes)) or list(_bypassed_draws(loss, model)))


def _faults(spec: JobSpec, data: Description) -> Iterator[Fault]:
    if not spec.task_facts.trains:
        yield Fault("/task", f"expected the task train for an autoencoder, got {spec.task}")
    if isinstance(spec.model, SklearnPipeline):
        yield Fault("/data/reconstruct", "expected a sequential or functional model for an autoencoder, got a scikit-learn pipeline")
    if data.inputs.axis == "time":
        yield Fault("/data/reconstruct", "expected samples for an autoencoder, got a series")
    if spec.data.target is not None:
        yield Fault("/data/target", f"expected no target, as the inputs are the targets; got {spec.data.target!r}")
    if spec.data.target_columns is not None:
        yield Fault("/data/target_columns", "expected no targets, as the inputs are the targets")
    if spec.preprocessing.targets:
        yield Fault("/preprocessing/targets", "expected no steps over targets, as the preprocessed inputs are the targets")


def _no_inverse(steps: Sequence[AnyStep]) -> Iterator[Fault]:
    """Warn of the last step without an inverse; decoding images is expected to have none."""
    last = next(((index, step) for index, step in reversed(list(enumerate(steps))) if not step.has_inverse()), None)
    if last is not None and not last[1].decodes:
        yield Fault(f"/preprocessing/inputs/{last[0]}", f"{last[1].step} has no inverse, so predictions keep the form of its output")


def _range(spec: JobSpec, steps: Sequence[AnyStep]) -> Iterator[Fault]:
    """Warn of a crossentropy over values that are not probabilities."""
    if spec.training is None or spec.training.loss_of(output_names(spec)[0]) != "binary_crossentropy":
        return
    for index, step in enumerate(steps):
        if isinstance(step, Scale) and not all(0 <= end <= 1 for end in step.to):
            detail = f"binary_crossentropy compares values from 0 to 1, but this step gives {step.to[0]:g} to {step.to[1]:g}"
            yield Fault(f"/preprocessing/inputs/{index}/to", f"{detail}; use mean_squared_error, or the range [0, 1]")


def _unknown(loss: VariationalLoss, model: Functional) -> Iterator[Fault]:
    names = readable_nodes(model)
    for field in ("mean", "log_variance"):
        name = getattr(loss, field)
        if name not in names:
            wanted = f"expected the name of a node whose layer is used once, one of {', '.join(names) or 'none'}"
            yield Fault(f"{_POINTER}/{field}", f"{wanted}, got {name!r}")


def _unfit_shapes(loss: VariationalLoss, rows: Mapping[str, LayerRow]) -> Iterator[Fault]:
    mean, log_variance = (rows[name].output_shape for name in (loss.mean, loss.log_variance))
    if loss.mean == loss.log_variance:
        yield Fault(f"{_POINTER}/log_variance", f"expected another node than that of the mean, got {loss.mean!r} twice")
    elif mean != log_variance:
        yield Fault(
            f"{_POINTER}/log_variance",
            f"expected nodes of equal shape, but {loss.mean} gives {shape_text(mean)} and {loss.log_variance} gives {shape_text(log_variance)}",
        )
    elif len(mean) != 1 or mean[0] is None:
        yield Fault(f"{_POINTER}/mean", f"expected a row of latent values, but {loss.mean} gives {shape_text(mean)}")


def _bypassed_draws(loss: VariationalLoss, model: Functional) -> Iterator[Fault]:
    """Refuse a graph without a separate decoder: every path to the output must lead through the Sampling node."""
    drawn = draws(loss, model)
    if len(drawn) != 1:
        wanted = f"expected one node with a Sampling layer whose inputs are {loss.mean} and {loss.log_variance}, in this order"
        yield Fault("/model/nodes", f"{wanted}, got {len(drawn) or 'none'}")
        return
    nodes = {node.name: node for node in model.nodes}
    waiting, seen = list(model.outputs), {drawn[0].name}
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        waiting += nodes[name].inputs
        if nodes[name].is_input:
            path = f"expected every path to the output to lead through the Sampling node {drawn[0].name}"
            yield Fault("/model/outputs/0", f"{path}, got one from {name} that does not")
