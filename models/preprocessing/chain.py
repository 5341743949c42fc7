"""All preprocessing of a job: fitted once on the training part, replayed on everything that comes later."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np

from models.core.arrays import Array
from models.preprocessing import Step, step_from_record
from models.preprocessing.window import Window

#: Steps of each series, where there are several, one after the other in an array; None for one series, or for samples.
Lengths = Sequence[int] | None


@dataclass(frozen=True)
class Chain:
    """The fitted steps over inputs and targets.

    A `window` step makes targets out of the inputs; they are undone by the input steps that came before it. Where a series
    brings targets of its own, they are cut behind the steps over the targets, which alone undo them.

    Args:
        inputs: Steps over the inputs.
        targets: Steps over the targets.
        own_targets: Whether a series brings targets of its own.
    """

    inputs: tuple[Step, ...]
    targets: tuple[Step, ...]
    own_targets: bool = False

    @classmethod
    def fit(cls, inputs: Sequence[Step], targets: Sequence[Step], x: Array, y: Array | None) -> "Chain":
        """Fit every step on the training part, and return the chain alone; see `fit_pairs`."""
        return cls.fit_pairs(inputs, targets, x, y)[0]

    @classmethod
    def fit_pairs(
        cls, inputs: Sequence[Step], targets: Sequence[Step], x: Array, y: Array | None, lengths: Lengths = None
    ) -> tuple["Chain", Array, Array | None]:
        """Fit every step on the training part, each on what the steps before it give.

        Args:
            inputs: Steps over the inputs.
            targets: Steps over the targets.
            x: Raw training inputs, samples (or the steps of series) first.
            y: Raw training targets; None where a window step makes them.
            lengths: Steps of each series, where there are several, one after the other.

        Returns:
            The fitted chain, and the training part as the model takes it.
        """
        own = y is not None
        fitted_targets: Sequence[Step] = ()
        if y is not None:
            fitted_targets, y = _fitted(targets, y)
        fitted_inputs = []
        for step in inputs:
            step = step.fit(x)
            x, y = _advance(step, x, y, lengths)
            fitted_inputs.append(step)
        if y is not None and not own:
            fitted_targets, y = _fitted(targets, y)
        chain = cls(tuple(fitted_inputs), tuple(fitted_targets))
        return replace(chain, own_targets=own and chain.window is not None), x, y

    def completed(self, targets: Sequence[Step], x: Array, y: Array | None, lengths: Lengths = None) -> tuple["Chain", Array, Array | None]:
        """Apply the steps to the training part; fit those over the targets on it where this chain has none yet.

        Args:
            targets: Steps over the targets; those of this chain, or others for a chain over inputs alone.
            x: Raw training inputs.
            y: Raw training targets; None where a window step makes them.
            lengths: As for `fit_pairs`.

        Returns:
            The whole chain, and the training part as the model takes it.
        """
        x, y = self.pairs(x, y, lengths)
        if self.targets or y is None:
            return self, x, y
        others, _, y = Chain.fit_pairs((), targets, x, y)
        return replace(self, targets=others.targets), x, y

    def pairs(self, x: Array, y: Array | None, lengths: Lengths = None) -> tuple[Array, Array | None]:
        """Turn raw inputs and targets into what the model is fitted to, or evaluated on; arguments as for `fit_pairs`."""
        own = y is not None
        if y is not None:
            y = _applied(self.targets, y)
        for step in self.inputs:
            x, y = _advance(step, x, y, lengths)
        return x, y if own or y is None else _applied(self.targets, y)

    def prepare(self, x: Array, first: int = 0) -> Array:
        """Turn raw inputs into what the model takes, with no targets.

        Args:
            x: Raw inputs, or what the steps before `first` would give.
            first: Place of the first step that is applied.
        """
        return _applied(self.inputs[first:], x)

    def invert(self, y: Array) -> Array:
        """Turn the model's outputs back into the units and labels of the raw targets."""
        window = self.window
        if window is not None and self.own_targets:
            return _by_step(self.targets, y, window)
        y = _undone(self.targets, y)
        return y if window is None else _by_step(self.inputs[: self.inputs.index(window)], y, window)

    def restore(self, x: Array) -> Array:
        """Turn inputs as the model takes them back into the raw data's units, as far as the first step from behind that has no way back."""
        for step in reversed(self.inputs):
            if not step.has_inverse():
                break
            x = step.invert(x)
        return x

    @property
    def window(self) -> Window | None:
        """Return the step that makes samples out of a series, if there is one."""
        return next((step for step in self.inputs if isinstance(step, Window)), None)

    def record(self) -> dict[str, list[dict[str, Any]]]:
        """Return the fields and learned state of every step."""
        return {"inputs": [step.record() for step in self.inputs], "targets": [step.record() for step in self.targets]}

    @classmethod
    def from_record(cls, record: dict[str, list[dict[str, Any]]], *, own_targets: bool = False) -> "Chain":
        """Rebuild a fitted chain from `record()`, which does not say whether targets are the series' own."""
        inputs, targets = (tuple(step_from_record(step) for step in record[side]) for side in ("inputs", "targets"))
        return cls(inputs, targets, own_targets)


def _fitted(steps: Sequence[Step], y: Array) -> tuple[list[Step], Array]:
    fitted = []
    for step in steps:
        step = step.fit(y)
        y = step.apply(y)
        fitted.append(step)
    return fitted, y


def _applied(steps: Sequence[Step], x: Array) -> Array:
    for step in steps:
        x = step.apply(x)
    return x


def _undone(steps: Sequence[Step], y: Array) -> Array:
    for step in reversed(steps):
        y = step.invert(y)
    return y


def _by_step(steps: Sequence[Step], y: Array, window: Window) -> Array:
    """Undo steps that know a series of steps: the steps of all horizons one after the other."""
    counts = y.shape[: window.target_axes]
    y = _undone(steps, y.reshape(prod(counts), *y.shape[window.target_axes :]))
    return y.reshape(*counts, *y.shape[1:])


def _advance(step: Step, x: Array, y: Array | None, lengths: Lengths) -> tuple[Array, Array | None]:
    """Apply a step; a window step cuts each series by itself, so that no window reaches from one into another."""
    if not isinstance(step, Window):
        return step.apply(x), y
    if lengths is None:
        return step.split(x, y)
    places = [slice(end - length, end) for length, end in zip(lengths, np.cumsum(lengths).tolist(), strict=True)]
    cut = [step.split(x[place], None if y is None else y[place]) for place in places]
    windows, targets = zip(*cut, strict=True)
    return np.concatenate(windows), np.concatenate(targets)
