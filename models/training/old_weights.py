"""Weights as Keras 1 stored them, in the arrays of Keras 3."""

from collections.abc import Sequence

import numpy as np

from models.core.arrays import Array

#: Gates of a layer by the number of its arrays in Keras 1, in today's order: there, each gate had a kernel, a recurrent kernel and a bias. An
#: LSTM had the gates i, c, f, o, which are i, f, c, o today.
_GATES = {9: (0, 1, 2), 12: (0, 2, 1, 3)}
#: Arrays of a gate.
_PER_GATE = 3


def as_today(arrays: Sequence[Array], shapes: Sequence[tuple[int, ...]]) -> list[Array]:
    """Return the arrays of a layer as Keras 3 has them.

    Args:
        arrays: The arrays in the file, in order.
        shapes: Shapes of the layer's weights. Arrays that have them already, or that fit in no known way, are returned as they are.
    """
    if [array.shape for array in arrays] == list(shapes):
        return list(arrays)
    for n_arrays, gates in _GATES.items():
        for n_directions in (1, 2):
            if len(arrays) == n_arrays * n_directions and len(shapes) == _PER_GATE * n_directions:
                halves = [arrays[start : start + n_arrays] for start in range(0, len(arrays), n_arrays)]
                return [joined for half in halves for joined in _joined(half, gates)]
    return [_without_row_axis(array, shape) for array, shape in zip(arrays, shapes, strict=True)] if len(arrays) == len(shapes) else list(arrays)


def _joined(arrays: Sequence[Array], gates: Sequence[int]) -> list[Array]:
    """Join the arrays of each gate to one kernel, one recurrent kernel and one bias."""
    return [np.concatenate([arrays[_PER_GATE * gate + part] for gate in gates], axis=-1) for part in range(_PER_GATE)]


def _without_row_axis(array: Array, shape: tuple[int, ...]) -> Array:
    """Drop the second axis of the kernel of a Conv1D, which Keras 1 ran as a convolution of images one pixel wide."""
    is_kernel = len(shape) == 3 and array.shape == (shape[0], 1, *shape[1:])
    return array[:, 0] if is_kernel else array
