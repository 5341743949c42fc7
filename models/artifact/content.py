"""What an artifact holds."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.artifact.golden import Golden
from models.artifact.signature import Signature
from models.core.arrays import Array
from models.evaluation.record import Evaluation
from models.preprocessing.chain import Chain

#: Version of the layout below the group `modelbook`. A released version is never changed; earlier ones are read for ever.
#: Version 2 has golden examples that are no numbers, and the methods and columns of the signature. Version 3 has series with
#: targets of their own, whose outputs an earlier reader would bring back to the units of the inputs.
#: Version 4 has everything by port: signature, steps, golden examples and evaluations.
FORMAT_VERSION = 4


@dataclass(frozen=True)
class Content:
    """Everything about a trained model but its weights.

    Args:
        framework: "keras" or "sklearn".
        spec: The job spec of the current version, defaults written out.
        signature: What the model takes and gives.
        chain: The fitted preprocessing.
        golden: Raw examples with the outputs they had.
        metrics: Figures of the finished model.
        history: One line an epoch: {"epoch", "seconds", and its metrics}.
        provenance: Library versions, data digest, time.
        optimizer: Variables of the optimizer, in order; none for scikit-learn.
        state: Variables of the network that are no weights (the states of its dropout generators), in order; none in files
            written before there was this field.
        training_labels: Cluster of each training sample, -1 for noise, int64 array of shape (n_samples,), where the model
            labels nothing else; None for every other model.
        evaluations: The full record of what each output is worth, by its name; left out in files written before there was one, and
            of outputs that have none.
        latent_points: What the golden examples are encoded as, float32 array of shape (n_examples, latent_size), where the model has a
            latent space; None for every other model.
    """

    framework: str
    spec: dict[str, Any]
    signature: Signature
    chain: Chain
    golden: Golden
    metrics: dict[str, float]
    history: list[dict[str, Any]]
    provenance: dict[str, Any]
    optimizer: tuple[Array, ...] = field(default=())
    state: tuple[Array, ...] = field(default=())
    training_labels: Array | None = None
    evaluations: dict[str, Evaluation] = field(default_factory=dict)
    latent_points: Array | None = None


@dataclass(frozen=True)
class Artifact:
    """An artifact that has been read: where it is stored, and what it holds besides the weights."""

    path: Path
    content: Content
    #: The pipeline as skops bytes; empty for Keras models.
    estimator: bytes

    @property
    def golden(self) -> Golden:
        """Return the recorded examples."""
        return self.content.golden
