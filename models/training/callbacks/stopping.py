"""Early stopping that tells where it stopped."""

from typing import Any

import keras

from models.specs.early_stopping import EarlyStopping
from models.specs.logged import direction
from models.training.listener import Listener, StoppingReport


class ReportedStopping(keras.callbacks.EarlyStopping):  # type: ignore[misc]
    """Keras' early stopping, by the rule of a spec.

    Args:
        rule: What is watched, and for how long.
        listener: Told of the best epoch when training has ended, early or not.
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

    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:
        super().on_train_end(logs)
        # Keras leaves 0 where training was not stopped early; it never stops in its first epoch.
        stopped = self.stopped_epoch + 1 if self.stopped_epoch else None
        self._listener.on_stopping(StoppingReport(self.monitor, self.best_epoch + 1, stopped, self.restore_best_weights))
