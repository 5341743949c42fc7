"""Learning rates: the schedule of a spec as Keras callbacks, and the learning rate in the logs."""

from typing import Any

import keras

from models.specs.losses_and_metrics import LEARNING_RATE, direction
from models.specs.schedules import PlateauSchedule, Schedule
from models.specs.training import Training


class RateLog(keras.callbacks.Callback):  # type: ignore[misc]
    """Adds the learning rate at the end of an epoch to its logs, for all later callbacks."""

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        if logs is not None:
            logs[LEARNING_RATE] = float(self.model.optimizer.learning_rate)


class WarmUp(keras.callbacks.Callback):  # type: ignore[misc]
    """Increases the learning rate linearly, batch by batch, before a schedule starts.

    Args:
        target: Learning rate of the last batch of the warm-up.
        epochs: Epochs of the warm-up.
        steps: Batches in an epoch.
        done: Epochs of the model that training continues from.
    """

    def __init__(self, target: float, epochs: int, steps: int, done: int = 0) -> None:
        super().__init__()
        self._target, self._epochs, self._steps, self._done = target, epochs, steps, done
        self._epoch = 0

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._epoch = epoch - self._done

    def on_train_batch_begin(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        if self._epoch < self._epochs:
            done = self._epoch * self._steps + batch + 1
            self.model.optimizer.learning_rate = self._target * done / (self._epochs * self._steps)


def rate_callbacks(training: Training, steps: int, done: int = 0) -> list[keras.callbacks.Callback]:
    """Return the callbacks that set and log the learning rate.

    Args:
        training: How the network is fitted.
        steps: Batches in an epoch.
        done: Epochs of the model that training continues from; a schedule starts with the job.
    """
    schedule, base = training.learning_rate_schedule, training.optimizer.learning_rate
    if schedule is None:
        return [RateLog()]
    warmup, epochs = schedule.warmup_epochs, training.epochs - schedule.warmup_epochs
    warm_up = [WarmUp(schedule.rate(0, base, epochs), warmup, steps, done)] if warmup else []
    return [*_schedule_callbacks(schedule, base, epochs, done), *warm_up, RateLog(), *_plateau_callbacks(schedule)]


def _schedule_callbacks(schedule: Schedule, base: float, epochs: int, done: int) -> list[keras.callbacks.Callback]:
    if isinstance(schedule, PlateauSchedule):
        return []
    before = done + schedule.warmup_epochs
    return [keras.callbacks.LearningRateScheduler(lambda epoch, _: schedule.rate(max(0, epoch - before), base, epochs))]


def _plateau_callbacks(schedule: Schedule) -> list[keras.callbacks.Callback]:
    """Return the callback that reduces the rate; it is after the log, which has the rate that the epoch was trained with."""
    if not isinstance(schedule, PlateauSchedule):
        return []
    rule = {"monitor": schedule.monitor, "mode": direction(schedule.monitor, schedule.mode)}
    return [
        keras.callbacks.ReduceLROnPlateau(
            **rule, factor=schedule.factor, patience=schedule.patience, min_delta=schedule.min_delta, min_lr=schedule.floor
        )
    ]
