"""Change the element type."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.preprocessing.arrays import numbers_of
from models.preprocessing.step import Step, StepTypeError


class Cast(Step):
    """Turn every value into another number type."""

    rank: ClassVar[int] = 10
    step: Literal["cast"]
    dtype: Literal["float32", "float64", "int32", "int64"] = Field("float32", description="Type of the values given.")

    def output_type(self, given: TensorType) -> TensorType:
        if given.dtype == "str":
            raise StepTypeError("cast takes numbers, or rows that hold numbers alone, but text reaches it")
        return given.with_dtype(self.dtype)

    def apply(self, x: Array) -> Array:
        return numbers_of(np.asarray(x), self.step).astype(self.dtype)

    def invert(self, y: Array) -> Array:
        return y
