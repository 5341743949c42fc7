"""MNIST, and MNIST with every second digit distorted."""

from pathlib import Path
from typing import ClassVar

import numpy as np

from models.core.arrays import Array
from models.core.files import make_folder_atomically
from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description

PACKED = Path(__file__).parent / "files" / "mnist.npz"
PACKED_SHA256 = "06af5dfe73b70e3bc1c36439982b18a8d76803db9b544f6fdf838a37fbb01b64"
_PARTS = ("x_train", "y_train", "x_test", "y_test")
#: Seeds of the distortions, one for each part, so that every load gives the same images.
_TRAIN_SEED, _TEST_SEED = 42, 43
#: Kinds of distortion, applied in rotation.
_N_DISTORTIONS = 4


class Mnist(DataSet):
    """60,000 training and 10,000 test images of handwritten digits, uint8 of 28x28 grey pixels. Source: LeCun, Cortes and Burges; CC BY-SA 3.0."""

    source: ClassVar[str] = "mnist"
    title: ClassVar[str] = "MNIST handwritten digits"

    def describe(self) -> Description:
        return _described(n_classes=10)

    def load(self, cache: Path | None) -> Data:
        arrays = _unpack() if cache is None else _mapped(cache / "mnist")
        return Data(arrays["x_train"], arrays["y_train"], arrays["x_test"], arrays["y_test"])

    def loaded_bytes(self) -> int:
        return 0  # Mapped into memory.


class MnistOrNot(DataSet):
    """MNIST with every second digit distorted: class 1 is a digit, class 0 is a distorted one.

    The distortions rotate: the pixels in random order; the shades inverted, dark on light; the diagonally opposite quarters
    exchanged; and uniform noise over all shades. Digits and distorted images alternate, so both classes are of one size.
    The distortions are our own; the book specifies none.
    """

    source: ClassVar[str] = "mnist_or_not"
    title: ClassVar[str] = "MNIST digits and distorted digits"

    def describe(self) -> Description:
        return _described(n_classes=2)

    def load(self, cache: Path | None) -> Data:
        digits = Mnist().load(cache)
        assert digits.test_inputs is not None
        train, test = _every_second_distorted(digits.inputs, _TRAIN_SEED), _every_second_distorted(digits.test_inputs, _TEST_SEED)
        return Data(train, _is_digit(len(train)), test, _is_digit(len(test)))


def _described(n_classes: int) -> Description:
    return Description(TensorType((28, 28), "uint8"), TensorType((), "uint8"), n_train=60_000, n_test=10_000, labels=tuple(range(n_classes)))


def _is_digit(n_samples: int) -> Array:
    flags: Array = (np.arange(n_samples) % 2 == 0).astype(np.uint8)
    return flags


def _every_second_distorted(digits: Array, seed: int) -> Array:
    """Return a copy with the digits at odd indices distorted, uint8 array of shape (n_samples, 28, 28)."""
    images: Array = np.array(digits)
    draws = np.random.default_rng(seed)
    shuffled, inverted, crossed, noise = (slice(1 + 2 * index, None, 2 * _N_DISTORTIONS) for index in range(_N_DISTORTIONS))
    images[shuffled] = draws.permuted(images[shuffled].reshape(-1, 784), axis=1).reshape(-1, 28, 28)
    images[inverted] = 255 - images[inverted]
    images[crossed] = np.roll(images[crossed], (14, 14), axis=(1, 2))
    images[noise] = draws.integers(0, 256, images[noise].shape, np.uint8)
    return images


def _unpack() -> dict[str, Array]:
    with np.load(PACKED, allow_pickle=False) as packed:
        return {part: packed[part] for part in _PARTS}


def _mapped(folder: Path) -> dict[str, Array]:
    """Map the unpacked copy into memory, writing it first if it is missing."""
    if not folder.is_dir():
        make_folder_atomically(folder, _write_unpacked)
    return {part: np.load(folder / f"{part}.npy", mmap_mode="r", allow_pickle=False) for part in _PARTS}


def _write_unpacked(folder: Path) -> None:
    for part, array in _unpack().items():
        np.save(folder / f"{part}.npy", array, allow_pickle=False)
