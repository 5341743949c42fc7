"""Rules of the latent space that a variational loss names: samples can be drawn from it."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.tensors import shape_text
from models.specs.functional import Functional
from models.specs.job import JobSpec
from models.specs.latent import draws, readable_nodes
from models.specs.rows import LayerRow
from models.specs.variational import VariationalLoss

_POINTER = "/training/loss"


class Latent(Rule):
    """The latent space of a variational autoencoder."""

    hides_objective: ClassVar[bool] = True

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None and isinstance(spec.training.loss, VariationalLoss)

    def judge(self, case: Case) -> Findings:
        loss, model = case.training.loss, case.spec.model
        if not isinstance(loss, VariationalLoss) or not case.network.ends:
            return Findings()
        if not case.spec.data.reconstruct:
            told = "the variational loss compares answers with inputs: expected reconstruct to be true, got false"
            return Findings([Fault("/data/reconstruct", told)])
        if not isinstance(model, Functional):
            return Findings([Fault(_POINTER, f"the variational loss names nodes: expected a functional model, got one of kind {model.kind}")])
        shapes = {row.name: row for row in case.network.rows}
        return Findings(list(_unknown(loss, model)) or list(_unfit_shapes(loss, shapes)) or list(_open_ends(loss, model)))


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
        yield Fault(f"{_POINTER}/log_variance", f"expected another node than the mean's, got {loss.mean!r} twice")
    elif mean != log_variance:
        yield Fault(
            f"{_POINTER}/log_variance",
            f"expected nodes of equal shape, but {loss.mean} gives {shape_text(mean)} and {loss.log_variance} gives {shape_text(log_variance)}",
        )
    elif len(mean) != 1 or mean[0] is None:
        yield Fault(f"{_POINTER}/mean", f"expected a row of latent values, but {loss.mean} gives {shape_text(mean)}")


def _open_ends(loss: VariationalLoss, model: Functional) -> Iterator[Fault]:
    """Refuse a graph from which no decoder can be cut: the only way to the output is to lead through the draw."""
    drawn = draws(loss, model)
    if len(drawn) != 1:
        wanted = f"expected one node with a Sampling layer that takes from {loss.mean} and {loss.log_variance}, in this order"
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
            way_past = f"the output takes from {name} past the Sampling node {drawn[0].name}"
            yield Fault("/model/outputs/0", f"{way_past}, so nothing could be answered for a point of the latent space; expected no such way")
