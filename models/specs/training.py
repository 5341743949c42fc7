"""The training part of a spec."""

import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator
from typing_extensions import TypeAliasType

from models.core.part import Part
from models.specs.augmentation import Augmentation
from models.specs.layers.base import LayerName
from models.specs.losses_and_metrics import Loss, LossName, Metric, MetricName, Mode, VariationalLoss, direction
from models.specs.optimizers import Adam, AnyOptimizer
from models.specs.schedules import AnySchedule

#: Tags of the two forms of a part of a spec.
FOR_ALL, PER_PORT = "one for all", "one by name"


def form_of(value: Any) -> str:
    """Return the form of a part: an object has an entry for each port."""
    return PER_PORT if isinstance(value, dict) else FOR_ALL


#: Most checkpoints that a job keeps.
MAX_CHECKPOINTS = 1_000
#: Longest name of a checkpoint; PLAIN is used for longer ones.
MAX_NAME = 200
#: Default name of a checkpoint.
PLAIN = "epoch-{epoch:05d}.h5"
EXTENSION = ".h5"


class Checkpoint(Part):
    """Keep checkpoints while training: HDF5 files of all variables."""

    every: int = Field(1, ge=1, le=10_000, description="Epochs between checkpoints.")
    keep: int | None = Field(2, ge=1, le=MAX_CHECKPOINTS, description="Number of newest checkpoints that are kept; all if null.")
    monitor: str | None = Field(None, max_length=100, description="Logged name by which an epoch is the best so far; val_loss when left out.")
    best_only: bool = Field(False, description="Keep a checkpoint only when the monitor is better than in all earlier epochs.")
    weights_only: bool = Field(False, description="Leave out the state of the optimizer.")
    name: str = Field(PLAIN, max_length=100, description="File name; {epoch:03d} and logged names such as {val_loss:.3f} are filled in.")
    mode: Mode = Field("auto", description="Whether smaller (min) or larger (max) values of the monitor are better; auto infers it from its name.")

    @property
    def monitored(self) -> str:
        """Return the logged name by which an epoch is the best so far."""
        return self.monitor or "val_loss"

    def improves(self, value: float, best: float) -> bool:
        """Tell whether a value of the monitor is better than the best so far; every number is better than NaN."""
        if math.isnan(best):
            return not math.isnan(value)
        return value < best if direction(self.monitored, self.mode) == "min" else value > best

    def file_name(self, epoch: int, values: Mapping[str, float]) -> str:
        """Return the name of the checkpoint of an epoch.

        Args:
            epoch: Number of the epoch, from 1.
            values: Logged values of the epoch, by name; missing ones are written as nan.
        """
        name = self.name.format_map(_OrNaN({**values, "epoch": epoch}))
        return name if len(name) <= MAX_NAME else PLAIN.format(epoch=epoch)


class _OrNaN(dict[str, float]):
    def __missing__(self, key: str) -> float:
        return math.nan


class EarlyStopping(Part):
    """End training when the monitor has not improved for some epochs."""

    monitor: str = Field(max_length=100, description="Logged name that should improve, such as val_loss.")
    patience: int = Field(10, ge=1, le=100_000, description="Epochs without improvement after which training ends.")
    min_delta: float = Field(0.0, ge=0, description="Smallest change that counts as an improvement.")
    mode: Mode = Field("auto", description="Whether smaller (min) or larger (max) values of the monitor are better; auto infers it from its name.")
    restore_best: bool = Field(False, description="Use the weights of the best epoch; otherwise those of the last.")


#: Most symbols of one generated text, in training or by a request.
MAX_LENGTH = 20_000
#: Divisor of log-probabilities: below 1 likely symbols become more likely, above 1 less likely.
Temperature = Annotated[float, Field(gt=0, le=100)]


class Samples(Part):
    """Texts that a text model generates after epochs, one for each temperature: events of the job and lines of its output file."""

    seed_text: str | None = Field(
        None,
        min_length=1,
        max_length=10_000,
        description="Text that the samples continue; when left out, a random part of the training text in each epoch.",
    )
    length: int = Field(1000, ge=1, le=MAX_LENGTH, description="Symbols of each text.")
    temperatures: list[Temperature] = Field([0.5, 1.0, 1.5], min_length=1, max_length=10, description="Temperature of each text, above 0.")
    every: int = Field(1, ge=1, le=100_000, description="Epochs between samples.")


VARIATIONAL = "variational"


def _loss_form(loss: Any) -> str:
    """Return the form of a loss; an object whose "loss" is not a plain loss is read as a variational one."""
    if isinstance(loss, VariationalLoss) or (isinstance(loss, dict) and loss.get("loss") not in (None, *get_args(Loss))):
        return VARIATIONAL
    return form_of(loss)


#: A pattern of layer names, matched like file names: * for any text, ? for any character, [ab] for either of two.
LayerPattern = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Patterns = Annotated[list[LayerPattern], Field(max_length=100)]
Metrics = Annotated[list[MetricName], Field(max_length=10)]
LossByOutput = TypeAliasType("LossByOutput", Annotated[dict[LayerName, LossName], Field(description="The loss of each output, by its name.")])
MetricsByOutput = TypeAliasType("MetricsByOutput", Annotated[dict[LayerName, Metrics], Field(description="The metrics of each output, by its name.")])
#: Strict by itself, as a named type is not reached from the part that uses it.
Weight = Annotated[float, Field(strict=True, ge=0, le=1_000_000)]
WeightByOutput = TypeAliasType(
    "WeightByOutput", Annotated[dict[LayerName, Weight], Field(description="The weight of the loss of each output, by its name.")]
)
WeightByClass = TypeAliasType(
    "WeightByClass",
    Annotated[
        dict[Annotated[str, Field(max_length=200)], Weight],
        Field(min_length=1, max_length=10_000, description="The weight of each class, by its label; 1 for others."),
    ],
)
AnyClassWeight = Annotated[Annotated[Literal["balanced"], Tag(FOR_ALL)] | Annotated[WeightByClass, Tag(PER_PORT)], Discriminator(form_of)]
AnyLoss = Annotated[
    Annotated[LossName, Tag(FOR_ALL)] | Annotated[LossByOutput, Tag(PER_PORT)] | Annotated[VariationalLoss, Tag(VARIATIONAL)],
    Discriminator(_loss_form),
]
AnyMetrics = Annotated[Annotated[Metrics, Tag(FOR_ALL)] | Annotated[MetricsByOutput, Tag(PER_PORT)], Discriminator(form_of)]


class Validation(Part):
    """The validation part: the last training samples (before any shuffle, as in Keras), or the test part."""

    split: float | None = Field(None, gt=0, lt=1, description="Share of the training samples, the last ones.")
    part: Literal["test"] | None = Field(None, description="Validate on the test part of the data set instead.")

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.split is None) == (self.part is None):
            raise ValueError("expected either 'split' (a share of the training data) or 'part' (\"test\")")
        return self


class Training(Part):
    """How a network is fitted."""

    loss: AnyLoss = Field(
        description="Loss that training minimizes: one for all outputs, one by the name of each, or that of a variational autoencoder."
    )
    loss_weights: WeightByOutput | None = Field(
        None,
        exclude_if=lambda weights: weights is None,
        description="Weight of the loss of each output in the sum, by its name; 1 when left out.",
    )
    class_weight: AnyClassWeight | None = Field(
        None,
        exclude_if=lambda weights: weights is None,
        description="Weight of the samples of each class in the loss, by label; balanced gives rare classes as much weight as frequent ones.",
    )
    optimizer: AnyOptimizer = Field(default_factory=lambda: Adam(name="adam"), description="The optimizer: a name, or a name with arguments.")
    metrics: AnyMetrics = Field(default_factory=list, description="Metrics besides the loss: the same for all outputs, or by the name of each.")
    epochs: int = Field(ge=1, le=100_000, description="Number of passes through the training part.")
    batch_size: int = Field(32, ge=1, le=1_000_000, description="Samples in a batch.")
    samples_per_epoch: int | None = Field(
        None,
        ge=1,
        le=10_000_000,
        description="Samples in an epoch, which continues where the previous one ended; the whole training part when left out.",
    )
    freeze: Patterns = Field(default_factory=list, description="Name patterns of layers that are not trained, such as conv* or dense_1.")
    shuffle: bool = Field(True, description="Shuffle the training samples in each epoch, by (seed, epoch).")
    jit_compile: bool | None = Field(None, description="Compile the training step with XLA; chosen by the size of the network when left out.")
    steps_per_execution: int | None = Field(
        None, ge=1, le=10_000, description="Batches in one call, between checks whether the job is to stop; chosen automatically when left out."
    )
    validation: Validation | None = Field(None, description="The validation part; none when left out.")
    checkpoint: Checkpoint = Field(default_factory=Checkpoint, description="Checkpoints kept while training.")
    early_stopping: EarlyStopping | None = Field(None, description="When training ends before its last epoch.")
    learning_rate_schedule: AnySchedule | None = Field(None, description="How the learning rate changes; constant when left out.")
    augmentation: Augmentation | None = Field(None, description="Random changes of training images; none when left out.")
    samples: Samples | None = Field(None, description="Texts that a text model generates during training; none when left out.")

    def loss_of(self, output: str) -> Loss:
        """Return the loss of an output; of a variational loss its reconstruction term."""
        if isinstance(self.loss, VariationalLoss):
            return self.loss.reconstruction
        return self.loss[output] if isinstance(self.loss, dict) else self.loss

    def metrics_of(self, output: str) -> list[Metric]:
        """Return the metrics of an output."""
        return self.metrics.get(output, []) if isinstance(self.metrics, dict) else self.metrics

    def for_output(self, name: str) -> "Training":
        """Return the training section of one output only."""
        loss = self.loss[name] if isinstance(self.loss, dict) else self.loss
        return self.model_copy(update={"loss": loss, "metrics": self.metrics_of(name), "loss_weights": None})
