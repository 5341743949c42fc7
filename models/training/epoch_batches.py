"""The batches of a fit: of the training part or of generated samples, augmented or not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf

from models.core.arrays import Array, as_fed
from models.core.deferred_rows import SamplePorts, Samples
from models.datasets import Stream
from models.preparing.augmentation.draws import IMAGE_AXES, Values, draw_changes
from models.preparing.prepared import Prepared
from models.specs.augmentation import Augmentation
from models.specs.training import Training
from models.training.batches import Batches, Fed, Gather, TrainingBatches, gathered, generated, in_full, mapped, n_batches


@dataclass(frozen=True)
class Augmenter:
    """Augments batches of images.

    Args:
        augmentation: The allowed changes.
        seed: Seed of the job.
        shape: Height, width and channels of an image.
        values: Value range of the training images.
    """

    #: Types of the result of `draw`: a projective transform and a brightness offset for each image.
    SIGNATURE = (tf.TensorSpec((None, 8), tf.float32), tf.TensorSpec((None,), tf.float32))

    augmentation: Augmentation
    seed: int
    shape: tuple[int, int, int]
    values: Values

    @classmethod
    def of(cls, augmentation: Augmentation, seed: int, images: Samples) -> "Augmenter":
        """Return an augmenter for training images of shape (n_samples, height, width, channels)."""
        height, width, channels = images.shape[1:]
        return cls(augmentation, seed, (height, width, channels), Values.of(images))

    def draw(self, rounds: Array, indices: Array) -> tuple[Array, Array]:
        """Draw the changes of a batch: arrays of shape (n_samples, 8) and (n_samples,); see `draw_changes`."""
        changes = draw_changes(self.augmentation, self.seed, rounds, indices, self.shape[:2])
        return changes.moves, changes.lifts

    def change(self, images: tf.Tensor, moves: tf.Tensor, lifts: tf.Tensor) -> tf.Tensor:
        """Change a batch of images; returns a float32 tensor of the same shape."""
        moved = tf.raw_ops.ImageProjectiveTransformV3(
            images=tf.cast(images, tf.float32),
            transforms=moves,
            output_shape=self.shape[:2],
            fill_value=self.values.fill(self.augmentation),
            interpolation="BILINEAR",
            fill_mode=self.augmentation.fill_mode.upper(),
        )
        moved = tf.ensure_shape(moved, (None, *self.shape))
        if not self.augmentation.brightness:
            return moved
        lifted = moved + lifts[:, tf.newaxis, tf.newaxis, tf.newaxis] * tf.constant(self.values.span, tf.float32)
        return tf.clip_by_value(lifted, self.values.low, self.values.high)


class InputAugmenters:
    """Augments the image inputs of a network; all images of a sample get the same changes.

    Args:
        by_index: Augmenter of each image input, by its index among the inputs.
    """

    def __init__(self, by_index: Mapping[int, Augmenter]) -> None:
        self._by_index = dict(by_index)
        self.signature = len(self._by_index) * Augmenter.SIGNATURE

    @classmethod
    def of(cls, augmentation: Augmentation, seed: int, x: SamplePorts) -> "InputAugmenters":
        """Return augmenters for training samples by port; other inputs are not changed."""
        return cls({index: Augmenter.of(augmentation, seed, array) for index, array in enumerate(x.values()) if array.ndim == IMAGE_AXES})

    def draw(self, rounds: Array, indices: Array) -> tuple[Array, ...]:
        """Draw the changes of a batch, input by input; see `draw_changes`."""
        return tuple(drawn for augmenter in self._by_index.values() for drawn in augmenter.draw(rounds, indices))

    def change(self, x: Any, *drawn: tf.Tensor) -> Any:
        """Change a batch: a tensor, or a tuple of one per input."""
        tensors = list(x) if isinstance(x, tuple) else [x]
        for number, (index, augmenter) in enumerate(self._by_index.items()):
            tensors[index] = augmenter.change(tensors[index], *drawn[2 * number : 2 * number + 2])
        return tuple(tensors) if isinstance(x, tuple) else tensors[0]


def batches_of(prepared: Prepared, training: Training, seed: int) -> Batches:
    """Return the batches of a fit: of the training part or of generated samples, augmented or not.

    Args:
        prepared: The data.
        training: How the network is fitted.
        seed: Seed of the job.
    """
    size, wanted, train = training.batch_size, training.samples_per_epoch, prepared.train
    augmenters = InputAugmenters.of(training.augmentation, seed, train.x) if training.augmentation else None
    if prepared.stream is not None:
        return StreamedBatches(prepared.stream, prepared, size, wanted or train.n_samples, augmenters)
    x, y = train.fed
    if augmenters is not None:
        return AugmentedBatches(x, y, size, augmenters, seed=seed, shuffle=training.shuffle, n_samples=wanted)
    return TrainingBatches(x, y, size, seed=seed, shuffle=training.shuffle, n_samples=wanted)


class StreamedBatches:
    """Batches of samples generated anew in every epoch from (seed, epoch, index), and preprocessed on a thread of the input pipeline.

    Args:
        stream: Generates raw samples.
        prepared: The fitted preprocessing, and a first part of samples for their shapes.
        batch_size: Samples in a batch; the last one may be smaller.
        n_samples: Samples in an epoch.
        augmenters: Augment the images; None for no augmentation.
    """

    def __init__(self, stream: Stream, prepared: Prepared, batch_size: int, n_samples: int, augmenters: InputAugmenters | None = None) -> None:
        self.epoch = 0
        self.steps, self.n_samples = n_batches(n_samples, batch_size), n_samples
        self._stream, self._prepared, self._batch_size, self._augmenters = stream, prepared, batch_size, augmenters
        self.dataset = self.dataset_from(0)

    @property
    def gathers(self) -> list[Gather]:
        """Return nothing: the samples are generated."""
        return []

    def dataset_from(self, first: int) -> tf.data.Dataset:
        """Return a data set whose passes begin with a later batch of the epoch; see `Batches`."""
        specs = tf.nest.map_structure(lambda array: tf.TensorSpec((None, *array.shape[1:]), array.dtype), self._prepared.train.fed)
        drawn = () if self._augmenters is None else self._augmenters.signature
        batches = generated(self._pieces, first, (*specs, *drawn))
        if self._augmenters is not None:
            change = self._augmenters.change
            batches = mapped(batches, lambda x, y, *draws: (change(x, *draws), y))
        return in_full(batches, self.steps - first)

    def _pieces(self, first: int) -> Iterator[tuple[Any, ...]]:
        epoch, chain = self.epoch, self._prepared.chain
        for at in range(first * self._batch_size, self.n_samples, self._batch_size):
            n_drawn = min(self._batch_size, self.n_samples - at)
            raw_x, raw_y = self._stream.draw(epoch, at, n_drawn)
            x, y = chain.pairs(dict.fromkeys(chain.inputs, raw_x), dict.fromkeys(chain.targets, raw_y))
            draws = () if self._augmenters is None else self._augmenters.draw(np.full(n_drawn, epoch), np.arange(at, at + n_drawn))
            yield as_fed(x), np.empty((n_drawn, 0)) if y is None else as_fed(y), *draws


class AugmentedBatches(TrainingBatches):
    """Batches of the training part, with images augmented differently in each round.

    Args:
        x: Inputs, as for `TrainingBatches`; images have the shape (n_samples, height, width, channels).
        y: Targets, as for `TrainingBatches`.
        batch_size: Samples in a batch; the last one may be smaller.
        augmenters: Augment the images.
        seed: Seed of the job.
        shuffle: Whether the order is random.
        n_samples: Samples in an epoch; all of them when left out.
    """

    def __init__(
        self, x: Fed, y: Fed, batch_size: int, augmenters: InputAugmenters, *, seed: int, shuffle: bool, n_samples: int | None = None
    ) -> None:
        self._augmenters = augmenters
        super().__init__(x, y, batch_size, seed=seed, shuffle=shuffle, n_samples=n_samples)

    def dataset_from(self, first: int) -> tf.data.Dataset:
        """Return a data set whose passes begin with a later batch of the epoch; see `Batches`."""
        signature = (tf.TensorSpec((None,), tf.int64), *self._augmenters.signature)
        drawn = generated(self._drawn, first, signature)
        return in_full(mapped(drawn, self._augmented, self.n_ahead), self.steps - first, self.n_ahead)

    def _augmented(self, rows: tf.Tensor, *drawn: tf.Tensor) -> tuple[Any, Any]:
        changed = self._augmenters.change(gathered(self._inputs, rows), *drawn)
        return changed, changed if self._targets is None else gathered(self._targets, rows)

    def _drawn(self, first: int) -> Iterator[tuple[Array, ...]]:
        rows, rounds = self._schedule.rows(self.epoch), self._schedule.rounds(self.epoch)
        for at in range(first * self._batch_size, self.n_samples, self._batch_size):
            batch = slice(at, at + self._batch_size)
            yield rows[batch], *self._augmenters.draw(rounds[batch], rows[batch])
