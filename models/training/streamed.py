"""Batches of training samples that are made while training runs."""

from collections.abc import Iterator

import numpy as np
import tensorflow as tf

from models.core.arrays import Array
from models.datasets import Stream
from models.preparing.parts import Parts
from models.training.augmented import Augmenter
from models.training.batches import n_batches


class StreamedBatches:
    """Fresh samples in every epoch, decided by (seed, epoch, place): made and preprocessed on a thread of the input pipeline.

    Args:
        stream: Where raw samples come from.
        parts: The preprocessing, fitted, and a first part of samples as it gives them.
        batch_size: Samples in a batch; the last one may be smaller.
        n_samples: Samples in an epoch.
        augmenter: Changes them at random; None to leave them as they are.
    """

    def __init__(self, stream: Stream, parts: Parts, batch_size: int, n_samples: int, augmenter: Augmenter | None = None) -> None:
        self.epoch = 0
        self.steps, self.n_samples = n_batches(n_samples, batch_size), n_samples
        self._stream, self._parts, self._batch_size, self._augmenter = stream, parts, batch_size, augmenter
        self.dataset = self._dataset()

    def _dataset(self) -> tf.data.Dataset:
        train = self._parts.train
        kinds = tuple(tf.TensorSpec((None, *array.shape[1:]), array.dtype) for array in (train.x, train.y))
        drawn = () if self._augmenter is None else Augmenter.SIGNATURE
        batches = tf.data.Dataset.from_generator(self._pieces, output_signature=(*kinds, *drawn))
        if self._augmenter is not None:
            change = self._augmenter.change
            batches = batches.map(lambda x, y, *draws: (change(x, *draws), y), num_parallel_calls=tf.data.AUTOTUNE, deterministic=True)
        return batches.apply(tf.data.experimental.assert_cardinality(self.steps)).prefetch(tf.data.AUTOTUNE)

    def _pieces(self) -> Iterator[tuple[Array, ...]]:
        epoch = self.epoch
        for first in range(0, self.n_samples, self._batch_size):
            n = min(self._batch_size, self.n_samples - first)
            x, y = self._parts.chain.pairs(*self._stream.draw(epoch, first, n))
            draws = () if self._augmenter is None else self._augmenter.draw(np.full(n, epoch), np.arange(first, first + n))
            yield x, np.empty((n, 0)) if y is None else y, *draws
