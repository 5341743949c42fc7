"""Is the latent space that a variational loss names one that samples can be drawn from?"""

from collections.abc import Iterator, Mapping

from models.core.errors import Fault
from models.core.tensors import shape_text
from models.specs.functional import Functional, Node
from models.specs.job import JobSpec
from models.specs.layers.sampling import Sampling
from models.specs.rows import LayerRow
from models.specs.variational import LatentSpace, VariationalLoss

_POINTER = "/training/loss"


def latent_faults(spec: JobSpec, rows: list[LayerRow]) -> list[Fault]:
    """Return what is wrong with the latent space of a spec; nothing where its loss is not variational.

    Args:
        spec: A spec of a network.
        rows: Its layers; those of a graph by the names of their nodes.
    """
    loss = spec.training.loss if spec.training else None
    if not isinstance(loss, VariationalLoss):
        return []
    if not spec.data.reconstruct:
        return [Fault("/data/reconstruct", "the variational loss compares answers with inputs: expected reconstruct to be true, got false")]
    if not isinstance(spec.model, Functional):
        return [Fault(_POINTER, f"the variational loss names nodes: expected a functional model, got one of kind {spec.model.kind}")]
    shapes = {row.name: row for row in rows}
    return list(_unknown(loss, spec.model)) or list(_unfit_shapes(loss, shapes)) or list(_open_ends(loss, spec.model))


def latent_space(spec: JobSpec) -> LatentSpace | None:
    """Return the latent space of a checked spec; None where it has none."""
    loss = spec.training.loss if spec.training else None
    if not isinstance(loss, VariationalLoss) or not isinstance(spec.model, Functional):
        return None
    return LatentSpace(loss.mean, _draws(loss, spec.model)[0].name)


def _unknown(loss: VariationalLoss, model: Functional) -> Iterator[Fault]:
    names = _readable(model)
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
    draws = _draws(loss, model)
    if len(draws) != 1:
        wanted = f"expected one node with a Sampling layer that takes from {loss.mean} and {loss.log_variance}, in this order"
        yield Fault("/model/nodes", f"{wanted}, got {len(draws) or 'none'}")
        return
    nodes = {node.name: node for node in model.nodes}
    waiting, seen = list(model.outputs), {draws[0].name}
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        waiting += nodes[name].inputs
        if nodes[name].is_input:
            way_past = f"the output takes from {name} past the Sampling node {draws[0].name}"
            yield Fault("/model/outputs/0", f"{way_past}, so nothing could be answered for a point of the latent space; expected no such way")


def _draws(loss: VariationalLoss, model: Functional) -> list[Node]:
    readable, wanted = _readable(model), [loss.mean, loss.log_variance]
    return [node for node in model.nodes if isinstance(node.layer, Sampling) and node.name in readable and node.inputs == wanted]


def _readable(model: Functional) -> list[str]:
    """Return the nodes whose values can be told by the name of their layer: it has no others."""
    shared = {node.shares for node in model.nodes}
    return [node.name for node in model.nodes if node.layer is not None and node.name not in shared]
