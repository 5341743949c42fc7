"""A fit that may begin in the middle of an epoch."""

from collections.abc import Sequence
from typing import Any

import keras

from models.training.batches import Batches


class ContinuedCallbacks(keras.callbacks.CallbackList):  # type: ignore[misc]
    """The callbacks of a fit that Keras runs in two calls: the rest of an epoch, and the epochs after it. They see one fit.

    Args:
        callbacks: The callbacks.
        model: The model.
        first: Batches of the first epoch that are done.
        **params: What Keras tells callbacks about a fit.
    """

    def __init__(self, callbacks: Sequence[keras.callbacks.Callback], model: keras.Model, first: int, **params: Any) -> None:
        super().__init__(list(callbacks), add_history=True, model=model, **params)
        self._first, self._has_begun = first, False
        #: Whether Keras' current call is the last one.
        self.is_last = False

    def on_train_begin(self, logs: Any = None) -> None:
        if not self._has_begun:
            self._has_begun = True
            super().on_train_begin(logs)

    def on_train_end(self, logs: Any = None) -> None:
        if self.is_last:
            super().on_train_end(logs)

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        super().on_train_batch_begin(batch + self._first, logs)

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        super().on_train_batch_end(batch + self._first, logs)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        super().on_epoch_end(epoch, logs)
        self._first = 0


def run_fit(
    fitted: keras.Model, batches: Batches, start: tuple[int, int], end: int, callbacks: Sequence[keras.callbacks.Callback], **arguments: Any
) -> None:
    """Fit a model from a batch of an epoch on.

    Args:
        fitted: The compiled model.
        batches: Its batches.
        start: Index of the first epoch, and batches of it that are done.
        end: Epochs after which the fit ends.
        callbacks: The callbacks.
        **arguments: More arguments of Keras' `fit`, about validation and weights.
    """
    epoch, first = start
    calls = ContinuedCallbacks(callbacks, fitted, first, verbose=0, epochs=end, steps=batches.steps)
    if first:
        fitted.fit(batches.dataset_from(first), initial_epoch=epoch, epochs=epoch + 1, shuffle=False, verbose=0, callbacks=calls, **arguments)
        epoch = end if fitted.stop_training else epoch + 1
    calls.is_last = True
    fitted.fit(batches.dataset, initial_epoch=epoch, epochs=end, shuffle=False, verbose=0, callbacks=calls, **arguments)
