"""Ending a fit early: when it no longer improves, or has diverged."""

import math
from typing import Any

import keras

from models.core.errors import DivergedError
from models.specs.losses_and_metrics import direction
from models.specs.training import EarlyStopping
from models.training.listener import Listener, StoppingReport
from models.training.resuming.kept import Kept


class ReportedStopping(keras.callbacks.EarlyStopping):  # type: ignore[misc]
    """Keras' early stopping with the rule of a spec.

    Args:
        rule: The monitored value and the patience.
        listener: Receives the best epoch at the end of training.
    """

    def __init__(self, rule: EarlyStopping, listener: Listener) -> None:
        super().__init__(
            monitor=rule.monitor,
            min_delta=rule.min_delta,
            patience=rule.patience,
            mode=direction(rule.monitor, rule.mode),
            restore_best_weights=rule.restore_best,
        )
        self._listener = listener

    def keep(self) -> Kept:
        """Return the best value and its weights, and the patience that is used."""
        values = {
            "best": None if self.best is None else float(self.best),
            "best_epoch": self.best_epoch,
            "wait": self.wait,
            "stopped_epoch": self.stopped_epoch,
        }
        return Kept({**values, "has_weights": self.best_weights is not None}, tuple(self.best_weights or ()))

    def take_up(self, kept: Kept) -> None:
        """Continue from another process."""
        values = kept.values
        self.best, self.best_epoch, self.wait, self.stopped_epoch = (values[name] for name in ("best", "best_epoch", "wait", "stopped_epoch"))
        self.best_weights = list(kept.arrays) if values["has_weights"] else None

    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:
        super().on_train_end(logs)
        # Keras has 0 if training was not stopped early; it never stops in the first epoch.
        stopped = self.stopped_epoch + 1 if self.stopped_epoch else None
        self._listener.on_stopping(StoppingReport(self.monitor, self.best_epoch + 1, stopped, self.restore_best_weights))


class FailOnNaN(keras.callbacks.Callback):  # type: ignore[misc]
    """Ends a fit as soon as its loss is NaN or infinite.

    Raises:
        DivergedError: Out of the fit.
    """

    def __init__(self) -> None:
        super().__init__()
        self._epoch = self._batch = 0

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._epoch = epoch + 1

    def on_train_batch_begin(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        self._batch = batch + 1

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        last = min(batch + 1, (self.params or {}).get("steps") or batch + 1)
        together = f"batch {last}" if self._batch == last else f"one of the batches {self._batch} to {last}, run in one call"
        self._require_finite("loss", logs, f"epoch {self._epoch}, {together}")

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._require_finite("val_loss", logs, f"epoch {epoch + 1}")

    @staticmethod
    def _require_finite(name: str, logs: dict[str, Any] | None, where: str) -> None:
        value = (logs or {}).get(name, 0.0)
        if not math.isfinite(value):
            raise DivergedError(f"{name} became {'NaN' if math.isnan(value) else 'infinite'} at {where}")
