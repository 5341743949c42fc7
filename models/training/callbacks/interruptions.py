"""Ending a fit when asked, and keeping what another process needs to continue with it."""

from collections.abc import Mapping
from typing import Any

import keras

from models.core.errors import Cancelled
from models.training.background_writer import BackgroundWriter
from models.training.batches import Batches
from models.training.listener import Listener
from models.training.resuming.kept import Keeps
from models.training.resuming.point import Point
from models.training.resuming.resume import Resuming


class Interruptions(keras.callbacks.Callback):  # type: ignore[misc]
    """Ends the fit after the batch in which the listener asks to stop; takes resume points; restores the one that the fit continues from.

    It is the last callback, so that what the others do at the end of an epoch is in its points. A stop after the last batch of an epoch waits for the
    end of the epoch.

    Args:
        listener: Asked whether to stop.
        batches: The batches of the fit.
        end: Epochs after which the fit ends.
        writer: Writes files in the background; its errors end the fit.

    Raises:
        Cancelled: The listener asked to stop.
        OSError: A file of the fit could not be written.
    """

    def __init__(self, listener: Listener, batches: Batches, end: int, writer: BackgroundWriter) -> None:
        super().__init__()
        self._listener, self._batches, self._end, self._writer = listener, batches, end, writer
        self._resuming: Resuming | None = None
        #: What the fit still has to continue from.
        self._point: Point | None = None
        self._parts: Mapping[str, Keeps] = {}
        self._late: Mapping[str, Keeps] = {}
        self._epoch = 0

    def keep(self, resuming: Resuming, parts: Mapping[str, Keeps], late: Mapping[str, Keeps]) -> None:
        """Take resume points of objects of the fit; see `Resuming.take`."""
        self._resuming, self._point, self._parts, self._late = resuming, resuming.point, parts, late

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        if self._point is not None and not self._point.batch:
            self._take_up(self._point)  # Before an epoch begins, in which the others reset states and set the learning rate.

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._epoch = epoch
        if self._point is not None:
            self._take_up(self._point)  # In place of what the others have set for the beginning of an epoch.

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        done = batch + 1
        if done < self._batches.steps:
            self._look(self._epoch, done, f"in epoch {self._epoch + 1}, after step {done} of {self._batches.steps}")

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._look(self._end if self.model.stop_training else epoch + 1, 0, f"after epoch {epoch + 1}")

    def _take_up(self, point: Point) -> None:
        for name, part in {**self._parts, **self._late}.items():
            part.take_up(point.parts[name])
        self._point = None

    def _look(self, epoch: int, batch: int, where: str) -> None:
        self._writer.require_written()
        stops = self._listener.should_stop()
        if self._resuming and (stops or self._resuming.is_due):
            self._resuming.take(epoch, batch, self._parts, self._late, self._writer)
        if stops:
            raise Cancelled(f"stopped {where}")
