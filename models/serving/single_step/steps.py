"""Recurrent models run one step at a time, with the recurrent state held by the caller: a symbol or value costs one step, not a window.

state = steps.initial()
y, state = steps.step(x, state)
"""

from pathlib import Path
from typing import Protocol

import numpy as np

from models.core.arrays import Array
from models.serving.runtimes.onnx import open_session

#: Recurrent state: an array of shape (n_series, units) for each state of each recurrent layer, in order.
#: Never changed in place, so that callers can return to an earlier state.
State = tuple[Array, ...]


class Steps(Protocol):
    """A recurrent model, run step by step on any number of series, each with its own state."""

    def initial(self, n_series: int = 1) -> State:
        """Return the state before the first step: zeros."""

    def step(self, x: Array, state: State) -> tuple[Array, State]:
        """Run one step.

        Args:
            x: One prepared step of each series: array of shape (n_series,) of ids, or (n_series, n_features).
            state: State after the previous step, or `initial()`.

        Returns:
            Output after this step, float32 array of shape (n_series, ...); and the new state.
        """


class OnnxSteps:
    """The compiled single-step form, run by ONNX Runtime on one thread; thread-safe, since sessions hold no state.

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
        return without_time(y), tuple(states)


def zeros(n_series: int, sizes: list[int]) -> State:
    """Return a state of zeros, an array of shape (n_series, size) for each size."""
    return tuple(np.zeros((n_series, size), np.float32) for size in sizes)


def run_windows(steps: Steps, windows: Array) -> Array:
    """Run a single-step form over windows, all in parallel from the initial state.

    Args:
        steps: The single-step form.
        windows: Prepared windows, array of shape (n_windows, size, ...).

    Returns:
        Outputs after each step, array of shape (n_windows, size, ...).
    """
    state, outputs = steps.initial(len(windows)), []
    for index in range(windows.shape[1]):
        y, state = steps.step(windows[:, index], state)
        outputs.append(y)
    return np.stack(outputs, axis=1)


def without_time(y: Array) -> Array:
    """Drop the axis of the single step, of models with an output for every step."""
    y = np.asarray(y)
    return y[:, 0] if y.ndim > 2 else y
