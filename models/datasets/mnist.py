"""MNIST: 70,000 handwritten digits of 28x28 grey pixels."""

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


class Mnist(DataSet):
    """60,000 training and 10,000 test digits. Source: LeCun, Cortes and Burges; CC BY-SA 3.0."""

    source: ClassVar[str] = "mnist"
    title: ClassVar[str] = "MNIST handwritten digits"

    def describe(self) -> Description:
        return Description(
            inputs=TensorType((28, 28), "uint8"),
            targets=TensorType((), "uint8"),
            n_train=60_000,
            n_test=10_000,
            labels=tuple(range(10)),
        )

    def load(self, cache: Path | None) -> Data:
        arrays = _unpack() if cache is None else _mapped(cache / "mnist")
        return Data(arrays["x_train"], arrays["y_train"], arrays["x_test"], arrays["y_test"])


def _unpack() -> dict[str, Array]:
    with np.load(PACKED, allow_pickle=False) as packed:
        return {part: packed[part] for part in _PARTS}


def _mapped(folder: Path) -> dict[str, Array]:
    """Map the unpacked copy into memory; make it first if it is not there."""
    if not folder.is_dir():
        make_folder_atomically(folder, _write_unpacked)
    return {part: np.load(folder / f"{part}.npy", mmap_mode="r", allow_pickle=False) for part in _PARTS}


def _write_unpacked(folder: Path) -> None:
    for part, array in _unpack().items():
        np.save(folder / f"{part}.npy", array, allow_pickle=False)
