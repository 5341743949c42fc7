"""The training part of a spec."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from models.spec.part import Part

Loss = Literal[
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
    "binary_crossentropy",
    "mean_squared_error",
    "mean_absolute_error",
    "huber",
]
Metric = Literal["accuracy", "mean_squared_error", "mean_absolute_error", "root_mean_squared_error"]
LearningRate = Annotated[float, Field(gt=0, le=100, description="Size of the steps.")]


class Adam(Part):
    """Adam (Kingma and Ba, 2014)."""

    name: Literal["adam"]
    learning_rate: LearningRate = 0.001
    beta_1: float = Field(0.9, ge=0, lt=1, description="Decay of the first moment.")
    beta_2: float = Field(0.999, ge=0, lt=1, description="Decay of the second moment.")
    epsilon: float = Field(1e-7, gt=0, description="Added to the denominator.")


class Sgd(Part):
    """Stochastic gradient descent, with momentum if asked for."""

    name: Literal["sgd"]
    learning_rate: LearningRate = 0.01
    momentum: float = Field(0.0, ge=0, lt=1, description="Share of the last step that is kept.")
    nesterov: bool = Field(False, description="Use Nesterov's form of momentum.")


class RmsProp(Part):
    """RMSprop (Hinton, 2012)."""

    name: Literal["rmsprop"]
    learning_rate: LearningRate = 0.001
    rho: float = Field(0.9, ge=0, lt=1, description="Decay of the mean square.")
    momentum: float = Field(0.0, ge=0, lt=1, description="Share of the last step that is kept.")
    epsilon: float = Field(1e-7, gt=0, description="Added to the denominator.")


def _by_name(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


AnyOptimizer = Annotated[Adam | Sgd | RmsProp, Field(discriminator="name"), BeforeValidator(_by_name)]


class Validation(Part):
    """What is held back to validate on: the tail of the training data (before any shuffle, as Keras does), or the test part."""

    split: float | None = Field(None, gt=0, lt=1, description="Share of the training data kept, its last samples.")
    part: Literal["test"] | None = Field(None, description="Validate on the data set's own test part instead.")

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.split is None) == (self.part is None):
            raise ValueError("expected either 'split' (a share of the training data) or 'part' (\"test\")")
        return self


class Checkpoint(Part):
    """Keep snapshots of all variables while training."""

    every: int = Field(1, ge=1, le=10_000, description="Epochs from one snapshot to the next.")
    keep: int = Field(2, ge=1, le=1_000, description="How many snapshots are kept; older ones are deleted.")


class Training(Part):
    """How a network is fitted."""

    loss: Loss = Field(description="What training makes small.")
    optimizer: AnyOptimizer = Field(default_factory=lambda: Adam(name="adam"), description="How steps are made; a name, or a name with arguments.")
    metrics: list[Metric] = Field(default_factory=list, max_length=10, description="What is measured besides the loss.")
    epochs: int = Field(ge=1, le=100_000, description="How often training goes through the data.")
    batch_size: int = Field(32, ge=1, le=1_000_000, description="Samples a step.")
    shuffle: bool = Field(True, description="Draw a new order of the training samples, from (seed, epoch), in each epoch.")
    validation: Validation | None = Field(None, description="What is held back to validate on.")
    checkpoint: Checkpoint = Field(default_factory=Checkpoint, description="Snapshots kept while training.")
