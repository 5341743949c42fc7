"""What the model of a spec learns: classes or values, a text, a latent space, and whether from fresh samples in every epoch."""

from dataclasses import dataclass

from models.datasets import Description
from models.preprocessing.labels import Labels
from models.preprocessing.symbols import Symbols
from models.specs.functional import Functional, Node
from models.specs.job import JobSpec
from models.specs.layers.merging import Sampling
from models.specs.losses_and_metrics import Family, VariationalLoss, family_of
from models.specs.ports import output_names


def learns_classes(spec: JobSpec, data: Description) -> bool:
    """Tell whether a network predicts classes.

    Args:
        spec: A spec of one output.
        data: What is known of what it learns.
    """
    (output, *_) = output_names(spec)
    family = family_of(spec.training.loss_of(output)) if spec.training else Family.VALUES
    if family is Family.SPARSE or any(isinstance(step, Labels) for step in spec.preprocessing.target_steps_of(output)):
        return True
    return family is Family.BINARY and data.labels is not None


def symbols_step(spec: JobSpec) -> Symbols | None:
    """Return the step that makes symbols of a text; None where the inputs are not text."""
    return next((step for step in spec.preprocessing.every_input_step if isinstance(step, Symbols)), None)


def streams(spec: JobSpec, data: Description) -> bool:
    """Tell whether a network is trained on fresh samples in every epoch; folds and trials use samples that are drawn once."""
    return data.endless and spec.task_facts.trains and spec.training is not None


@dataclass(frozen=True)
class LatentSpace:
    """The latent space of a variational autoencoder.

    Args:
        mean: Node that gives the mean of the latent values: the point a sample is encoded as.
        node: The Sampling node, from which the decoder leads to the output.
    """

    mean: str
    node: str


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
    """Return the nodes whose values the name of their layer identifies: the layer is used once."""
    shared = {node.shares for node in model.nodes}
    return [node.name for node in model.nodes if node.layer is not None and node.name not in shared]
