"""All preprocessing of a job: fitted once on the training part, replayed on everything that comes later."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from models.preprocessing import Step, step_from_record
from models.preprocessing.step import Array
from models.preprocessing.window import Window


@dataclass(frozen=True)
class Chain:
    """The fitted steps over inputs and targets.

    A `window` step makes targets out of the inputs; they are undone by the input steps that came before it.
    """

    inputs: tuple[Step, ...]
    targets: tuple[Step, ...]

    @classmethod
    def fit(cls, inputs: Sequence[Step], targets: Sequence[Step], x: Array, y: Array | None) -> "Chain":
        """Fit every step on the training part, and return the chain alone; see `fit_pairs`."""
        return cls.fit_pairs(inputs, targets, x, y)[0]

    @classmethod
    def fit_pairs(cls, inputs: Sequence[Step], targets: Sequence[Step], x: Array, y: Array | None) -> tuple["Chain", Array, Array | None]:
        """Fit every step on the training part, each on what the steps before it give.

        Args:
            inputs: Steps over the inputs.
            targets: Steps over the targets.
            x: Raw training inputs, samples (or the steps of one series) first.
            y: Raw training targets; None where a window step makes them.

        Returns:
            The fitted chain, and the training part as the model takes it.
        """
        fitted_inputs = []
        for step in inputs:
            step = step.fit(x)
            x, y = _advance(step, x, y)
            fitted_inputs.append(step)
        fitted_targets: list[Step] = []
        if y is not None:
            for step in targets:
                step = step.fit(y)
                y = step.apply(y)
                fitted_targets.append(step)
        return cls(tuple(fitted_inputs), tuple(fitted_targets)), x, y

    def completed(self, targets: Sequence[Step], x: Array, y: Array | None) -> tuple["Chain", Array, Array | None]:
        """Apply the steps to the training part; fit those over the targets on it where this chain has none yet.

        Args:
            targets: Steps over the targets; those of this chain, or others for a chain over inputs alone.
            x: Raw training inputs.
            y: Raw training targets; None where a window step makes them.

        Returns:
            The whole chain, and the training part as the model takes it.
        """
        x, y = self.pairs(x, y)
        if self.targets or y is None:
            return self, x, y
        others, _, y = Chain.fit_pairs((), targets, x, y)
        return Chain(self.inputs, others.targets), x, y

    def pairs(self, x: Array, y: Array | None) -> tuple[Array, Array | None]:
        """Turn raw inputs and targets into what the model is fitted to, or evaluated on."""
        for step in self.inputs:
            x, y = _advance(step, x, y)
        if y is not None:
            for step in self.targets:
                y = step.apply(y)
        return x, y

    def prepare(self, x: Array, first: int = 0) -> Array:
        """Turn raw inputs into what the model takes, with no targets.

        Args:
            x: Raw inputs, or what the steps before `first` would give.
            first: Place of the first step that is applied.
        """
        for step in self.inputs[first:]:
            x = step.apply(x)
        return x

    def invert(self, y: Array) -> Array:
        """Turn the model's outputs back into the units and labels of the raw targets."""
        for step in reversed(self.targets):
            y = step.invert(y)
        window = self.window
        return self._series_values(y, window) if window else y

    @property
    def window(self) -> Window | None:
        """Return the step that makes samples out of a series, if there is one."""
        return next((step for step in self.inputs if isinstance(step, Window)), None)

    def record(self) -> dict[str, list[dict[str, Any]]]:
        """Return the fields and learned state of every step."""
        return {"inputs": [step.record() for step in self.inputs], "targets": [step.record() for step in self.targets]}

    @classmethod
    def from_record(cls, record: dict[str, list[dict[str, Any]]]) -> "Chain":
        """Rebuild a fitted chain from `record()`."""
        inputs, targets = (tuple(step_from_record(step) for step in record[side]) for side in ("inputs", "targets"))
        return cls(inputs, targets)

    def _series_values(self, y: Array, window: Window) -> Array:
        """Undo the steps before the window, which know one series of steps: the steps of all horizons one after the other."""
        counts = y.shape[: window.target_axes]
        y = y.reshape(prod(counts), *y.shape[window.target_axes :])
        for step in reversed(self.inputs[: self.inputs.index(window)]):
            y = step.invert(y)
        return y.reshape(*counts, *y.shape[1:])


def _advance(step: Step, x: Array, y: Array | None) -> tuple[Array, Array | None]:
    return step.split(x) if isinstance(step, Window) else (step.apply(x), y)
