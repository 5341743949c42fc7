"""Training samples in batches, a new order in each epoch that (seed, epoch) decides."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Protocol

import tensorflow as tf

from models.core.arrays import Array
from models.training.course import Course
from models.training.gather import gatherer

#: What a network is fed: an array, or one for each of its inputs (or outputs).
Fed = Array | tuple[Array, ...]


class Batches(Protocol):
    """What a fit takes its batches from.

    Attributes:
        epoch: Number, from 0, of the epoch that the next pass over `dataset` gives.
        steps: Batches in an epoch.
        n_samples: Samples in an epoch.
        dataset: Pairs of inputs and targets; one pass is one epoch.
    """

    epoch: int
    steps: int
    n_samples: int
    dataset: tf.data.Dataset


class TrainingBatches:
    """The training part as a `tf.data` data set, in the order of whatever epoch is set.

    Keras' own `shuffle=True` repeats one order in all epochs after seeding; this does not, and an epoch's order can be
    made again from its number, which is what makes a resumed fit exact.

    Args:
        x: Inputs, array of shape (n_samples, ...); a tuple of them for a network of several inputs.
        y: Targets, array of shape (n_samples, ...); a tuple of them for a network of several outputs. The array of the inputs itself,
            where they are learned, is not copied again.
        batch_size: Samples in a batch; the last one may be smaller.
        seed: Seed of the job.
        shuffle: Whether the order is drawn; otherwise it is that of the arrays.
        n_samples: Samples in an epoch, which goes on where the one before it ended; all of them when left out.
    """

    def __init__(self, x: Fed, y: Fed, batch_size: int, *, seed: int, shuffle: bool, n_samples: int | None = None) -> None:
        self.epoch = 0
        n_rows = len(x[0] if isinstance(x, tuple) else x)
        self.n_samples, self._batch_size = n_samples or n_rows, batch_size
        self.steps = n_batches(self.n_samples, batch_size)
        self._course = Course(n_rows, self.n_samples, seed, shuffle)
        self.dataset = self._dataset(x, y)

    def _dataset(self, x: Fed, y: Fed) -> tf.data.Dataset:
        inputs = tf.nest.map_structure(gatherer, x)
        pairs = inputs, inputs if y is x else tf.nest.map_structure(gatherer, y)
        orders = tf.data.Dataset.from_generator(self._orders, output_signature=tf.TensorSpec((self.n_samples,), tf.int64))
        rows = orders.flat_map(self._cut)
        batches = rows.map(partial(_gathered, pairs), num_parallel_calls=tf.data.AUTOTUNE, deterministic=True)
        return batches.apply(tf.data.experimental.assert_cardinality(self.steps)).prefetch(tf.data.AUTOTUNE)

    def _cut(self, order: tf.Tensor) -> tf.data.Dataset:
        """Cut the order of an epoch into the row numbers of its batches."""
        whole = self.n_samples // self._batch_size
        at = whole * self._batch_size
        rows = tf.data.Dataset.from_tensor_slices(tf.reshape(order[:at], (whole, self._batch_size)))
        return rows if at == self.n_samples else rows.concatenate(tf.data.Dataset.from_tensors(order[at:]))

    def _orders(self) -> Iterator[Array]:
        yield self._course.rows(self.epoch)


def _gathered(pairs: Any, rows: tf.Tensor) -> Any:
    """Return the rows of every array."""
    return tf.nest.map_structure(lambda gather: gather(rows), pairs)


def n_batches(n_samples: int, batch_size: int) -> int:
    """Return how many batches an epoch has."""
    return -(-n_samples // batch_size)
