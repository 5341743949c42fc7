"""Batches of training samples that are made while training runs."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import tensorflow as tf

from models.core.arrays import as_fed
from models.datasets import Stream
from models.preparing.prepared import Prepared
from models.training.augmented import InputAugmenters
from models.training.batches import n_batches


class StreamedBatches:
    """Fresh samples in every epoch, decided by (seed, epoch, index): made and preprocessed on a thread of the input pipeline.

    Args:
        stream: Where raw samples come from.
        prepared: The preprocessing, fitted, and a first part of samples as it gives them.
        batch_size: Samples in a batch; the last one may be smaller.
        n_samples: Samples in an epoch.
        augmenters: Change them at random; None to leave them as they are.
    """

    def __init__(self, stream: Stream, prepared: Prepared, batch_size: int, n_samples: int, augmenters: InputAugmenters | None = None) -> None:
        self.epoch = 0
        self.steps, self.n_samples = n_batches(n_samples, batch_size), n_samples
        self._stream, self._prepared, self._batch_size, self._augmenters = stream, prepared, batch_size, augmenters
        self.dataset = self._dataset()

    def _dataset(self) -> tf.data.Dataset:
        specs = tf.nest.map_structure(lambda array: tf.TensorSpec((None, *array.shape[1:]), array.dtype), self._prepared.train.fed)
        drawn = () if self._augmenters is None else self._augmenters.signature
        batches = tf.data.Dataset.from_generator(self._pieces, output_signature=(*specs, *drawn))
        if self._augmenters is not None:
            change = self._augmenters.change
            batches = batches.map(lambda x, y, *draws: (change(x, *draws), y), num_parallel_calls=tf.data.AUTOTUNE, deterministic=True)
        return batches.apply(tf.data.experimental.assert_cardinality(self.steps)).prefetch(tf.data.AUTOTUNE)

    def _pieces(self) -> Iterator[tuple[Any, ...]]:
        epoch, chain = self.epoch, self._prepared.chain
        for first in range(0, self.n_samples, self._batch_size):
            n = min(self._batch_size, self.n_samples - first)
            raw_x, raw_y = self._stream.draw(epoch, first, n)
            x, y = chain.pairs(dict.fromkeys(chain.inputs, raw_x), dict.fromkeys(chain.targets, raw_y))
            draws = () if self._augmenters is None else self._augmenters.draw(np.full(n, epoch), np.arange(first, first + n))
            yield as_fed(x), np.empty((n, 0)) if y is None else as_fed(y), *draws
