"""Recurrent models run one step at a time, their state in the caller's hands: a symbol or a value costs one step, not a window.

state = steps.initial()
y, state = steps.step(x, state)
"""

from pathlib import Path
from typing import Protocol

import numpy as np

from models.core.arrays import Array
from models.serving.runtimes.onnx import open_session

#: What a model remembers between steps: an array of shape (n_series, units) for each state of each recurrent layer, in order.
#: Never changed in place, so that an earlier state can be gone back to.
State = tuple[Array, ...]


class Steps(Protocol):
    """A recurrent model, step by step. Any number of series go beside each other, each with a state of its own."""

    def initial(self, n_series: int = 1) -> State:
        """Return the state before the first step: zeros."""

    def step(self, x: Array, state: State) -> tuple[Array, State]:
        """Go one step.

        Args:
            x: One prepared step of each series: array of shape (n_series,) of ids, or (n_series, n_features).
            state: What the step before gave, or `initial`.

        Returns:
            What the model gives behind this step, float32 array of shape (n_series, ...); and the new state.
        """


class OnnxSteps:
    """The compiled step form, run by ONNX Runtime on one thread; sessions hold no state, so threads may share it.

    Args:
        path: The ONNX file. Its inputs are one step and the states, its outputs the model's output and the new states.

    Raises:
        CompileError: ONNX Runtime does not load it.
    """

    def __init__(self, path: Path) -> None:
        self._session = open_session(path, what="step form")
        first, *states = self._session.get_inputs()
        self._input, self._states = first.name, [state.name for state in states]
        self._sizes = [int(state.shape[-1]) for state in states]

    def initial(self, n_series: int = 1) -> State:
        return zeros(n_series, self._sizes)

    def step(self, x: Array, state: State) -> tuple[Array, State]:
        given = dict(zip(self._states, state, strict=True))
        given[self._input] = np.asarray(x, np.float32)[:, None]
        y, *states = self._session.run(None, given)
        return without_time(y, x), tuple(states)


def zeros(n_series: int, sizes: list[int]) -> State:
    """Return a state of zeros, an array of shape (n_series, size) for each size."""
    return tuple(np.zeros((n_series, size), np.float32) for size in sizes)


def run_windows(steps: Steps, windows: Array) -> Array:
    """Run windows through a step form, all from the first state, one beside the other.

    Args:
        steps: The step form.
        windows: Prepared windows, array of shape (n_windows, size, ...).

    Returns:
        What it gives behind each step, array of shape (n_windows, size, ...).
    """
    state, outputs = steps.initial(len(windows)), []
    for index in range(windows.shape[1]):
        y, state = steps.step(windows[:, index], state)
        outputs.append(y)
    return np.stack(outputs, axis=1)


def without_time(y: Array, x: Array) -> Array:
    """Drop the axis of the one step, which models that give an output for every step have."""
    y = np.asarray(y)
    return y[:, 0] if y.ndim > 2 else y
