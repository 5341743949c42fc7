"""The training part of a spec."""

from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Discriminator, Field, Tag, model_validator
from typing_extensions import TypeAliasType

from models.core.part import Part
from models.specs.augmentation import Augmentation
from models.specs.checkpoint import Checkpoint
from models.specs.early_stopping import EarlyStopping
from models.specs.layers.base import LayerName
from models.specs.losses import Loss
from models.specs.metrics import Metric
from models.specs.optimizers import Adam, AnyOptimizer
from models.specs.per_port import FOR_ALL, PER_PORT, form_of
from models.specs.schedules import AnySchedule
from models.specs.start_from import Patterns
from models.specs.text_samples import Samples
from models.specs.variational import VariationalLoss

VARIATIONAL = "variational"


def _loss_form(loss: Any) -> str:
    """Tell the form of a loss. An object whose "loss" is no loss of an output is that of an autoencoder, or is meant to be it."""
    if isinstance(loss, VariationalLoss) or (isinstance(loss, dict) and loss.get("loss") not in (None, *get_args(Loss))):
        return VARIATIONAL
    return form_of(loss)


Metrics = Annotated[list[Metric], Field(max_length=10)]
LossByOutput = TypeAliasType("LossByOutput", Annotated[dict[LayerName, Loss], Field(description="The loss of each output, by its name.")])
MetricsByOutput = TypeAliasType(
    "MetricsByOutput", Annotated[dict[LayerName, Metrics], Field(description="What is measured of each output, by its name.")]
)
Weight = Annotated[float, Field(ge=0, le=1_000_000)]
WeightByOutput = TypeAliasType(
    "WeightByOutput", Annotated[dict[LayerName, Weight], Field(description="What the loss of each output counts, by its name.")]
)
AnyLoss = Annotated[
    Annotated[Loss, Tag(FOR_ALL)] | Annotated[LossByOutput, Tag(PER_PORT)] | Annotated[VariationalLoss, Tag(VARIATIONAL)], Discriminator(_loss_form)
]
AnyMetrics = Annotated[Annotated[Metrics, Tag(FOR_ALL)] | Annotated[MetricsByOutput, Tag(PER_PORT)], Discriminator(form_of)]


class Validation(Part):
    """What is held back to validate on: the tail of the training data (before any shuffle, as Keras does), or the test part."""

    split: float | None = Field(None, gt=0, lt=1, description="Share of the training data kept, its last samples.")
    part: Literal["test"] | None = Field(None, description="Validate on the data set's own test part instead.")

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.split is None) == (self.part is None):
            raise ValueError("expected either 'split' (a share of the training data) or 'part' (\"test\")")
        return self


class Training(Part):
    """How a network is fitted."""

    loss: AnyLoss = Field(
        description="What training makes small: a name; of several outputs one for all, or by the name of each; or that of a variational autoencoder."
    )
    loss_weights: WeightByOutput | None = Field(
        None,
        exclude_if=lambda weights: weights is None,
        description="What the loss of each output counts in the sum that training makes small, by its name; 1 for one that is left out.",
    )
    optimizer: AnyOptimizer = Field(default_factory=lambda: Adam(name="adam"), description="How steps are made; a name, or a name with arguments.")
    metrics: AnyMetrics = Field(
        default_factory=list, description="What is measured besides the loss; of several outputs for all, or by the name of each."
    )
    epochs: int = Field(ge=1, le=100_000, description="How often training goes through the data.")
    batch_size: int = Field(32, ge=1, le=1_000_000, description="Samples a step.")
    samples_per_epoch: int | None = Field(
        None,
        ge=1,
        le=10_000_000,
        description="Samples in an epoch, which goes on where the one before it ended; the whole training part when left out.",
    )
    freeze: Patterns = Field(default_factory=list, description="Patterns of names of layers that are not trained, such as conv* or dense_1.")
    shuffle: bool = Field(True, description="Draw a new order of the training samples, from (seed, epoch), in each epoch.")
    jit_compile: bool | None = Field(None, description="Compile a step by XLA; chosen by the size of the network when left out.")
    steps_per_execution: int | None = Field(
        None, ge=1, le=10_000, description="Steps run in one call, between two looks at whether the job is to stop; chosen when left out."
    )
    validation: Validation | None = Field(None, description="What is held back to validate on.")
    checkpoint: Checkpoint = Field(default_factory=Checkpoint, description="Checkpoints kept while training.")
    early_stopping: EarlyStopping | None = Field(None, description="When training ends before its last epoch.")
    learning_rate_schedule: AnySchedule | None = Field(None, description="How the learning rate changes; constant when left out.")
    augmentation: Augmentation | None = Field(None, description="How training pictures are changed at random; not at all when left out.")
    samples: Samples | None = Field(None, description="Texts that a text model writes while it is trained; none when left out.")

    def loss_of(self, output: str) -> Loss:
        """Return the loss that compares an output with its targets; of a variational loss the part that does so."""
        if isinstance(self.loss, VariationalLoss):
            return self.loss.reconstruction
        return self.loss[output] if isinstance(self.loss, dict) else self.loss

    def metrics_of(self, output: str) -> list[Metric]:
        """Return what is measured of an output."""
        return self.metrics.get(output, []) if isinstance(self.metrics, dict) else self.metrics

    def for_output(self, name: str) -> "Training":
        """Return the same training of one output alone."""
        loss = self.loss[name] if isinstance(self.loss, dict) else self.loss
        metrics = self.metrics.get(name, []) if isinstance(self.metrics, dict) else self.metrics
        return self.model_copy(update={"loss": loss, "metrics": metrics, "loss_weights": None})
