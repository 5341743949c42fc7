"""One Keras callback that carries a fit's news to a listener."""

import math
import time
from typing import Any

import keras

from models.core.errors import Cancelled
from models.specs.logged import LEARNING_RATE
from models.training.batches import Batches
from models.training.listener import BatchReport, EpochReport, Listener
from models.training.snapshot_writer import SnapshotWriter

#: Seconds from one batch report to the next: two a second at most, since each is a write beside the training.
BATCH_REPORT_EVERY_S = 0.5
#: Most batches of a fit whose loss is kept.
MAX_KEPT_BATCHES = 200


class ReportingCallback(keras.callbacks.Callback):  # type: ignore[misc]
    """Sets each epoch's order, reports steps and epochs, offers snapshots, and ends the fit when the listener says so.

    It comes behind all other callbacks, so that snapshots hold what those have done at the end of an epoch; RateLog comes before it.

    Args:
        listener: Told of everything.
        snapshots: Offered the network after every epoch; None for no snapshots.
        batches: Told which epoch comes next.
        epochs: Epochs of the whole fit.
        done: Epochs done before it, by the model it goes on from.

    Raises:
        Cancelled: Out of the fit, after the batch during which the listener asked for it.
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
        batch = min(batch, self._batches.steps - 1)  # Keras counts a call of many steps as a whole one, also at the end.
        if not self._seen_step:
            self._seen_step = True
            self._listener.on_first_step()
        if self._listener.should_stop():
            raise Cancelled(f"stopped in epoch {self._epoch + 1}, after step {batch + 1} of {self._batches.steps}")
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

    def _keep(self, batch: int, logs: dict[str, Any] | None) -> None:
        """Keep what is logged of every so many batches, or of the next one that is looked at where many run in one call."""
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
    """Return what was logged, without what is no finite number: JSON has no word for it."""
    return {name: number for name, value in (logs or {}).items() if math.isfinite(number := float(value))}
