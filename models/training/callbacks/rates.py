"""Learning rates: the schedule of a spec as Keras callbacks, and the learning rate in the logs."""

import itertools
import math
from collections.abc import Iterable, Iterator
from typing import Any

import keras
import numpy as np

from models.specs.losses_and_metrics import LEARNING_RATE, direction
from models.specs.schedules import PlateauSchedule, Schedule
from models.specs.training import Training
from models.training.resuming.kept import Kept

#: Largest relative difference of a float32 rate from the float64 that it was set from: some roundings in a row.
_ROUNDING = 1e-6
#: Most reductions of a rate that are looked for.
_MAX_REDUCTIONS = 1_000


class RateLog(keras.callbacks.Callback):  # type: ignore[misc]
    """Adds the learning rate at the end of an epoch to its logs, for all later callbacks.

    Args:
        training: How the network is fitted.
        steps: Batches in an epoch.
        done: Epochs of the model that training continues from.
    """

    def __init__(self, training: Training, steps: int, done: int = 0) -> None:
        super().__init__()
        self._training, self._steps, self._done = training, steps, done

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        if logs is not None:
            logs[LEARNING_RATE] = as_asked(float(self.model.optimizer.learning_rate), self._asked(epoch - self._done))

    def _asked(self, epoch: int) -> Iterator[float]:
        """Yield the rates that an epoch may have been trained with, as the spec has them."""
        schedule, base = self._training.learning_rate_schedule, self._training.optimizer.learning_rate
        if schedule is None:
            yield base
            return
        warmup, epochs = schedule.warmup_epochs, self._training.epochs - schedule.warmup_epochs
        if epoch < warmup:
            yield warmed_up(schedule.rate(0, base, epochs), (epoch + 1) * self._steps, warmup * self._steps)
        elif isinstance(schedule, PlateauSchedule):
            yield from itertools.islice(schedule.rates(base), _MAX_REDUCTIONS)
        else:
            yield schedule.rate(epoch - warmup, base, epochs)


def as_asked(rate: float, asked: Iterable[float]) -> float:
    """Return the number that an optimizer's rate was set from: an optimizer stores float32.

    Args:
        rate: The rate in the optimizer.
        asked: Numbers that it may have been set from.

    Returns:
        The first of these that the rate is, up to rounding; else the shortest decimal number with the same float32.
    """
    found = next((number for number in asked if math.isclose(number, rate, rel_tol=_ROUNDING)), None)
    return float(str(np.float32(rate))) if found is None else found


def warmed_up(target: float, done: int, steps: int) -> float:
    """Return the rate of a batch of a warm-up.

    Args:
        target: Rate of the last batch.
        done: Number of the batch, from 1.
        steps: Batches of the warm-up.
    """
    return target * done / steps


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
            self.model.optimizer.learning_rate = warmed_up(self._target, done, self._epochs * self._steps)


class ReportedPlateau(keras.callbacks.ReduceLROnPlateau):  # type: ignore[misc]
    """Keras' reduction of the rate, without its own entry in the logs, which is a float32."""

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        super().on_epoch_end(epoch, dict(logs or {}))

    def keep(self) -> Kept:
        """Return the best value, and the patience that is used."""
        return Kept({"best": None if self.best is None else float(self.best), "wait": self.wait, "cooldown": self.cooldown_counter})

    def take_up(self, kept: Kept) -> None:
        """Continue from another process."""
        self.best, self.wait, self.cooldown_counter = (kept.values[name] for name in ("best", "wait", "cooldown"))


def rate_callbacks(training: Training, steps: int, done: int = 0) -> list[keras.callbacks.Callback]:
    """Return the callbacks that set and log the learning rate.

    Args:
        training: How the network is fitted.
        steps: Batches in an epoch.
        done: Epochs of the model that training continues from; a schedule starts with the job.
    """
    schedule, base = training.learning_rate_schedule, training.optimizer.learning_rate
    if schedule is None:
        return [RateLog(training, steps, done)]
    warmup, epochs = schedule.warmup_epochs, training.epochs - schedule.warmup_epochs
    warm_up = [WarmUp(schedule.rate(0, base, epochs), warmup, steps, done)] if warmup else []
    return [*_schedule_callbacks(schedule, base, epochs, done), *warm_up, RateLog(training, steps, done), *_plateau_callbacks(schedule)]


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
    return [ReportedPlateau(**rule, factor=schedule.factor, patience=schedule.patience, min_delta=schedule.min_delta, min_lr=schedule.floor)]
