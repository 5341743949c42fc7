"""A step: compress values of any sign and size."""

from typing import Literal

import numpy as np

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.preprocessing.arrays import as_float, float_type
from models.preprocessing.step import Step, expect_numbers


class Arcsinh(Step):
    """Replace each value by its inverse hyperbolic sine."""

    step: Literal["arcsinh"]

    def output_type(self, given: TensorType) -> TensorType:
        expect_numbers(self, given)
        return given.with_dtype(str(float_type(given.dtype)))

    def apply(self, x: Array) -> Array:
        return np.arcsinh(as_float(x))

    def invert(self, y: Array) -> Array:
        return np.sinh(as_float(y))
