"""Training pictures changed at random in the input pipeline, beside the training."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from models.core.arrays import Array, Ports
from models.preparing.augmentation.draws import draw_changes
from models.preparing.augmentation.values import IMAGE_AXES, Values
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
    def of(cls, augmentation: Augmentation, seed: int, images: Array) -> "Augmenter":
        """Return one for training pictures, array of shape (n, height, width, channels)."""
        height, width, channels = images.shape[1:]
        return cls(augmentation, seed, (height, width, channels), Values.of(images))

    def draw(self, rounds: Array, indices: Array) -> tuple[Array, Array]:
        """Draw what is done to the pictures of a batch; see `draw_changes`."""
        changes = draw_changes(self.augmentation, self.seed, rounds, indices, self.shape[:2])
        return changes.moves, changes.lifts

    def change(self, images: tf.Tensor, moves: tf.Tensor, lifts: tf.Tensor) -> tf.Tensor:
        """Change a batch of pictures; float32, of the same shape."""
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
    """Changes the images among the inputs of a network; those of a sample that enters at several inputs are changed alike.

    Args:
        by_index: What changes the images of an input, by its index among the inputs.
    """

    def __init__(self, by_index: Mapping[int, Augmenter]) -> None:
        self._by_index = dict(by_index)
        self.signature = len(self._by_index) * Augmenter.SIGNATURE

    @classmethod
    def of(cls, augmentation: Augmentation, seed: int, x: Ports) -> "InputAugmenters":
        """Return one for training samples by port; inputs that are no images stay as they are."""
        return cls({index: Augmenter.of(augmentation, seed, array) for index, array in enumerate(x.values()) if array.ndim == IMAGE_AXES})

    def draw(self, rounds: Array, indices: Array) -> tuple[Array, ...]:
        """Draw what is done to the images of a batch, input by input; see `draw_changes`."""
        return tuple(drawn for augmenter in self._by_index.values() for drawn in augmenter.draw(rounds, indices))

    def change(self, x: Any, *drawn: tf.Tensor) -> Any:
        """Change a batch: the tensor of the one input, or a tuple with one for each."""
        tensors = list(x) if isinstance(x, tuple) else [x]
        for number, (index, augmenter) in enumerate(self._by_index.items()):
            tensors[index] = augmenter.change(tensors[index], *drawn[2 * number : 2 * number + 2])
        return tuple(tensors) if isinstance(x, tuple) else tensors[0]


class AugmentedBatches(TrainingBatches):
    """The training part, each picture otherwise in each round.

    Args:
        x: Inputs, as for `TrainingBatches`; images have the shape (n_samples, height, width, channels).
        y: Targets, as for `TrainingBatches`.
        batch_size: Samples in a batch; the last one may be smaller.
        augmenters: Change the images.
        seed: Seed of the job.
        shuffle: Whether the order is drawn.
        n_samples: Samples in an epoch; all of them when left out.
    """

    def __init__(
        self, x: Fed, y: Fed, batch_size: int, augmenters: InputAugmenters, *, seed: int, shuffle: bool, n_samples: int | None = None
    ) -> None:
        self._augmenters = augmenters
        super().__init__(x, y, batch_size, seed=seed, shuffle=shuffle, n_samples=n_samples)

    def _dataset(self, x: Fed, y: Fed) -> tf.data.Dataset:
        inputs, targets = tf.nest.map_structure(tf.constant, x), None if y is x else tf.nest.map_structure(tf.constant, y)

        def taken(rows: tf.Tensor, *drawn: tf.Tensor) -> tuple[Any, Any]:
            changed = self._augmenters.change(_rows(inputs, rows), *drawn)
            return changed, changed if targets is None else _rows(targets, rows)

        drawn = tf.data.Dataset.from_generator(self._drawn, output_signature=(tf.TensorSpec((None,), tf.int64), *self._augmenters.signature))
        batches = drawn.map(taken, num_parallel_calls=tf.data.AUTOTUNE, deterministic=True)
        return batches.apply(tf.data.experimental.assert_cardinality(self.steps)).prefetch(tf.data.AUTOTUNE)

    def _drawn(self) -> Iterator[tuple[Array, ...]]:
        rows, rounds = self._course.rows(self.epoch), self._course.rounds(self.epoch)
        for at in range(0, self.n_samples, self._batch_size):
            batch = slice(at, at + self._batch_size)
            yield rows[batch], *self._augmenters.draw(rounds[batch], rows[batch])


def _rows(tensors: Any, rows: tf.Tensor) -> Any:
    return tf.nest.map_structure(lambda tensor: tf.gather(tensor, rows), tensors)
