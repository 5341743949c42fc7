"""The latent space that a variational loss names."""

from models.specs.functional import Functional, Node
from models.specs.job import JobSpec
from models.specs.layers.sampling import Sampling
from models.specs.variational import LatentSpace, VariationalLoss


def latent_space(spec: JobSpec) -> LatentSpace | None:
    """Return the latent space of a checked spec; None where it has none."""
    loss = spec.training.loss if spec.training else None
    if not isinstance(loss, VariationalLoss) or not isinstance(spec.model, Functional):
        return None
    return LatentSpace(loss.mean, draws(loss, spec.model)[0].name)


def draws(loss: VariationalLoss, model: Functional) -> list[Node]:
    """Return the nodes that draw latent values from the mean and the log-variance of a loss."""
    readable, wanted = readable_nodes(model), [loss.mean, loss.log_variance]
    return [node for node in model.nodes if isinstance(node.layer, Sampling) and node.name in readable and node.inputs == wanted]


def readable_nodes(model: Functional) -> list[str]:
    """Return the nodes whose values can be told by the name of their layer: it has no others."""
    shared = {node.shares for node in model.nodes}
    return [node.name for node in model.nodes if node.layer is not None and node.name not in shared]
