"""Rows of an array for a batch, picked inside TensorFlow."""

from collections.abc import Callable

import numpy as np
import tensorflow as tf

from models.core.arrays import Array


def gatherer(x: Array) -> Callable[[tf.Tensor], tf.Tensor]:
    """Return what picks rows of an array by their numbers.

    Of windows that overlap in memory the series alone is kept: a text of two million letters would make windows of
    hundreds of megabytes.

    Args:
        x: Array of shape (n_rows, ...), samples first.
    """
    if not _overlaps(x):
        whole = tf.constant(x)
        return lambda rows: tf.gather(whole, rows)
    stride, size = x.strides[0] // x.strides[1], x.shape[1]
    series = tf.constant(np.lib.stride_tricks.as_strided(x, ((len(x) - 1) * stride + size, *x.shape[2:]), x.strides[1:], writeable=False))
    steps = tf.range(size, dtype=tf.int64)
    return lambda rows: tf.gather(series, rows[:, None] * stride + steps)


def _overlaps(x: Array) -> bool:
    """Tell whether rows are windows over a series of which each begins before the one before it has ended."""
    if x.ndim < 2 or len(x) < 2 or x.strides[1] <= 0:
        return False
    return x.strides[0] % x.strides[1] == 0 and 0 < x.strides[0] < x.shape[1] * x.strides[1]
