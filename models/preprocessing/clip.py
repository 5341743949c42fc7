"""Cut values off at fixed ends."""

from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.preprocessing.arrays import as_float, float_type
from models.preprocessing.expect import expect_numbers
from models.preprocessing.step import Step


class Clip(Step):
    """Bring every value below `low` to `low`, and every value above `high` to `high`."""

    rank: ClassVar[int] = 60
    invertible: ClassVar[bool] = False

    step: Literal["clip"]
    low: float | None = Field(None, description="Lower end; none when left out.")
    high: float | None = Field(None, description="Upper end; none when left out.")

    @model_validator(mode="after")
    def _ends_are_ordered(self) -> Self:
        if self.low is None and self.high is None:
            raise ValueError("expected 'low', 'high' or both, got neither")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError(f"expected 'low' below 'high', got {self.low:g} and {self.high:g}")
        return self

    def output_type(self, given: TensorType) -> TensorType:
        expect_numbers(self, given)
        return given.with_dtype(str(float_type(given.dtype)))

    def apply(self, x: Array) -> Array:
        clipped: Array = np.clip(as_float(x), self.low, self.high)
        return clipped

    def invert(self, y: Array) -> Array:
        """Return the values as they are: what was cut off is not known any more."""
        return y
