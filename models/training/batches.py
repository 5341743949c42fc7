"""Training samples in batches; the order of each epoch is determined by (seed, epoch)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol
from weakref import WeakMethod

import numpy as np
import tensorflow as tf

from models.core.arrays import Array
from models.core.deferred_rows import DeferredRows, Samples
from models.training.deferred_batches import DeferredReader

#: Data for a network: samples, or those of each input (or output).
Fed = Samples | tuple[Samples, ...]
#: Returns rows of samples by index, inside TensorFlow.
Gather = Callable[[tf.Tensor], tf.Tensor]


@dataclass(frozen=True)
class Schedule:
    """Rounds through all samples, each in its own order, split into epochs.

    An epoch starts where the previous one ended; if it is as long as the training part, it is one round.

    Args:
        n_samples: Samples in the training part.
        per_epoch: Samples in an epoch.
        seed: Seed of the job.
        shuffle: Whether the order of a round is drawn from (seed, round); otherwise it is that of the samples.
    """

    n_samples: int
    per_epoch: int
    seed: int
    shuffle: bool

    def rows(self, epoch: int) -> Array:
        """Return the sample indices of an epoch (from 0), in order: int64 array of shape (per_epoch,)."""
        return np.concatenate([rows for _, rows in self._pieces(epoch)])

    def rounds(self, epoch: int) -> Array:
        """Return the round (from 0) of each sample of an epoch: int64 array of shape (per_epoch,)."""
        return np.concatenate([np.full(len(rows), number, np.int64) for number, rows in self._pieces(epoch)])

    def _pieces(self, epoch: int) -> Iterator[tuple[int, Array]]:
        start, end = epoch * self.per_epoch, (epoch + 1) * self.per_epoch
        for number in range(start // self.n_samples, -(-end // self.n_samples)):
            begun = number * self.n_samples
            yield number, self._round(number)[max(0, start - begun) : end - begun]

    def _round(self, number: int) -> Array:
        return epoch_order(self.seed, number, self.n_samples) if self.shuffle else np.arange(self.n_samples)


class Batches(Protocol):
    """Source of the batches of a fit.

    Attributes:
        epoch: Index, from 0, of the epoch that the next pass over `dataset` yields.
        steps: Batches in an epoch.
        n_samples: Samples in an epoch.
        dataset: Pairs of inputs and targets; one pass is one epoch.
        gathers: What reads the samples of each input and output; empty for generated samples.
    """

    epoch: int
    steps: int
    n_samples: int
    dataset: tf.data.Dataset

    @property
    def gathers(self) -> list[Gather]: ...

    def dataset_from(self, first: int) -> tf.data.Dataset:
        """Return a data set whose passes begin with a later batch of the epoch, for one that another process has begun.

        Args:
            first: Index of the batch, from 0.
        """


class TrainingBatches:
    """The training part as a `tf.data` data set, in the order of the current epoch.

    After seeding, Keras' `shuffle=True` uses one order in all epochs. Here the order of an epoch is computed from its index, so
    that a resumed fit is exact.

    Args:
        x: Inputs, array of shape (n_samples, ...); a tuple of them for a network of several inputs.
        y: Targets, array of shape (n_samples, ...); a tuple of them for a network of several outputs. If it is `x` itself,
            it is not copied.
        batch_size: Samples in a batch; the last one may be smaller.
        seed: Seed of the job.
        shuffle: Whether the order is random; otherwise it is that of the arrays.
        n_samples: Samples in an epoch, which starts where the previous one ended; all samples when left out.
    """

    def __init__(self, x: Fed, y: Fed, batch_size: int, *, seed: int, shuffle: bool, n_samples: int | None = None) -> None:
        self.epoch = 0
        n_rows = len(x[0] if isinstance(x, tuple) else x)
        self.n_samples, self._batch_size = n_samples or n_rows, batch_size
        self.steps = n_batches(self.n_samples, batch_size)
        self._schedule = Schedule(n_rows, self.n_samples, seed, shuffle)
        self._take_in(x, y)
        self.dataset = self.dataset_from(0)

    def _take_in(self, x: Fed, y: Fed) -> None:
        """Hand the samples to TensorFlow, once for all data sets; those outside of memory stay there."""
        self._inputs = tf.nest.map_structure(gatherer, x)
        self._targets = None if y is x else tf.nest.map_structure(gatherer, y)

    @property
    def gathers(self) -> list[Gather]:
        """Return what reads the samples of each input and output."""
        found: list[Gather] = tf.nest.flatten((self._inputs, () if self._targets is None else self._targets))
        return found

    @property
    def n_ahead(self) -> int:
        """Return how many batches are prepared ahead: few large ones, of samples outside of memory."""
        limits = [gather.n_ahead(self._batch_size) for gather in self.gathers if isinstance(gather, DeferredReader)]
        return min(limits, default=tf.data.AUTOTUNE)

    def dataset_from(self, first: int) -> tf.data.Dataset:
        """Return a data set whose passes begin with a later batch of the epoch; see `Batches`."""
        n_rows = self.n_samples - first * self._batch_size
        orders = generated(self._orders, first, tf.TensorSpec((n_rows,), tf.int64))
        rows = orders.flat_map(_as_it_is(partial(self._split, n_rows)))
        return in_full(mapped(rows, self._gathered, self.n_ahead), self.steps - first, self.n_ahead)

    def _gathered(self, rows: tf.Tensor) -> tuple[Any, Any]:
        inputs = gathered(self._inputs, rows)
        return inputs, inputs if self._targets is None else gathered(self._targets, rows)

    def _split(self, n_rows: int, order: tf.Tensor) -> tf.data.Dataset:
        """Split the order of an epoch into the row indices of its batches."""
        whole = n_rows // self._batch_size
        at = whole * self._batch_size
        rows = tf.data.Dataset.from_tensor_slices(tf.reshape(order[:at], (whole, self._batch_size)))
        return rows if at == n_rows else rows.concatenate(tf.data.Dataset.from_tensors(order[at:]))

    def _orders(self, first: int) -> Iterator[Array]:
        yield self._schedule.rows(self.epoch)[first * self._batch_size :]


def generated(elements: Callable[[int], Iterator[Any]], first: int, signature: Any) -> tf.data.Dataset:
    """Return a data set of what a method of batches yields.

    TensorFlow keeps each generator until the process ends, and with it all that it refers to: the samples of every trial of a search. So it gets
    a weak reference; the batches are there as long as data sets of theirs are.

    Args:
        elements: The method.
        first: Its argument: index of the batch to begin with.
        signature: Types of what it yields.
    """
    method = WeakMethod(elements)

    def generator() -> Iterator[Any]:
        found = method()
        if found is None:
            raise RuntimeError("expected batches that are there, got a data set without them")
        return found(first)

    return tf.data.Dataset.from_generator(generator, output_signature=signature)


def mapped(data: tf.data.Dataset, function: Callable[..., Any], n_ahead: int = tf.data.AUTOTUNE) -> tf.data.Dataset:
    """Apply a function of tensors to every element, several at a time, in order."""
    return data.map(_as_it_is(function), num_parallel_calls=n_ahead, deterministic=True)


def _as_it_is(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that TensorFlow traces as it is: translating one first (AutoGraph), which ours do not need, takes longer than tracing it."""
    unchanged: Callable[..., Any] = tf.autograph.experimental.do_not_convert(function)
    return unchanged


def in_full(batches: tf.data.Dataset, n_batches: int, n_ahead: int = tf.data.AUTOTUNE) -> tf.data.Dataset:
    """Return batches whose number is known to Keras, prepared while others are trained on."""
    return batches.apply(tf.data.experimental.assert_cardinality(n_batches)).prefetch(n_ahead)


def gathered(gathers: Any, rows: tf.Tensor) -> Any:
    """Return the rows of every input, or output."""
    return tf.nest.map_structure(lambda gather: gather(rows), gathers)


def n_batches(n_samples: int, batch_size: int) -> int:
    """Return the number of batches in an epoch."""
    return -(-n_samples // batch_size)


def gatherer(x: Samples) -> Gather:
    """Return a function that gathers rows by index, inside TensorFlow.

    For windows that overlap in memory, only the series is stored: the windows of a text of two million letters would take
    hundreds of megabytes.

    Args:
        x: Samples of shape (n_samples, ...).
    """
    if isinstance(x, DeferredRows):
        return DeferredReader(x)
    if not _overlaps(x):
        whole = tf.constant(x)
        return lambda rows: tf.gather(whole, rows)
    stride, size = x.strides[0] // x.strides[1], x.shape[1]
    series = tf.constant(np.lib.stride_tricks.as_strided(x, ((len(x) - 1) * stride + size, *x.shape[2:]), x.strides[1:], writeable=False))
    steps = tf.range(size, dtype=tf.int64)
    return lambda rows: tf.gather(series, rows[:, None] * stride + steps)


def _overlaps(x: Array) -> bool:
    """Return whether rows are overlapping windows over a series."""
    if x.ndim < 2 or len(x) < 2 or x.strides[1] <= 0:
        return False
    return x.strides[0] % x.strides[1] == 0 and 0 < x.strides[0] < x.shape[1] * x.strides[1]


def epoch_order(seed: int, epoch: int, n_samples: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the order of the samples in one epoch, which depends only on (seed, epoch).

    Args:
        seed: Seed of the job.
        epoch: Index of the epoch, from 0.
        n_samples: Samples in the training part.

    Returns:
        int64 array of shape (n_samples,), a permutation.
    """
    return np.random.default_rng([seed, epoch]).permutation(n_samples)
