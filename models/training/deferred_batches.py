"""Rows of samples outside of memory, read on threads of the input pipeline."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import tensorflow as tf

from models.core.arrays import Array
from models.core.deferred_rows import DeferredRows

#: Largest size of the batches that are prepared ahead, together, in bytes; and their most and least number.
AHEAD_BYTES, MOST_AHEAD, LEAST_AHEAD = 128 * 1024 * 1024, 8, 2


class DeferredReader:
    """Reads rows by index, inside TensorFlow; Pillow decodes images on several threads at once.

    Args:
        samples: The samples.

    Attributes:
        failure: The error of a step, of which TensorFlow keeps the text only; None without one.
    """

    def __init__(self, samples: DeferredRows) -> None:
        self._samples = samples
        self.failure: Exception | None = None

    def __call__(self, rows: tf.Tensor) -> tf.Tensor:
        found = tf.numpy_function(self._read, [rows], self._samples.dtype)
        return tf.ensure_shape(found, (None, *self._samples.shape[1:]))

    def n_ahead(self, batch_size: int) -> int:
        """Return how many batches are prepared ahead."""
        return max(LEAST_AHEAD, min(MOST_AHEAD, AHEAD_BYTES // (batch_size * self._samples.sample_bytes)))

    def _read(self, rows: Array) -> Array:
        try:
            return self._samples.read(rows)
        except Exception as error:
            self.failure = error
            raise


@contextmanager
def own_errors(gathers: list[Callable[[tf.Tensor], tf.Tensor]]) -> Iterator[None]:
    """Raise the error of a step as it is, where TensorFlow raises one of its own for it.

    Args:
        gathers: What reads the rows.
    """
    try:
        yield
    except tf.errors.OpError as error:
        failures = [gather.failure for gather in gathers if isinstance(gather, DeferredReader) and gather.failure is not None]
        raise (failures[0] if failures else error) from error
