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
        seconds: Wall time of the epoch, validation included.
        learning_rate: The rate it was trained with; of a warm-up, that of its last batch.
        samples_per_second: Training samples per second, validation not counted.
        batches: What was logged after some of its batches: {"step", from 1, and loss and metrics of the epoch so far}.
    """

    epoch: int
    metrics: dict[str, float]
    seconds: float
    learning_rate: float
    samples_per_second: float
    batches: tuple[dict[str, float], ...]


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
    """A snapshot that has been written.

    Args:
        epoch: Number of the last epoch in it, from 1.
        path: The HDF5 file.
        metrics: What was logged at the end of that epoch, the learning rate included.
        removed: Older snapshots deleted to make room, or overwritten.
    """

    epoch: int
    path: Path
    metrics: dict[str, float]
    removed: tuple[Path, ...]


@dataclass(frozen=True)
class StoppingReport:
    """What early stopping came to.

    Args:
        monitor: What it watched.
        best_epoch: Number of the best epoch, from 1.
        stopped_epoch: Number of the last epoch, where training was stopped after it; None where it ran to its end.
        restored: Whether the network has the weights of the best epoch.
    """

    monitor: str
    best_epoch: int
    stopped_epoch: int | None
    restored: bool

    @property
    def message(self) -> str:
        """Return the report as a sentence."""
        ended = "ran to its end" if self.stopped_epoch is None else f"stopped early after epoch {self.stopped_epoch}"
        restored = "; the weights of that epoch are restored" if self.restored else ""
        return f"training {ended}: {self.monitor} was best in epoch {self.best_epoch}{restored}"


@dataclass(frozen=True)
class SampleReport:
    """A text that a network has written after an epoch.

    Args:
        epoch: Number of the epoch, from 1.
        temperature: What its draws were made at.
        seed: What it goes on from.
        text: What was written.
    """

    epoch: int
    temperature: float
    seed: str
    text: str


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

    def on_sample(self, report: SampleReport) -> None:
        """Note a text, where the spec asks for samples."""

    def on_stopping(self, report: StoppingReport) -> None:
        """Note what early stopping came to, where the spec asks for it."""

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

    def on_sample(self, report: SampleReport) -> None:
        """Take the report and drop it."""

    def on_stopping(self, report: StoppingReport) -> None:
        """Take the report and drop it."""

    def should_stop(self) -> bool:
        """Never ask a fit to stop."""
        return False
