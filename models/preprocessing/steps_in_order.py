"""Fit, apply and invert steps in order: over samples in memory or outside of it, and over series."""

from collections.abc import Callable, Mapping, Sequence
from math import prod
from types import MappingProxyType

import numpy as np

from models.core.arrays import Array
from models.core.deferred_rows import DeferredRows, SamplePorts, Samples, in_memory
from models.preprocessing.row_columns import Columns
from models.preprocessing.step import Step
from models.preprocessing.window import Window

#: Number of steps of each series in an array of concatenated series; None for one series, or for samples.
Lengths = Sequence[int] | None
#: Steps in order, by the name of an input or output.
StepsByPort = Mapping[str, Sequence[Step]]
#: Columns of rows, by the name of an input or output; None where they are not known.
ColumnsByPort = Mapping[str, Columns | None]
#: Nothing is known of the columns.
NO_COLUMNS: ColumnsByPort = MappingProxyType({})


def all_fitted(steps: StepsByPort, y: SamplePorts, columns: ColumnsByPort) -> tuple[dict[str, tuple[Step, ...]], SamplePorts]:
    """Fit the steps over the targets of every output; return the fitted steps and their output."""
    found = {name: _fitted(steps[name], array, columns.get(name)) for name, array in y.items()}
    return {name: fitted for name, (fitted, _) in found.items()}, {name: array for name, (_, array) in found.items()}


def _fitted(steps: Sequence[Step], y: Samples, columns: Columns | None) -> tuple[tuple[Step, ...], Samples]:
    fitted = []
    for step in steps:
        step = fit_step(step.placed(columns), y)
        columns = None if columns is None else step.columns_after(columns)
        y = change(step, y)
        fitted.append(step)
    return tuple(fitted), y


def fit_step(step: Step, x: Samples) -> Step:
    """Return a step fitted to samples; those outside of memory are read in pieces."""
    if not isinstance(x, DeferredRows):
        return step.fit(x)
    return step.fit_in_pieces(x.pieces) if step.learns_values() else step.fit(in_memory(x[:1]))


def change(step: Step, x: Samples) -> Samples:
    """Apply a step now, or when the samples are read."""
    return x.changed(step.apply) if isinstance(x, DeferredRows) else step.apply(x)


def change_all(steps: Sequence[Step], x: Samples) -> Samples:
    """Apply fitted steps in order, now or when the samples are read."""
    for step in steps:
        x = change(step, x)
    return x


def apply_all(steps: Sequence[Step], x: Array) -> Array:
    """Apply fitted steps in order."""
    for step in steps:
        x = step.apply(x)
    return x


def undo_all(steps: Sequence[Step], y: Array) -> Array:
    """Invert fitted steps, the last one first."""
    for step in reversed(steps):
        y = step.invert(y)
    return y


def by_step(carry_out: Callable[[Sequence[Step], Array], Array], steps: Sequence[Step], y: Array, n_axes: int) -> Array:
    """Apply or invert steps over a series on pieces of it, whose first `n_axes` axes count samples and their steps."""
    counts = y.shape[:n_axes]
    y = carry_out(steps, y.reshape(prod(counts), *y.shape[n_axes:]))
    return y.reshape(*counts, *y.shape[1:])


def advance(step: Step, x: Samples, y: SamplePorts | None, outputs: Sequence[str], lengths: Lengths) -> tuple[Samples, SamplePorts | None]:
    """Apply a step; a window step also makes or cuts the targets of the one output."""
    if not isinstance(step, Window):
        return _applied_to_each(step, in_memory(x), lengths) if step.follows_series else change(step, x), y
    (output,) = outputs
    windows, targets = _cut(step, in_memory(x), None if y is None else in_memory(y[output]), lengths)
    return windows, {output: targets}


def each_series(x: Array, lengths: Lengths) -> list[Array]:
    """Return the series of an array with one after the other."""
    return np.split(x, np.cumsum(lengths)[:-1]) if lengths else [x]


def _applied_to_each(step: Step, x: Array, lengths: Lengths) -> Array:
    return np.concatenate([step.apply(series) for series in each_series(x, lengths)])


def _cut(window: Window, x: Array, y: Array | None, lengths: Lengths) -> tuple[Array, Array]:
    """Cut each series separately, so that no window spans two series."""
    if lengths is None:
        return window.split(x, y)
    indices = [slice(end - length, end) for length, end in zip(lengths, np.cumsum(lengths).tolist(), strict=True)]
    # Of series that are cut at gaps, pieces may be too short; the check has refused series that are, and parts without any window.
    whole = [index for index, length in zip(indices, lengths, strict=True) if window.n_windows(length)] or indices
    cut = [window.split(x[index], None if y is None else y[index]) for index in whole]
    windows, targets = zip(*cut, strict=True)
    return np.concatenate(windows), np.concatenate(targets)
