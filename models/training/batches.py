"""Training samples in batches, a new order in each epoch that (seed, epoch) decides."""

from collections.abc import Iterator

import numpy as np
import tensorflow as tf

from models.preprocessing.step import Array
from models.training.gather import gatherer
from models.training.seeds import epoch_order


class TrainingBatches:
    """The training part as a `tf.data` data set, in the order of whatever epoch is set.

    Keras' own `shuffle=True` repeats one order in all epochs after seeding; this does not, and an epoch's order can be
    made again from its number, which is what makes a resumed fit exact.

    Args:
        x: Inputs, array of shape (n_samples, ...).
        y: Targets, array of shape (n_samples, ...).
        batch_size: Samples in a batch; the last one may be smaller.
        seed: Seed of the job.
        shuffle: Whether the order is drawn; otherwise it is that of the arrays.

    Attributes:
        epoch: Number, from 0, of the epoch that the next pass over `dataset` gives.
        steps: Batches in an epoch.
        n_samples: Samples in an epoch.
    """

    def __init__(self, x: Array, y: Array, batch_size: int, *, seed: int, shuffle: bool) -> None:
        self.epoch = 0
        self.steps = n_batches(len(x), batch_size)
        self.n_samples, self._batch_size = len(x), batch_size
        self._seed, self._shuffle = seed, shuffle
        self.dataset = self._dataset(x, y)

    def _dataset(self, x: Array, y: Array) -> tf.data.Dataset:
        inputs, targets = gatherer(x), gatherer(y)
        orders = tf.data.Dataset.from_generator(self._orders, output_signature=tf.TensorSpec((self.n_samples,), tf.int64))
        rows = orders.flat_map(self._cut)
        batches = rows.map(lambda row: (inputs(row), targets(row)), num_parallel_calls=tf.data.AUTOTUNE, deterministic=True)
        return batches.apply(tf.data.experimental.assert_cardinality(self.steps)).prefetch(tf.data.AUTOTUNE)

    def _cut(self, order: tf.Tensor) -> tf.data.Dataset:
        """Cut the order of an epoch into the row numbers of its batches."""
        whole = self.n_samples // self._batch_size
        at = whole * self._batch_size
        rows = tf.data.Dataset.from_tensor_slices(tf.reshape(order[:at], (whole, self._batch_size)))
        return rows if at == self.n_samples else rows.concatenate(tf.data.Dataset.from_tensors(order[at:]))

    def _orders(self) -> Iterator[np.ndarray[tuple[int], np.dtype[np.int64]]]:
        yield epoch_order(self._seed, self.epoch, self.n_samples) if self._shuffle else np.arange(self.n_samples)


def n_batches(n_samples: int, batch_size: int) -> int:
    """Return how many batches an epoch has."""
    return -(-n_samples // batch_size)
