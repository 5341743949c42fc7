"""What a fit tells the outside while it runs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class EpochReport:
    """One line of the history.

    Args:
        epoch: Number of the epoch, from 1.
        metrics: Loss and metrics of the epoch, validation ones with the prefix "val_".
        seconds: Wall time of the epoch.
    """

    epoch: int
    metrics: dict[str, float]
    seconds: float


@dataclass(frozen=True)
class BatchReport:
    """How far training is.

    Args:
        epoch: Number of the running epoch, from 1.
        step: Steps done in it.
        steps: Steps in a whole epoch.
        progress: Share of the whole training done, 0 to 1.
        metrics: Loss and metrics of the epoch so far.
    """

    epoch: int
    step: int
    steps: int
    progress: float
    metrics: dict[str, float]


@dataclass(frozen=True)
class SnapshotReport:
    """A snapshot of all variables that has been written.

    Args:
        epoch: Number of the last epoch in it, from 1.
        path: The HDF5 file.
        metrics: Metrics of that epoch.
        removed: Older snapshot files deleted to make room.
    """

    epoch: int
    path: Path
    metrics: dict[str, float]
    removed: tuple[Path, ...]


class Listener(Protocol):
    """Receives what happens during a fit. Called from the training thread unless said otherwise."""

    def log(self, message: str) -> None:
        """Take a sentence on what the job does now."""

    def on_first_step(self) -> None:
        """Note that the first training step is done."""

    def on_batch(self, report: BatchReport) -> None:
        """Note how far training is; called a few times a second at most."""

    def on_epoch(self, report: EpochReport) -> None:
        """Note that an epoch is done."""

    def on_snapshot(self, report: SnapshotReport) -> None:
        """Note that a snapshot is on disk. Called from the snapshot thread."""

    def should_stop(self) -> bool:
        """Tell whether the fit is to stop; asked after every batch, so it has to be quick."""


class SilentListener:
    """A listener that takes everything and never stops a fit."""

    def log(self, message: str) -> None:
        """Take a message and drop it."""

    def on_first_step(self) -> None:
        """Take the note and drop it."""

    def on_batch(self, report: BatchReport) -> None:
        """Take the report and drop it."""

    def on_epoch(self, report: EpochReport) -> None:
        """Take the report and drop it."""

    def on_snapshot(self, report: SnapshotReport) -> None:
        """Take the report and drop it."""

    def should_stop(self) -> bool:
        """Never ask a fit to stop."""
        return False
