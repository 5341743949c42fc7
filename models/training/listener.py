"""Reports of a running fit, and the listener that receives them."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class EpochReport:
    """An epoch of the history.

    Args:
        epoch: Number of the epoch, from 1.
        metrics: Loss and metrics of the epoch, validation ones with the prefix "val_".
        seconds: Wall time of the epoch, validation included.
        learning_rate: Its learning rate; during a warm-up, that of its last batch.
        samples_per_second: Training samples per second, without validation.
        batches: Values logged after some of its batches: {"step", from 1, and loss and metrics of the epoch so far}.
    """

    epoch: int
    metrics: dict[str, float]
    seconds: float
    learning_rate: float
    samples_per_second: float
    batches: tuple[dict[str, float], ...]


@dataclass(frozen=True)
class BatchReport:
    """Progress of training.

    Args:
        epoch: Number of the current epoch, from 1.
        step: Steps done in it.
        steps: Steps in an epoch.
        progress: Fraction of the whole training done, 0 to 1.
        metrics: Loss and metrics of the epoch so far.
        seconds_left: Seconds until the job will have ended; None where the course of the job says so.
    """

    epoch: int
    step: int
    steps: int
    progress: float
    metrics: dict[str, float]
    seconds_left: float | None = None


@dataclass(frozen=True)
class SnapshotReport:
    """A written snapshot.

    Args:
        epoch: Number of the last epoch in it, from 1.
        path: The HDF5 file.
        metrics: Values logged at the end of that epoch, including the learning rate.
        removed: Older snapshots that were deleted or overwritten.
    """

    epoch: int
    path: Path
    metrics: dict[str, float]
    removed: tuple[Path, ...]


@dataclass(frozen=True)
class StoppingReport:
    """Result of early stopping.

    Args:
        monitor: The monitored value.
        best_epoch: Number of the best epoch, from 1.
        stopped_epoch: Number of the last epoch if training was stopped early, else None.
        restored: Whether the network has the weights of the best epoch.
    """

    monitor: str
    best_epoch: int
    stopped_epoch: int | None
    restored: bool

    @property
    def message(self) -> str:
        """Return the report as a log message."""
        ended = "ran all epochs" if self.stopped_epoch is None else f"stopped early after epoch {self.stopped_epoch}"
        restored = "; the weights of that epoch are restored" if self.restored else ""
        return f"training {ended}: {self.monitor} was best in epoch {self.best_epoch}{restored}"


@dataclass(frozen=True)
class SampleReport:
    """A text generated after an epoch.

    Args:
        epoch: Number of the epoch, from 1.
        temperature: Temperature of the draws.
        seed: The text that it continues.
        text: The generated text.
    """

    epoch: int
    temperature: float
    seed: str
    text: str


@dataclass(frozen=True)
class ResumeReport:
    """What a fit continues from that another process has begun.

    Args:
        epoch: Number of the epoch in which it goes on, from 1.
        step: Steps of it that are done.
        epochs: Epochs that are done.
        samples: Texts that were generated.
    """

    epoch: int
    step: int
    epochs: tuple[EpochReport, ...]
    samples: tuple[SampleReport, ...]

    @property
    def message(self) -> str:
        """Return the report as a log message."""
        return f"continuing in epoch {self.epoch}" + (f" after step {self.step}" if self.step else "")


class Phase(StrEnum):
    """What a running job does."""

    LOADING = "loading"
    PREPARING = "preparing"
    TRACING = "tracing"
    FITTING = "fitting"
    EVALUATING = "evaluating"
    COMPILING = "compiling"
    PREDICTING = "predicting"


class Listener(Protocol):
    """Receives the reports of a fit, on the training thread unless stated otherwise."""

    def on_phase(self, phase: Phase) -> None:
        """Receive the beginning of a phase of the job."""

    def on_begin(self, resumed: ResumeReport | None) -> None:
        """Receive the beginning of the fit, before its first step: at the first epoch, or where another process was."""

    def log(self, message: str) -> None:
        """Receive a log message."""

    def on_first_step(self) -> None:
        """Receive the end of the first training step."""

    def on_batch(self, report: BatchReport) -> None:
        """Receive the progress; called at most a few times per second."""

    def on_epoch(self, report: EpochReport) -> None:
        """Receive a finished epoch."""

    def on_snapshot(self, report: SnapshotReport) -> None:
        """Receive a written snapshot, on the snapshot thread."""

    def on_snapshots_kept(self, reports: tuple[SnapshotReport, ...]) -> None:
        """Receive the snapshots of earlier processes that are kept, when the fit continues where they were."""

    def on_sample(self, report: SampleReport) -> None:
        """Receive a text sample."""

    def on_stopping(self, report: StoppingReport) -> None:
        """Receive the result of early stopping."""

    def should_stop(self) -> bool:
        """Return whether the fit must stop; called after every batch, so it must be fast."""


class SilentListener:
    """Ignores all reports and never stops a fit."""

    def on_phase(self, phase: Phase) -> None: ...

    def on_begin(self, resumed: ResumeReport | None) -> None: ...

    def log(self, message: str) -> None: ...

    def on_first_step(self) -> None: ...

    def on_batch(self, report: BatchReport) -> None: ...

    def on_epoch(self, report: EpochReport) -> None: ...

    def on_snapshot(self, report: SnapshotReport) -> None: ...

    def on_snapshots_kept(self, reports: tuple[SnapshotReport, ...]) -> None: ...

    def on_sample(self, report: SampleReport) -> None: ...

    def on_stopping(self, report: StoppingReport) -> None: ...

    def should_stop(self) -> bool:
        return False
