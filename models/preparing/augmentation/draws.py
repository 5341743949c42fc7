"""The random changes of training images, each determined by (seed, round, index)."""

from dataclasses import dataclass

import numpy as np

from models.core.arrays import Array
from models.core.deferred_rows import Samples, in_memory
from models.specs.augmentation import Augmentation

#: Numbers drawn for one image: angle, two shifts, zoom, shear, two flips, brightness.
_NUMBERS = 8
#: Bits by which index and round of an image are shifted in the counter.
_INDEX_BITS, _ROUND_BITS = 4, 40
#: Increment and multipliers of SplitMix64.
_GAMMA, _FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
#: Axes of an array of images: samples, height, width, channels.
IMAGE_AXES = 4
#: Images measured, the first of the training part.
LOOKED_AT = 100


@dataclass(frozen=True)
class Changes:
    """The changes of each of n_images images.

    Args:
        moves: float32 array of shape (n_images, 8): projective transforms from a pixel of the changed image to the position its value is read
            from, (a0, a1, a2, b0, b1, b2, 0, 0) for x = a0 x' + a1 y' + a2 and y = b0 x' + b1 y' + b2.
        lifts: float32 array of shape (n_images,): added brightness, as shares of the range of values.
    """

    moves: Array
    lifts: Array


@dataclass(frozen=True)
class Turn:
    """Geometric changes; numbers, or arrays with one for each image.

    Args:
        degrees: Angle of rotation, counter-clockwise.
        right: Pixels of the shift to the right.
        down: Pixels of the shift down.
        zoom: Factor of the size.
        shear: Angle that vertical lines are slanted by, in degrees.
        mirror: -1 to swap left and right, else 1.
        upend: -1 to swap top and bottom, else 1.
    """

    degrees: Array | float = 0.0
    right: Array | float = 0.0
    down: Array | float = 0.0
    zoom: Array | float = 1.0
    shear: Array | float = 0.0
    mirror: Array | float = 1.0
    upend: Array | float = 1.0

    def moves(self, height: int, width: int) -> Array:
        """Return the combined transform about the middle of an image, in the form of `Changes.moves`.

        Flip, zoom, shear, rotation and shift are multiplied first, so pixels are interpolated once.
        """
        cos, sin, slant = np.cos(np.radians(self.degrees)), np.sin(np.radians(self.degrees)), np.tan(np.radians(self.shear))
        a0, a1 = (cos - slant * sin) * self.mirror / self.zoom, (-sin - slant * cos) * self.mirror / self.zoom
        b0, b1 = sin * self.upend / self.zoom, cos * self.upend / self.zoom
        x, y = (width - 1) / 2, (height - 1) / 2
        a2, b2 = x - a0 * (x + self.right) - a1 * (y + self.down), y - b0 * (x + self.right) - b1 * (y + self.down)
        return np.stack(np.broadcast_arrays(a0, a1, a2, b0, b1, b2, 0.0, 0.0), axis=-1).astype(np.float32)


def draw_changes(augmentation: Augmentation, seed: int, rounds: Array, indices: Array, size: tuple[int, int]) -> Changes:
    """Draw the changes of some images; arguments as of `draw_turns`."""
    turn, lifts = draw_turns(augmentation, seed, rounds, indices, size)
    return Changes(turn.moves(*size), lifts)


def draw_turns(augmentation: Augmentation, seed: int, rounds: Array, indices: Array, size: tuple[int, int]) -> tuple[Turn, Array]:
    """Draw the geometric changes of some images, and the lifts of their brightness.

    Args:
        augmentation: The ranges of changes.
        seed: Seed of the job, used where the augmentation has none.
        rounds: Number of earlier rounds through all images, int64 array of shape (n_images,).
        indices: Index of each image in the training part (or in its epoch, of a stream), int64 array of shape (n_images,).
        size: Height and width of the images, in pixels.
    """
    drawn = _uniform(seed if augmentation.seed is None else augmentation.seed, rounds, indices)
    either = 2 * drawn - 1
    height, width = size
    turn = Turn(
        degrees=augmentation.rotation * either[:, 0],
        right=augmentation.width_shift * width * either[:, 1],
        down=augmentation.height_shift * height * either[:, 2],
        zoom=1 + augmentation.zoom * either[:, 3],
        shear=augmentation.shear * either[:, 4],
        mirror=np.where(augmentation.horizontal_flip & (drawn[:, 5] < 0.5), -1.0, 1.0),
        upend=np.where(augmentation.vertical_flip & (drawn[:, 6] < 0.5), -1.0, 1.0),
    )
    return turn, (augmentation.brightness * either[:, 7]).astype(np.float32)


def _uniform(seed: int, rounds: Array, indices: Array) -> Array:
    """Return float64 numbers from 0 to 1, of shape (n_images, _NUMBERS).

    SplitMix64 computes its number k from the seed and k, so the numbers of an image do not need those before. Source: Steele, Lea and Flood,
    "Fast splittable pseudorandom number generators", OOPSLA 2014.
    """
    begin = np.random.SeedSequence(seed).generate_state(1, np.uint64)
    counters = (rounds.astype(np.uint64) << np.uint64(_ROUND_BITS)) + (indices.astype(np.uint64) << np.uint64(_INDEX_BITS))
    state = begin + (counters[:, None] + np.arange(1, _NUMBERS + 1, dtype=np.uint64)) * _GAMMA
    state = (state ^ (state >> np.uint64(30))) * _FIRST
    state = (state ^ (state >> np.uint64(27))) * _SECOND
    mixed: Array = ((state ^ (state >> np.uint64(31))) >> np.uint64(11)) * 2.0**-53
    return mixed


@dataclass(frozen=True)
class Values:
    """Least and greatest prepared value of the first training images."""

    low: float
    high: float

    @classmethod
    def of(cls, images: Samples) -> "Values":
        """Measure prepared training images of shape (n_images, height, width, channels)."""
        looked_at = in_memory(images[:LOOKED_AT])
        return cls(float(looked_at.min()), float(looked_at.max()))

    @property
    def span(self) -> float:
        """Return the difference of the two."""
        return self.high - self.low

    def fill(self, augmentation: Augmentation) -> float:
        """Return the value of pixels beyond the edges with fill_mode constant."""
        return self.low if augmentation.fill_value is None else augmentation.fill_value
