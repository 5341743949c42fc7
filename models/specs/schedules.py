"""Learning-rate schedules: the rate of each epoch, in closed form."""

import math
from typing import Annotated, Literal

from pydantic import Field

from models.core.part import Part
from models.specs.logged import Mode
from models.specs.optimizers import LearningRate

Floor = Annotated[float, Field(ge=0, le=100, description="The rate falls no lower.")]
Factor = Annotated[float, Field(gt=0, lt=1)]


class Schedule(Part):
    """What all schedules have. Epochs are counted from 0, behind the warm-up."""

    kind: str
    warmup_epochs: int = Field(
        0, ge=0, le=10_000, description="Epochs in which the rate first grows, batch by batch, from near 0 to where it starts."
    )

    def rate(self, epoch: int, base: float, epochs: int) -> float:
        """Return the learning rate of an epoch.

        Args:
            epoch: The epoch, from 0.
            base: The optimizer's own rate.
            epochs: Epochs there are.
        """
        return base


class ConstantSchedule(Schedule):
    """The optimizer's own rate throughout; for a warm-up before it."""

    kind: Literal["constant"]


class StepSchedule(Schedule):
    """The optimizer's rate, times a factor every few epochs."""

    kind: Literal["step"]
    every: int = Field(ge=1, le=100_000, description="Epochs from one step to the next.")
    factor: Factor = Field(0.5, description="What the rate is multiplied by at each step.")
    floor: Floor = 0.0

    def rate(self, epoch: int, base: float, epochs: int) -> float:
        """Return base · factor^⌊epoch / every⌋, or the floor."""
        return max(self.floor, base * self.factor ** (epoch // self.every))


class ExponentialSchedule(Schedule):
    """The optimizer's rate, times a factor in each epoch."""

    kind: Literal["exponential"]
    decay: Factor = Field(0.95, description="What the rate is multiplied by from one epoch to the next.")
    floor: Floor = 0.0

    def rate(self, epoch: int, base: float, epochs: int) -> float:
        """Return base · decay^epoch, or the floor."""
        return max(self.floor, base * self.decay**epoch)


class CosineSchedule(Schedule):
    """From the optimizer's rate down to the floor along half a cosine (Loshchilov and Hutter, 2016)."""

    kind: Literal["cosine"]
    epochs: int | None = Field(None, ge=1, le=100_000, description="Epochs until the floor is reached; all there are when left out.")
    floor: Floor = 0.0

    def rate(self, epoch: int, base: float, epochs: int) -> float:
        """Return floor + (base - floor) · (1 + cos(π · epoch / epochs)) / 2."""
        length = self.epochs or epochs
        return self.floor + (base - self.floor) * (1 + math.cos(math.pi * min(epoch, length) / length)) / 2


class LinearSchedule(Schedule):
    """A straight line, in place of the optimizer's rate."""

    kind: Literal["linear"]
    start: LearningRate = Field(description="Rate of the first epoch.")
    slope: float = Field(ge=-100, le=100, description="What is added from one epoch to the next; below 0 for a rate that falls.")
    floor: Floor | None = Field(None, description="The rate falls no lower; required where the line would reach 0.")

    def rate(self, epoch: int, base: float, epochs: int) -> float:
        """Return start + slope · epoch, or the floor. Source: listing B2-65, where it is max(0.1, 1 - 0.01 · epoch)."""
        return max(self.floor or 0.0, self.start + self.slope * epoch)


class PiecewiseSchedule(Schedule):
    """A table: each rate holds from its epoch on."""

    kind: Literal["piecewise"]
    table: dict[Annotated[int, Field(ge=1, le=100_000)], LearningRate] = Field(
        min_length=1,
        max_length=1_000,
        description="Numbers of epochs, from 1 behind the warm-up, to rates. Before the first, the rate is the optimizer's own.",
    )

    def rate(self, epoch: int, base: float, epochs: int) -> float:
        """Return the rate of the last entry that has begun."""
        begun = [number for number in self.table if number <= epoch + 1]
        return self.table[max(begun)] if begun else base


class PlateauSchedule(Schedule):
    """The optimizer's rate, reduced whenever what is monitored has not got better for some epochs."""

    kind: Literal["plateau"]
    monitor: str = Field(max_length=100, description="What is to get better: any logged name, such as val_loss.")
    factor: Factor = Field(0.1, description="What the rate is multiplied by.")
    patience: int = Field(10, ge=1, le=100_000, description="Epochs without improvement after which the rate is reduced.")
    min_delta: float = Field(1e-4, ge=0, description="Smallest change that counts as an improvement.")
    mode: Mode = Field("auto", description="Whether the monitor is better the smaller (min) or the larger (max) it is; auto infers it from its name.")
    floor: Floor = 0.0


AnySchedule = Annotated[
    StepSchedule | ExponentialSchedule | CosineSchedule | LinearSchedule | PiecewiseSchedule | PlateauSchedule | ConstantSchedule,
    Field(discriminator="kind"),
]
