"""Divide by a fixed number."""

from typing import ClassVar, Literal

from pydantic import Field, field_validator

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.preprocessing.arrays import as_float, float_type
from models.preprocessing.expect import expect_numbers
from models.preprocessing.step import Step

#: Divisors of another size turn float32 values into zeros or infinities.
SMALLEST, LARGEST = 1e-30, 1e30


class Divide(Step):
    """Divide every value by one number, for example pixels by 255."""

    rank: ClassVar[int] = 30
    scales: ClassVar[bool] = True
    step: Literal["divide"]
    by: float = Field(description="The divisor; anything but 0.")

    @field_validator("by")
    @classmethod
    def _is_a_divisor(cls, by: float) -> float:
        if not SMALLEST <= abs(by) <= LARGEST:
            raise ValueError(f"expected a divisor other than 0, of a size from {SMALLEST:g} to {LARGEST:g}, got {by:g}")
        return by

    def output_type(self, given: TensorType) -> TensorType:
        expect_numbers(self, given)
        return given.with_dtype(str(float_type(given.dtype)))

    def apply(self, x: Array) -> Array:
        x = as_float(x)
        quotients: Array = x / x.dtype.type(self.by)
        return quotients

    def invert(self, y: Array) -> Array:
        y = as_float(y)
        values: Array = y * y.dtype.type(self.by)
        return values
