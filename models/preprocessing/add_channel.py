"""Give samples one more axis."""

from typing import ClassVar, Literal

import numpy as np

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.preprocessing.step import Step


class AddChannel(Step):
    """Append an axis of size 1, for example to make (28, 28, 1) of grey pictures of shape (28, 28)."""

    rank: ClassVar[int] = 90
    step: Literal["add_channel"]

    def output_type(self, given: TensorType) -> TensorType:
        return given.with_shape((*given.shape, 1))

    def apply(self, x: Array) -> Array:
        return np.asarray(x)[..., np.newaxis]

    def invert(self, y: Array) -> Array:
        without: Array = np.asarray(y)[..., 0]
        return without
