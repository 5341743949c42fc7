"""Images of five drawn shapes, new ones in every epoch."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description, PartName, Seed
from models.datasets.stream import Stream

#: Height and width of an image, in pixels.
SIDE = 64
#: Random numbers from which one image is drawn: its class, and up to six points of two coordinates.
NUMBERS = 16

_MIDDLE = SIDE // 2
#: Radius of the largest circle, and the range of a circle's radius as shares of it.
_RADIUS, _SHARES = 32, (0.6, 0.9)
#: Corners of the classes 1 to 4 before jitter: (x, y), x to the right and y down.
_CORNERS: tuple[tuple[tuple[int, int], ...], ...] = (
    ((32, 10), (32, 54), (10, 32), (60, 32)),
    ((15, 10), (15, 54), (33, 10), (33, 54), (51, 10), (51, 54)),
    ((10, 10), (54, 10), (10, 54), (54, 54)),
    ((10, 10), (10, 54), (54, 54), (54, 10)),
)
#: Ends of each line of the classes 1 to 4, as indices of corners; lines of one shape share the corners at which they meet.
_LINES: tuple[tuple[tuple[int, int], ...], ...] = (((0, 1), (2, 3)), ((0, 1), (2, 3), (4, 5)), ((0, 1), (1, 2), (2, 3)), ((0, 1), (1, 2), (2, 3)))
N_SHAPES = 1 + len(_CORNERS)
_WHITE = 255
#: Coordinates of the centres of pixels.
_AXIS = np.arange(SIDE, dtype=np.int64)
#: Random numbers in one block of Philox.
_BLOCK = 4
#: Images of which a plot shows some.
N_SKETCHED = 1_000
#: Spawn keys of the images that are drawn once; the key of epoch `e` is (e,).
_TEST, _TRAIN = (), (0, 0)


class Shapes(DataSet):
    """White line drawings of 64 x 64 pixels on black: 0 a circle, 1 a plus, 2 three vertical lines, 3 a Z, 4 a squared U.

    Every corner, and the centre and radius of every circle, is moved by up to `jitter` pixels, so that no two images are
    equal. A network is trained on new images in every epoch, drawn with the job's seed; everything else a job does with the
    training part (fitting preprocessing, estimators and folds) uses `n_samples` images drawn once. Lines have no grey edges,
    round ends and the same width in every direction. As in OpenCV, which the chapter's notebook draws with, a line of width 2
    covers 3 pixels: a line through the centres of pixels covers an odd number of them.
    Source: chapter Keras part 2, section on synthetic data.
    """

    source: ClassVar[str] = "shapes"
    title: ClassVar[str] = "Drawn shapes"

    n_samples: int = Field(640, ge=100, le=100_000, description="Images of the training part that are drawn once.")
    test: int = Field(640, ge=1, le=100_000, description="Images of the test part, which stay the same.")
    seed: Seed = 42
    jitter: int = Field(5, ge=0, le=10, description="Largest shift of each coordinate in pixels, positive or negative.")
    stroke: int = Field(2, ge=1, le=8, description="Width of the lines, in pixels; an even width covers one pixel more, as in OpenCV.")

    def describe(self) -> Description:
        inputs, targets = TensorType((SIDE, SIDE), "uint8"), TensorType((), "int64")
        return Description(inputs, targets, n_train=self.n_samples, n_test=self.test, labels=tuple(range(N_SHAPES)), endless=True)

    def load(self, cache: Path | None) -> Data:
        return self.first(max(self.n_samples, self.test), cache)

    def first(self, n_samples: int, cache: Path | None) -> Data:
        return Data(*self.piece("train", 0, n_samples, cache), *self.piece("test", 0, n_samples, cache))

    def sketch(self, cache: Path | None) -> Data:
        return self.first(N_SKETCHED, cache)

    def piece(self, part: PartName, first: int, end: int, cache: Path | None) -> tuple[Array, Array]:
        key, n_samples = (_TRAIN, self.n_samples) if part == "train" else (_TEST, self.test)
        numbers = _numbers(np.random.SeedSequence(self.seed, spawn_key=key), first, max(0, min(end, n_samples) - first))
        return draw_shapes(numbers, self.jitter, self.stroke)

    def stream(self, seed: int) -> Stream:
        return ShapeStream(seed, self.jitter, self.stroke)


@dataclass(frozen=True)
class ShapeStream:
    """An unlimited stream of images; each is determined by (seed, epoch, index).

    Args:
        seed: Seed of the draws.
        jitter: Largest shift of each coordinate, in pixels.
        stroke: Width of the lines, in pixels.
    """

    seed: int
    jitter: int
    stroke: int

    def draw(self, epoch: int, first: int, n_samples: int) -> tuple[Array, Array]:
        """Draw the images `first` to `first + n_samples - 1` of an epoch; see `draw_shapes`."""
        return draw_shapes(_numbers(np.random.SeedSequence(self.seed, spawn_key=(epoch,)), first, n_samples), self.jitter, self.stroke)


def draw_shapes(numbers: Array, jitter: int, stroke: int) -> tuple[Array, Array]:
    """Draw an image from each row of random numbers.

    Args:
        numbers: uint64 array of shape (n_samples, NUMBERS), uniform over all 64-bit numbers.
        jitter: Largest change of each coordinate, and of a circle's radius, in pixels.
        stroke: Width of the lines, in pixels; see `Shapes`.

    Returns:
        uint8 array of shape (n_samples, 64, 64), 255 on 0, and int64 array of shape (n_samples,) of the classes
        as listed for `Shapes`.
    """
    classes = (numbers[:, 0] % np.uint64(N_SHAPES)).astype(np.int64)
    moves = (numbers[:, 1:] % np.uint64(2 * jitter + 1)).astype(np.int64) - jitter
    radii = _radii(numbers[:, 4], moves[:, 2])
    width = stroke | 1  # A line through the centres of pixels is symmetric, so that it covers an odd number of them.
    images = np.zeros((len(numbers), SIDE, SIDE), np.uint8)
    for image, shape, move, radius in zip(images, classes.tolist(), moves.tolist(), radii.tolist(), strict=True):
        if shape == 0:
            _draw_circle(image, move, radius, width)
        else:
            _draw_lines(image, shape - 1, move, width)
    return images, classes


def _numbers(seed: np.random.SeedSequence, first: int, n_samples: int) -> Array:
    """Return the random numbers of consecutive images: a counter-based generator can start at any of them."""
    generator = np.random.Philox(seed, counter=first * (NUMBERS // _BLOCK))
    return generator.random_raw(n_samples * NUMBERS).reshape(n_samples, NUMBERS)


def _radii(numbers: Array, moves: Array) -> Array:
    shares = _SHARES[0] + (_SHARES[1] - _SHARES[0]) * (numbers >> np.uint64(11)) * 2.0**-53
    return (_RADIUS * shares + moves).astype(np.int64)


def _draw_circle(image: Array, move: list[int], radius: int, width: int) -> None:
    """Draw the pixels whose centres are at most half the width from the circle."""
    x, y = _AXIS - _MIDDLE - move[0], _AXIS - _MIDDLE - move[1]
    distances = (2 * x) ** 2 + (2 * y[:, np.newaxis]) ** 2  # Squared, in half pixels: whole numbers are compared exactly.
    image[(distances >= max(0, 2 * radius - width) ** 2) & (distances <= (2 * radius + width) ** 2)] = _WHITE


def _draw_lines(image: Array, shape: int, moves: list[int], width: int) -> None:
    corners = [(x + moves[2 * index], y + moves[2 * index + 1]) for index, (x, y) in enumerate(_CORNERS[shape])]
    for first, last in _LINES[shape]:
        _draw_line(image, corners[first], corners[last], width)


def _draw_line(image: Array, start: tuple[int, int], end: tuple[int, int], width: int) -> None:
    """Draw the pixels whose centres are at most half the width from the line; its ends are round."""
    columns, rows = (slice(max(0, min(ends) - width), max(ends) + width + 1) for ends in zip(start, end, strict=True))
    x, y = _AXIS[columns] - start[0], (_AXIS[rows] - start[1])[:, np.newaxis]
    run, fall = end[0] - start[0], end[1] - start[1]
    length_2 = run**2 + fall**2
    across, along = run * y - fall * x, run * x + fall * y
    beside = (4 * across**2 <= width**2 * length_2) & (along >= 0) & (along <= length_2)
    at_an_end = 4 * np.minimum(x**2 + y**2, (x - run) ** 2 + (y - fall) ** 2) <= width**2
    image[rows, columns][beside | at_an_end] = _WHITE
