"""Learning-rate schedules: the rate of each epoch, in closed form."""

import math
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from models.core.part import Part
from models.core.schema_name import SchemaName
from models.specs.losses_and_metrics import Mode
from models.specs.optimizers import LearningRate

Floor = Annotated[float, Field(ge=0, le=100, description="Lowest rate.")]
Factor = Annotated[float, Field(gt=0, lt=1)]


class Schedule(Part):
    """Base of all schedules. Epochs are counted from 0, after the warm-up."""

    kind: str
    warmup_epochs: int = Field(
        0, ge=0, le=10_000, description="Epochs in which the rate first grows, batch by batch, from near 0 to its initial value."
    )

    def rate(self, epoch: int, base: float, epochs: int) -> float:
        """Return the learning rate of an epoch.

        Args:
            epoch: Number of the epoch, from 0.
            base: The rate of the optimizer.
            epochs: Number of epochs.
        """
        return base


class ConstantSchedule(Schedule):
    """The rate of the optimizer in every epoch; useful with a warm-up."""

    kind: Literal["constant"]


class StepSchedule(Schedule):
    """The rate of the optimizer, multiplied by a factor every few epochs."""

    kind: Literal["step"]
    every: int = Field(ge=1, le=100_000, description="Epochs between changes.")
    factor: Factor = Field(0.5, description="Factor of each change.")
    floor: Floor = 0.0

    def rate(self, epoch: int, base: float, epochs: int) -> float:
        """Return base · factor^⌊epoch / every⌋, or the floor."""
        return max(self.floor, base * self.factor ** (epoch // self.every))


class ExponentialSchedule(Schedule):
    """The rate of the optimizer, multiplied by a factor in each epoch."""

    kind: Literal["exponential"]
    decay: Factor = Field(0.95, description="Factor from one epoch to the next.")
    floor: Floor = 0.0

    def rate(self, epoch: int, base: float, epochs: int) -> float:
        """Return base · decay^epoch, or the floor."""
        return max(self.floor, base * self.decay**epoch)


class CosineSchedule(Schedule):
    """From the rate of the optimizer down to the floor along half a cosine (Loshchilov and Hutter, 2016)."""

    kind: Literal["cosine"]
    epochs: int | None = Field(None, ge=1, le=100_000, description="Epochs until the floor is reached; all epochs when left out.")
    floor: Floor = 0.0

    def rate(self, epoch: int, base: float, epochs: int) -> float:
        """Return floor + (base - floor) · (1 + cos(π · epoch / epochs)) / 2."""
        length = self.epochs or epochs
        return self.floor + (base - self.floor) * (1 + math.cos(math.pi * min(epoch, length) / length)) / 2


class LinearSchedule(Schedule):
    """A linear function of the epoch, instead of the rate of the optimizer."""

    kind: Literal["linear"]
    start: LearningRate = Field(description="Rate of the first epoch.")
    slope: float = Field(ge=-100, le=100, description="Change from one epoch to the next; negative for a falling rate.")
    floor: Floor | None = Field(None, description="Lowest rate; required where the line would reach 0.")

    def rate(self, epoch: int, base: float, epochs: int) -> float:
        """Return start + slope · epoch, or the floor. Source: listing B2-65, where it is max(0.1, 1 - 0.01 · epoch)."""
        return max(self.floor or 0.0, self.start + self.slope * epoch)


class PiecewiseSchedule(Schedule):
    """A table of rates by the epoch in which they begin."""

    kind: Literal["piecewise"]
    table: dict[Annotated[int, Field(ge=1, le=100_000)], LearningRate] = Field(
        min_length=1,
        max_length=1_000,
        description="Rates by number of epoch, from 1 after the warm-up. Before the first entry the rate is that of the optimizer.",
    )

    def rate(self, epoch: int, base: float, epochs: int) -> float:
        """Return the rate of the last entry that has begun."""
        begun = [number for number in self.table if number <= epoch + 1]
        return self.table[max(begun)] if begun else base


class PlateauSchedule(Schedule):
    """The rate of the optimizer, reduced when the monitor has not improved for some epochs."""

    kind: Literal["plateau"]
    monitor: str = Field(max_length=100, description="Logged name that should improve, such as val_loss.")
    factor: Factor = Field(0.1, description="Factor of each reduction.")
    patience: int = Field(10, ge=1, le=100_000, description="Epochs without improvement after which the rate is reduced.")
    min_delta: float = Field(1e-4, ge=0, description="Smallest change that counts as an improvement.")
    mode: Mode = Field("auto", description="Whether smaller (min) or larger (max) values of the monitor are better; auto infers it from its name.")
    floor: Floor = 0.0

    def rates(self, base: float) -> Iterator[float]:
        """Yield the rate of the optimizer, then that after each reduction, down to the floor."""
        yield base
        while base > self.floor:
            base = max(self.floor, base * self.factor)
            yield base


AnySchedule = Annotated[
    StepSchedule | ExponentialSchedule | CosineSchedule | LinearSchedule | PiecewiseSchedule | PlateauSchedule | ConstantSchedule,
    Field(discriminator="kind"),
    SchemaName("Schedule", "How the learning rate changes from epoch to epoch."),
]
