"""The Keras callback that reports to a listener."""

import math
import time
from typing import Any

import keras

from models.specs.losses_and_metrics import LEARNING_RATE
from models.training.batches import Batches
from models.training.listener import BatchReport, EpochReport, Listener, Phase
from models.training.resuming.kept import Kept
from models.training.snapshot_writer import SnapshotWriter

#: Seconds between batch reports: at most two per second, since each is a write.
BATCH_REPORT_EVERY_S = 0.5
#: Most batches of a fit whose loss is recorded.
MAX_KEPT_BATCHES = 200


class ReportingCallback(keras.callbacks.Callback):  # type: ignore[misc]
    """Sets the epoch of the batches, reports steps and epochs, and takes snapshots.

    It is after the callbacks that change the network, so that snapshots include their changes, and after RateLog.

    Args:
        listener: Receives the reports.
        snapshots: Writes snapshots; None for none.
        batches: The batches of the fit.
        epochs: Epochs of the whole fit.
        done: Epochs of the model that training continues from.
    """

    def __init__(self, listener: Listener, snapshots: SnapshotWriter | None, batches: Batches, epochs: int, done: int = 0) -> None:
        super().__init__()
        self._listener, self._snapshots = listener, snapshots
        self._batches, self._epochs, self._done = batches, epochs, done
        self._keep_every = math.ceil(epochs * batches.steps / MAX_KEPT_BATCHES)
        self._kept: list[dict[str, float]] = []
        self._epoch = self._next_kept = 0
        self._next_report_s = 0.0
        self._epoch_start_s = self._batch_end_s = 0.0
        self._seen_step = False

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._epoch = self._batches.epoch = epoch
        self._kept = []
        self._epoch_start_s = time.monotonic()

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        batch = min(batch, self._batches.steps - 1)  # Keras counts the last call of several steps as a full one.
        if not self._seen_step:
            self._seen_step = True
            self._listener.on_phase(Phase.FITTING)
            self._listener.on_first_step()
        now = self._batch_end_s = time.monotonic()
        self._keep(batch, logs)
        if now >= self._next_report_s:
            self._next_report_s = now + BATCH_REPORT_EVERY_S
            self._listener.on_batch(self._batch_report(batch + 1, logs))

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        logged = _numbers(logs)
        self._listener.on_epoch(self._epoch_report(epoch + 1, logged))
        if self._snapshots is not None:
            self._snapshots.offer(self.model, epoch + 1, logged)

    def keep(self) -> Kept:
        """Return the batches recorded in the epoch so far, and how long it has taken."""
        so_far_s = time.monotonic() - self._epoch_start_s
        return Kept({"kept": list(self._kept), "next": self._next_kept, "so_far_s": so_far_s})

    def take_up(self, kept: Kept) -> None:
        """Continue an epoch that another process has begun."""
        self._kept, self._next_kept = kept.values["kept"], kept.values["next"]
        self._epoch_start_s = time.monotonic() - kept.values["so_far_s"]

    def _keep(self, batch: int, logs: dict[str, Any] | None) -> None:
        """Record the logs of every `_keep_every`-th batch, or of the next reported one if a call runs several."""
        index = (self._epoch - self._done) * self._batches.steps + batch
        if index >= self._next_kept:
            self._next_kept = (index // self._keep_every + 1) * self._keep_every
            self._kept.append({"step": batch + 1, **_numbers(logs)})

    def _epoch_report(self, epoch: int, logged: dict[str, float]) -> EpochReport:
        metrics = {name: value for name, value in logged.items() if name != LEARNING_RATE}
        seconds, training = time.monotonic() - self._epoch_start_s, self._batch_end_s - self._epoch_start_s
        pace = self._batches.n_samples / max(training, 1e-9)
        return EpochReport(epoch, metrics, seconds, logged[LEARNING_RATE], pace, tuple(self._kept))

    def _batch_report(self, step: int, logs: dict[str, Any] | None) -> BatchReport:
        progress = (self._epoch - self._done + step / self._batches.steps) / self._epochs
        return BatchReport(self._epoch + 1, step, self._batches.steps, progress, _numbers(logs))


def _numbers(logs: dict[str, Any] | None) -> dict[str, float]:
    """Return the finite logged values: JSON has no others."""
    return {name: number for name, value in (logs or {}).items() if math.isfinite(number := float(value))}
