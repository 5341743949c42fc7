"""Training pictures changed at random in the input pipeline, beside the training."""

from collections.abc import Iterator
from dataclasses import dataclass

import tensorflow as tf

from models.core.arrays import Array
from models.preparing.augmentation.draws import draw_changes
from models.preparing.augmentation.values import Values
from models.specs.augmentation import Augmentation
from models.training.batches import Fed, TrainingBatches


@dataclass(frozen=True)
class Augmenter:
    """Changes batches of pictures.

    Args:
        augmentation: What may be done.
        seed: Seed of the job.
        shape: Height, width and channels of a picture.
        values: The range of values of the training pictures.
    """

    #: Types of what `draw` gives: a transform and a lift for each picture of a batch.
    SIGNATURE = (tf.TensorSpec((None, 8), tf.float32), tf.TensorSpec((None,), tf.float32))

    augmentation: Augmentation
    seed: int
    shape: tuple[int, int, int]
    values: Values

    @classmethod
    def of(cls, augmentation: Augmentation, seed: int, pictures: Array) -> "Augmenter":
        """Return one for training pictures, array of shape (n, height, width, channels)."""
        height, width, channels = pictures.shape[1:]
        return cls(augmentation, seed, (height, width, channels), Values.of(pictures))

    def draw(self, rounds: Array, places: Array) -> tuple[Array, Array]:
        """Draw what is done to the pictures of a batch; see `draw_changes`."""
        changes = draw_changes(self.augmentation, self.seed, rounds, places, self.shape[:2])
        return changes.moves, changes.lifts

    def change(self, pictures: tf.Tensor, moves: tf.Tensor, lifts: tf.Tensor) -> tf.Tensor:
        """Change a batch of pictures; float32, of the same shape."""
        moved = tf.raw_ops.ImageProjectiveTransformV3(
            images=tf.cast(pictures, tf.float32),
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


class AugmentedBatches(TrainingBatches):
    """The training part, each picture otherwise in each round.

    Args:
        x: Pictures, array of shape (n_samples, height, width, channels).
        y: Targets, array of shape (n_samples, ...).
        batch_size: Samples in a batch; the last one may be smaller.
        augmenter: Changes the pictures.
        seed: Seed of the job.
        shuffle: Whether the order is drawn.
        n_samples: Samples in an epoch; all of them when left out.
    """

    def __init__(self, x: Array, y: Array, batch_size: int, augmenter: Augmenter, *, seed: int, shuffle: bool, n_samples: int | None = None) -> None:
        self._augmenter = augmenter
        super().__init__(x, y, batch_size, seed=seed, shuffle=shuffle, n_samples=n_samples)

    def _dataset(self, x: Fed, y: Fed) -> tf.data.Dataset:
        inputs, targets = tf.constant(x), None if y is x else tf.constant(y)

        def taken(rows: tf.Tensor, moves: tf.Tensor, lifts: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
            changed = self._augmenter.change(tf.gather(inputs, rows), moves, lifts)
            return changed, changed if targets is None else tf.gather(targets, rows)

        drawn = tf.data.Dataset.from_generator(self._drawn, output_signature=(tf.TensorSpec((None,), tf.int64), *Augmenter.SIGNATURE))
        batches = drawn.map(taken, num_parallel_calls=tf.data.AUTOTUNE, deterministic=True)
        return batches.apply(tf.data.experimental.assert_cardinality(self.steps)).prefetch(tf.data.AUTOTUNE)

    def _drawn(self) -> Iterator[tuple[Array, Array, Array]]:
        rows, rounds = self._course.rows(self.epoch), self._course.rounds(self.epoch)
        for at in range(0, self.n_samples, self._batch_size):
            batch = slice(at, at + self._batch_size)
            yield rows[batch], *self._augmenter.draw(rounds[batch], rows[batch])
