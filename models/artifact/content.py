"""The content of an artifact."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.artifact.golden import Golden
from models.artifact.signature import Signature
from models.core.arrays import Array
from models.evaluation.record import Evaluation
from models.preprocessing.chain import Chain

#: Version of the layout below the group `modelbook`. A released version never changes; all earlier versions can be read.
#: Version 2 adds golden examples that are not numbers, and the methods and columns of the signature. Version 3 adds series with
#: separate targets; an earlier reader would invert their outputs to the units of the inputs.
#: Version 4 stores everything by port: signature, steps, golden examples and evaluations.
#: Version 5 adds predictions to the golden examples, digests of all parts, and compile settings and optimizer where Keras has them.
FORMAT_VERSION = 5


@dataclass(frozen=True)
class Content:
    """Everything about a trained model but its weights.

    Args:
        framework: "keras" or "sklearn".
        spec: The job spec of the current version, defaults written out.
        signature: Inputs and outputs of the model.
        chain: The fitted preprocessing.
        golden: Raw examples with the outputs and predictions they had.
        metrics: Metrics of the finished model.
        history: One line an epoch: {"epoch", "seconds", and its metrics}.
        provenance: Library versions, data digest, time.
        optimizer: Variables of the optimizer, in order; empty for scikit-learn.
        state: Variables of the network other than weights (seeds of dropout), in order; empty in files written before
            this field existed.
        training_labels: Cluster of each training sample, -1 for noise, int64 array of shape (n_samples,), where the model
            labels nothing else; None for every other model.
        evaluations: Evaluation of each output that has one, by its name; empty in files written before this field existed.
        latent_points: Latent points of the golden examples, float32 array of shape (n_examples, latent_size), where the model has a
            latent space; None for every other model.
        compiled: What Keras calls `training_config`: loss, metrics and optimizer, as `load_model` compiles a network by them. None for
            scikit-learn, for losses that Keras cannot rebuild, and in files written before format version 5.
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
    compiled: dict[str, Any] | None = None


@dataclass(frozen=True)
class Artifact:
    """An artifact that has been read: its path, and its content without the weights."""

    path: Path
    content: Content
    #: The pipeline as skops bytes; empty for Keras models.
    estimator: bytes

    @property
    def golden(self) -> Golden:
        """Return the recorded examples."""
        return self.content.golden
