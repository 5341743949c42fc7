"""One Keras callback that carries a fit's news to a listener."""

import time
from typing import Any

import keras

from models.errors import Cancelled
from models.training.batches import TrainingBatches
from models.training.listener import BatchReport, EpochReport, Listener
from models.training.snapshot import SnapshotWriter

#: Seconds from one batch report to the next: two a second at most, since each is a write beside the training.
BATCH_REPORT_EVERY_S = 0.5


class ReportingCallback(keras.callbacks.Callback):  # type: ignore[misc]
    """Sets each epoch's order, reports steps and epochs, offers snapshots, and ends the fit when the listener says so.

    Args:
        listener: Told of everything.
        snapshots: Offered the network after every epoch; None for no snapshots.
        batches: Told which epoch comes next.
        epochs: Epochs of the whole fit.
        done: Epochs done before it, by the model it goes on from.

    Raises:
        Cancelled: Out of the fit, after the batch during which the listener asked for it.
    """

    def __init__(self, listener: Listener, snapshots: SnapshotWriter | None, batches: TrainingBatches, epochs: int, done: int = 0) -> None:
        super().__init__()
        self._listener, self._snapshots = listener, snapshots
        self._batches, self._epochs, self._done = batches, epochs, done
        self._epoch, self._epoch_start_s, self._next_report_s = 0, 0.0, 0.0
        self._seen_step = False

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._epoch = self._batches.epoch = epoch
        self._epoch_start_s = time.monotonic()

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        if not self._seen_step:
            self._seen_step = True
            self._listener.on_first_step()
        if self._listener.should_stop():
            raise Cancelled(f"stopped in epoch {self._epoch + 1}, after step {batch + 1} of {self._batches.steps}")
        now = time.monotonic()
        if now >= self._next_report_s:
            self._next_report_s = now + BATCH_REPORT_EVERY_S
            self._listener.on_batch(self._batch_report(batch + 1, logs))

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        metrics = _numbers(logs)
        self._listener.on_epoch(EpochReport(epoch + 1, metrics, time.monotonic() - self._epoch_start_s))
        if self._snapshots is not None:
            self._snapshots.offer(self.model, epoch + 1, metrics)

    def _batch_report(self, step: int, logs: dict[str, Any] | None) -> BatchReport:
        progress = (self._epoch - self._done + step / self._batches.steps) / self._epochs
        return BatchReport(self._epoch + 1, step, self._batches.steps, progress, _numbers(logs))


def _numbers(logs: dict[str, Any] | None) -> dict[str, float]:
    return {name: float(value) for name, value in (logs or {}).items()}
