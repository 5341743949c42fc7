"""The training part of a spec."""

from typing import Literal, Self

from pydantic import Field, model_validator

from models.spec.checkpoint import Checkpoint
from models.spec.early_stopping import EarlyStopping
from models.spec.losses import Loss
from models.spec.metrics import Metric
from models.spec.optimizers import Adam, AnyOptimizer
from models.spec.part import Part
from models.spec.samples import Samples
from models.spec.schedules import AnySchedule


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

    loss: Loss = Field(description="What training makes small.")
    optimizer: AnyOptimizer = Field(default_factory=lambda: Adam(name="adam"), description="How steps are made; a name, or a name with arguments.")
    metrics: list[Metric] = Field(default_factory=list, max_length=10, description="What is measured besides the loss.")
    epochs: int = Field(ge=1, le=100_000, description="How often training goes through the data.")
    batch_size: int = Field(32, ge=1, le=1_000_000, description="Samples a step.")
    shuffle: bool = Field(True, description="Draw a new order of the training samples, from (seed, epoch), in each epoch.")
    jit_compile: bool | None = Field(None, description="Compile a step by XLA; chosen by the size of the network when left out.")
    steps_per_execution: int | None = Field(
        None, ge=1, le=10_000, description="Steps run in one call, between two looks at whether the job is to stop; chosen when left out."
    )
    validation: Validation | None = Field(None, description="What is held back to validate on.")
    checkpoint: Checkpoint = Field(default_factory=Checkpoint, description="Checkpoints kept while training.")
    early_stopping: EarlyStopping | None = Field(None, description="When training ends before its last epoch.")
    learning_rate_schedule: AnySchedule | None = Field(None, description="How the learning rate changes; constant when left out.")
    samples: Samples | None = Field(None, description="Texts that a text model writes while it is trained; none when left out.")
