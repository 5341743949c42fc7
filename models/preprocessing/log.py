"""Natural logarithm."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.tensors import TensorType
from models.preprocessing.arrays import as_float, float_type
from models.preprocessing.expect import expect_numbers
from models.preprocessing.step import Step


class Log(Step):
    """Take the natural logarithm of every value, after adding a fixed number."""

    rank: ClassVar[int] = 70
    step: Literal["log"]
    offset: float = Field(0.0, description="Added to every value before the logarithm is taken; 1 for counts that may be 0.")

    def output_type(self, given: TensorType) -> TensorType:
        expect_numbers(self, given)
        return given.with_dtype(str(float_type(given.dtype)))

    def apply(self, x: Array) -> Array:
        x = as_float(x)
        shifted = x + x.dtype.type(self.offset)
        refused = x[~(shifted > 0)]
        if refused.size:
            raise DataError(f"log takes values above {0 - self.offset:g}, but {refused[0]:g} came")
        logarithms: Array = np.log(shifted)
        return logarithms

    def invert(self, y: Array) -> Array:
        y = as_float(y)
        with np.errstate(over="ignore"):  # A model's output may be anything; what is too large becomes infinite.
            values: Array = np.exp(y) - y.dtype.type(self.offset)
        return values
