"""The end of a fit that has diverged."""

import math
from typing import Any

import keras

from models.core.errors import DivergedError


class FailOnNaN(keras.callbacks.Callback):  # type: ignore[misc]
    """Ends a fit as soon as its loss is not a number, or not a finite one.

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
