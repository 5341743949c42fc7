"""Checkpoints kept while training: when, how many, of what, and under which names."""

import math
from collections.abc import Mapping

from pydantic import Field

from models.core.part import Part
from models.specs.logged import Mode, direction

#: Most checkpoints that a job keeps.
MAX_CHECKPOINTS = 1_000
#: Longest name a checkpoint is given; a longer one becomes PLAIN.
MAX_NAME = 200
#: The name of a checkpoint where nothing else is asked for.
PLAIN = "epoch-{epoch:05d}.h5"
EXTENSION = ".h5"


class Checkpoint(Part):
    """Keep checkpoints while training: HDF5 files of all variables."""

    every: int = Field(1, ge=1, le=10_000, description="Epochs from one checkpoint to the next.")
    keep: int | None = Field(2, ge=1, le=MAX_CHECKPOINTS, description="How many are kept, the newest; older ones are deleted. All of them if null.")
    monitor: str | None = Field(None, max_length=100, description="What tells whether an epoch is the best so far; val_loss when left out.")
    best_only: bool = Field(False, description="Keep a checkpoint only when it is better than all before it.")
    weights_only: bool = Field(False, description="Leave the state of the optimizer out.")
    name: str = Field(PLAIN, max_length=100, description="File name; {epoch:03d} and {val_loss:.3f}, or any other logged name, are filled in.")
    mode: Mode = Field("auto", description="Whether the monitor is better the smaller (min) or the larger (max) it is; auto infers it from its name.")

    @property
    def monitored(self) -> str:
        """Return what tells whether an epoch is the best so far."""
        return self.monitor or "val_loss"

    def improves(self, value: float, best: float) -> bool:
        """Tell whether a value of the monitor is better than the best so far. NaN is better than nothing, and nothing is worse than NaN."""
        if math.isnan(best):
            return not math.isnan(value)
        return value < best if direction(self.monitored, self.mode) == "min" else value > best

    def file_name(self, epoch: int, values: Mapping[str, float]) -> str:
        """Return the name of the checkpoint of an epoch.

        Args:
            epoch: Number of the epoch, from 1.
            values: What was logged at its end, by name; what is missing is written as nan.
        """
        name = self.name.format_map(_OrNaN({**values, "epoch": epoch}))
        return name if len(name) <= MAX_NAME else PLAIN.format(epoch=epoch)


class _OrNaN(dict[str, float]):
    def __missing__(self, key: str) -> float:
        return math.nan
