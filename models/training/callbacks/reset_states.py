"""States of stateful layers that begin anew with each epoch."""

from typing import Any

import keras


class ResetStates(keras.callbacks.Callback):  # type: ignore[misc]
    """Lets every stateful layer begin an epoch without a state."""

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        for layer in self.model.layers:
            if getattr(layer, "stateful", False):
                layer.reset_states()
