"""Drawn shapes, fresh ones in every epoch."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description, Stream
from models.datasets.drawn_shapes import N_SHAPES, NUMBERS, SIDE, draw_shapes
from models.datasets.parameters import Seed

#: Random numbers that Philox makes at a time.
_BLOCK = 4
#: Which draws of a seed the pictures drawn once are; those of epoch `e` are (e,).
_TEST, _TRAIN = (), (0, 0)


class Shapes(DataSet):
    """White line drawings of 64 x 64 pixels on black: 0 a circle, 1 a plus, 2 three upright lines, 3 a Z, 4 a squared U.

    Every corner, and the middle and radius of every circle, is moved by up to `jitter` pixels, so that no two pictures are
    alike. A network is trained on fresh pictures in every epoch, drawn by the job's seed; what else a job does with the
    training part (preprocessing is fitted to it, estimators and folds are) is done with `n` pictures drawn once. Lines are
    Pillow's, without grey edges; those of OpenCV, which the chapter's notebook draws with, have round ends and are often a
    pixel wider. Source: chapter Keras part 2, section on synthetic data.
    """

    source: ClassVar[str] = "shapes"
    title: ClassVar[str] = "Drawn shapes"

    n_samples: int = Field(640, ge=100, le=100_000, description="Pictures of the training part that are drawn once.")
    test: int = Field(640, ge=1, le=100_000, description="Pictures of the test part, which stay the same.")
    seed: Seed = 42
    jitter: int = Field(5, ge=0, le=10, description="Pixels that each coordinate is moved by at most, one way or the other.")
    stroke: int = Field(2, ge=1, le=8, description="Width of the lines, in pixels.")

    def describe(self) -> Description:
        inputs, targets = TensorType((SIDE, SIDE), "uint8"), TensorType((), "int64")
        return Description(inputs, targets, n_train=self.n_samples, n_test=self.test, labels=tuple(range(N_SHAPES)), endless=True)

    def load(self, cache: Path | None) -> Data:
        return Data(*self._draw(_TRAIN, self.n_samples), *self._draw(_TEST, self.test))

    def stream(self, seed: int) -> Stream:
        return ShapeStream(seed, self.jitter, self.stroke)

    def _draw(self, key: tuple[int, ...], n: int) -> tuple[Array, Array]:
        return draw_shapes(_numbers(np.random.SeedSequence(self.seed, spawn_key=key), 0, n), self.jitter, self.stroke)


@dataclass(frozen=True)
class ShapeStream:
    """Pictures without end; each is decided by (seed, epoch, place) alone.

    Args:
        seed: Seed of the draws.
        jitter: Pixels that each coordinate is moved by at most.
        stroke: Width of the lines, in pixels.
    """

    seed: int
    jitter: int
    stroke: int

    def draw(self, epoch: int, first: int, n: int) -> tuple[Array, Array]:
        """Draw the pictures `first` to `first + n - 1` of an epoch; see `draw_shapes`."""
        return draw_shapes(_numbers(np.random.SeedSequence(self.seed, spawn_key=(epoch,)), first, n), self.jitter, self.stroke)


def _numbers(seed: np.random.SeedSequence, first: int, n: int) -> Array:
    """Return the random numbers of some pictures: the generator counts, so that it can begin at any of them."""
    generator = np.random.Philox(seed, counter=first * (NUMBERS // _BLOCK))
    return generator.random_raw(n * NUMBERS).reshape(n, NUMBERS)
