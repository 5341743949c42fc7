"""All preprocessing of a job by port: fitted once on the training part, then applied to all later data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from time import perf_counter
from typing import Any

import numpy as np

from models.core.arrays import Array, Label, Ports
from models.core.deferred_rows import SamplePorts
from models.core.tensors import TensorType
from models.preprocessing import Step, step_from_record
from models.preprocessing.row_columns import Columns
from models.preprocessing.step import StepTypeError
from models.preprocessing.step_log import noted
from models.preprocessing.steps_in_order import (
    NO_COLUMNS,
    ColumnsByPort,
    Lengths,
    StepsByPort,
    advance,
    all_fitted,
    apply_all,
    by_step,
    change_all,
    each_series,
    fit_step,
    undo_all,
)
from models.preprocessing.stopwatch import running_watch
from models.preprocessing.window import Window


@dataclass(frozen=True)
class Chain:
    """The fitted steps over each input and over the targets of each output.

    A `window` step over the one input makes the targets of the one output; these are inverted by the input steps before it.
    If a series has targets of its own, they are cut after the steps over the targets, and only those steps invert them.

    Args:
        inputs: Steps by the name of each input, in the model's order.
        targets: Steps by the name of each output, in the model's order.
        own_targets: Whether a series has targets of its own.
    """

    inputs: dict[str, tuple[Step, ...]]
    targets: dict[str, tuple[Step, ...]]
    own_targets: bool = False

    @classmethod
    def fit(cls, inputs: StepsByPort, targets: StepsByPort, x: SamplePorts, y: SamplePorts | None) -> "Chain":
        """Fit every step on the training part and return the chain; see `fit_pairs`."""
        return cls.fit_pairs(inputs, targets, x, y)[0]

    @classmethod
    def fit_pairs(
        cls,
        inputs: StepsByPort,
        targets: StepsByPort,
        x: SamplePorts,
        y: SamplePorts | None,
        lengths: Lengths = None,
        columns: ColumnsByPort = NO_COLUMNS,
    ) -> tuple["Chain", SamplePorts, SamplePorts | None]:
        """Fit every step on the training part, each on the output of the steps before it.

        Args:
            inputs: Steps over each input.
            targets: Steps over the targets of each output.
            x: Raw training inputs by port; the first axis counts samples, or the steps of series.
            y: Raw training targets by port; None where a window step makes them, or without targets.
            lengths: Number of steps of each series; None for one series, or for samples.
            columns: Columns of each input and of the targets of each output, where these are rows with known columns.

        Returns:
            The fitted chain, and the inputs and targets of the model.
        """
        own = y is not None
        fitted_targets: dict[str, tuple[Step, ...]] = dict.fromkeys(targets, ())
        if y is not None:
            fitted_targets, y = all_fitted(targets, y, columns)
        fitted_inputs, prepared = {}, {}
        for name, steps in inputs.items():
            fitted = []
            array, known = x[name], columns.get(name)
            for step in steps:
                step = fit_step(step.placed(known), array)
                known = None if known is None else step.columns_after(known)
                array, y = advance(step, array, y, tuple(targets), lengths)
                fitted.append(step)
            fitted_inputs[name], prepared[name] = tuple(fitted), array
        if y is not None and not own:
            fitted_targets, y = all_fitted(targets, y, columns)
        chain = cls(fitted_inputs, fitted_targets)
        return replace(chain, own_targets=own and chain.window is not None), prepared, y

    def completed(
        self, targets: StepsByPort, x: SamplePorts, y: SamplePorts | None, lengths: Lengths = None, columns: ColumnsByPort = NO_COLUMNS
    ) -> tuple["Chain", SamplePorts, SamplePorts | None]:
        """Apply the steps to the training part, and fit the target steps if this chain has none yet.

        Args:
            targets: Target steps to fit, for a chain over inputs only.
            x: Raw training inputs by port.
            y: Raw training targets by port; None where a window step makes them, or without targets.
            lengths: As for `fit_pairs`.
            columns: As for `fit_pairs`.

        Returns:
            The complete chain, and the inputs and targets of the model.
        """
        x, y = self.pairs(x, y, lengths)
        if any(self.targets.values()) or y is None:
            return self, x, y
        fitted, y = all_fitted(targets, y, columns)
        return replace(self, targets=fitted), x, y

    def pairs(self, x: SamplePorts, y: SamplePorts | None, lengths: Lengths = None) -> tuple[SamplePorts, SamplePorts | None]:
        """Turn raw inputs and targets into the model's, for fitting or evaluation; arguments as for `fit_pairs`."""
        own, prepared = y is not None, {}
        if y is not None:
            y = self._applied_targets(y)
        for name, steps in self.inputs.items():
            array = x[name]
            for step in steps:
                array, y = advance(step, array, y, tuple(self.targets), lengths)
            prepared[name] = array
        return prepared, y if own or y is None else self._applied_targets(y)

    def prepare(self, x: Mapping[str, Array]) -> Ports:
        """Turn raw inputs by port into the inputs of the model."""
        return {name: apply_all(steps, x[name]) for name, steps in self.inputs.items()}

    def prepare_input(self, name: str, x: Array) -> Array:
        """Turn the raw values of one input into the values the model takes."""
        return applied(self.inputs[name], x)

    def encoded(self, name: str, labels: Sequence[Label]) -> Array:
        """Return the targets that an output's labels become, sorted."""
        return np.sort(apply_all(self.targets[name], np.asarray(labels)))

    def predicted_series(self, name: str, x: Mapping[str, Array], y: Mapping[str, Array] | None, lengths: Lengths = None) -> list[Array]:
        """Return the columns of series that are predicted at an output, in their units, with their gaps filled by the steps.

        Args:
            name: Name of the output.
            x: Raw series by input.
            y: Raw targets by output, of series with targets of their own; else None.
            lengths: As for `fit_pairs`.
        """
        if self.own_targets and y is not None:
            steps, series = self.targets[name], y[name]
        else:
            before = self.input_steps[: self.input_steps.index(self.window)] if self.window else self.input_steps
            steps, series = before, next(iter(x.values()))
        return [undo_all(steps, apply_all(steps, piece)) for piece in each_series(series, lengths)]

    def invert(self, name: str, y: Array) -> Array:
        """Turn the model's values at an output back into the units and labels of its raw targets."""
        window = self.window
        if window is not None and self.own_targets:
            return by_step(undo_all, self.targets[name], y, window.target_axes)
        y = undo_all(self.targets[name], y)
        if window is None:
            return y
        steps = self.input_steps
        return by_step(undo_all, steps[: steps.index(window)], y, window.target_axes)

    def prepare_targets(self, name: str, y: Array) -> Array:
        """Turn raw targets of an output into those that the model is fitted to; the inverse of `invert`.

        Args:
            name: Name of the output.
            y: Targets, samples first; of windows of a series of shape (n_windows, features), or (n_windows, horizon, features).
        """
        window = self.window
        if window is None:
            return apply_all(self.targets[name], y)
        if self.own_targets:
            return by_step(apply_all, self.targets[name], y, window.target_axes)
        steps = self.input_steps
        return apply_all(self.targets[name], by_step(apply_all, steps[: steps.index(window)], y, window.target_axes))

    def invert_inputs(self, name: str, x: Array) -> Array:
        """Turn values of the model at an input back into the units of the raw data; windows of a series stay windows, and images arrays of pixels.

        All steps except a window, and one that decodes images, must have an inverse, exact or approximate.
        """
        steps = [step for step in self.inputs[name] if not step.decodes or step.has_inverse()]
        index = next((index for index, step in enumerate(steps) if isinstance(step, Window)), None)
        if index is None:
            return undo_all(steps, x)
        return by_step(undo_all, steps[:index], undo_all(steps[index + 1 :], x), 2)

    def restore(self, x: Array) -> Array:
        """Turn input values of the model back into the units of the raw data, up to the last step without an inverse."""
        for step in reversed(self.input_steps):
            if not step.has_inverse():
                break
            x = step.invert(x)
        return x

    @property
    def input_steps(self) -> tuple[Step, ...]:
        """Return the steps over the first input."""
        return next(iter(self.inputs.values()))

    @cached_property
    def window(self) -> Window | None:
        """Return the window step over the one input; None if there is no such step or several inputs."""
        if len(self.inputs) > 1:
            return None
        return next((step for step in self.input_steps if isinstance(step, Window)), None)

    def renamed(self, inputs: Sequence[str], outputs: Sequence[str]) -> "Chain":
        """Return the same steps for ports of other names, in the same order."""
        return replace(
            self,
            inputs=dict(zip(inputs, self.inputs.values(), strict=True)),
            targets=dict(zip(outputs, self.targets.values(), strict=True)),
        )

    def record(self) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """Return the fields and fitted state of every step, by port."""
        return {
            side: {name: [step.record() for step in steps] for name, steps in ports.items()}
            for side, ports in (("inputs", self.inputs), ("targets", self.targets))
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Mapping[str, list[dict[str, Any]]]], *, own_targets: bool = False) -> "Chain":
        """Rebuild a fitted chain from `record()`; `own_targets` is not part of the record."""
        inputs, targets = (
            {name: tuple(step_from_record(step) for step in steps) for name, steps in record[side].items()} for side in ("inputs", "targets")
        )
        return cls(inputs, targets, own_targets)

    def _applied_targets(self, y: SamplePorts) -> SamplePorts:
        return {name: change_all(self.targets.get(name, ()), array) for name, array in y.items()}


def applied(steps: Sequence[Step], x: Array) -> Array:
    """Apply fitted steps; their time counts as that of the steps, and what each gives is kept, where somebody asks for it."""
    began = perf_counter()
    try:
        for step in steps:
            x = noted(step, step.apply(x))
        return x
    finally:
        if (watch := running_watch()) is not None:
            watch.seconds += perf_counter() - began


def needed(steps: Sequence[Step], given: TensorType) -> tuple[Step, ...]:
    """Return the fitted steps without those that give arrays of a type back as they are: the result has the same bits.

    Args:
        steps: Fitted steps.
        given: The type of what they are applied to.
    """
    found = []
    for index, step in enumerate(steps):
        if not step.keeps(given):
            found.append(step)
            try:
                given = step.output_type(given)
            except StepTypeError:  # What the steps after it get is not known.
                return (*found, *steps[index + 1 :])
    return tuple(found)


def filled_sources(steps: Sequence[Step], columns: Columns) -> frozenset[int]:
    """Return the indices of the raw columns whose missing values fitted steps fill.

    Args:
        steps: Fitted steps.
        columns: The columns of the raw rows.
    """
    found: set[int] = set()
    for step in steps:
        sources = (columns[index].source for index in step.filled(range(len(columns))))
        found.update(source for source in sources if source is not None)
        after = step.columns_after(columns)
        if after is None:
            break
        columns = after
    return frozenset(found)
