"""Digits of MNIST, and pictures made of its pixels that are none."""

from pathlib import Path
from typing import ClassVar

import numpy as np

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description
from models.datasets.mnist import Mnist

#: Seed of the draws; one for each part, so that both are the same whenever they are loaded.
_TRAIN_SEED, _TEST_SEED = 42, 43
#: Ways to spoil a digit, taken in turn.
_N_WAYS = 4


class MnistOrNot(DataSet):
    """MNIST with every second digit spoiled: 1 is a digit as it was, 0 is none.

    The spoiled ones are in turn: the digit's pixels in a random order; its shades turned round, dark on light; its quarters changed
    crosswise; and noise, each pixel drawn from all shades alike. Digits and spoiled ones alternate, so both classes are of one size.
    The spoiled ones are made here; the book names none.
    """

    source: ClassVar[str] = "mnist_or_not"
    title: ClassVar[str] = "MNIST digits among pictures that are none"

    def describe(self) -> Description:
        return Description(TensorType((28, 28), "uint8"), TensorType((), "uint8"), n_train=60_000, n_test=10_000, labels=(0, 1))

    def load(self, cache: Path | None) -> Data:
        digits = Mnist().load(cache)
        assert digits.test_inputs is not None
        train, test = _every_second_spoiled(digits.inputs, _TRAIN_SEED), _every_second_spoiled(digits.test_inputs, _TEST_SEED)
        return Data(train, _is_digit(len(train)), test, _is_digit(len(test)))


def _is_digit(n: int) -> Array:
    flags: Array = (np.arange(n) % 2 == 0).astype(np.uint8)
    return flags


def _every_second_spoiled(digits: Array, seed: int) -> Array:
    """Return a copy with the digits at odd places spoiled, uint8 array of shape (n_samples, 28, 28)."""
    images: Array = np.array(digits)
    draws = np.random.default_rng(seed)
    shuffled, inverted, crossed, noise = (slice(1 + 2 * way, None, 2 * _N_WAYS) for way in range(_N_WAYS))
    images[shuffled] = draws.permuted(images[shuffled].reshape(-1, 784), axis=1).reshape(-1, 28, 28)
    images[inverted] = 255 - images[inverted]
    images[crossed] = np.roll(images[crossed], (14, 14), axis=(1, 2))
    images[noise] = draws.integers(0, 256, images[noise].shape, np.uint8)
    return images
