"""Digits: 1,797 handwritten digits of 8x8 grey pixels."""

from pathlib import Path
from typing import ClassVar

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description


class Digits(DataSet):
    """Pictures of 8x8 pixels from 0 (paper) to 16 (ink) as float64, in scikit-learn's own values; targets are the digits.

    They come as pictures, as MNIST's do; an estimator that takes rows needs the step {"step": "reshape", "shape": [64]}.
    Source: Alpaydin and Kaynak, UCI, 1998; comes with scikit-learn.
    """

    source: ClassVar[str] = "digits"
    title: ClassVar[str] = "Small handwritten digits"

    def describe(self) -> Description:
        return Description(TensorType((8, 8), "float64"), TensorType((), "int64"), n_train=1797, labels=tuple(range(10)))

    def load(self, cache: Path | None) -> Data:
        from sklearn.datasets import load_digits

        found = load_digits()
        return Data(found.images, found.target)
