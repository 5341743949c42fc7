"""Ending a fit before its last epoch."""

from pydantic import Field

from models.core.part import Part
from models.specs.logged import Mode


class EarlyStopping(Part):
    """End training when what is monitored has not got better for some epochs."""

    monitor: str = Field(max_length=100, description="What is to get better: any logged name, such as val_loss.")
    patience: int = Field(10, ge=1, le=100_000, description="Epochs without improvement after which training ends.")
    min_delta: float = Field(0.0, ge=0, description="Smallest change that counts as an improvement.")
    mode: Mode = Field("auto", description="Whether the monitor is better the smaller (min) or the larger (max) it is; auto infers it from its name.")
    restore_best: bool = Field(False, description="Give the model the weights of its best epoch; otherwise it keeps those of the last.")
