"""Steps over every value, or every sample, of numbers."""

from collections.abc import Callable
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.tensors import TensorType
from models.preprocessing.arrays import as_float, float_type, numbers_of
from models.preprocessing.column_step import NumberStep
from models.preprocessing.step import Step, StepTypeError, expect_numbers

Range = Annotated[tuple[float, float], Field(description="Lower and upper end.")]
#: Divisors outside this range turn float32 values into zeros or infinities.
SMALLEST, LARGEST = 1e-30, 1e30
_NORMS: dict[str, Callable[[Array, tuple[int, ...]], Array]] = {
    "l1": lambda x, axes: np.sum(np.abs(x), axis=axes, keepdims=True),
    "l2": lambda x, axes: np.sqrt(np.sum(x * x, axis=axes, keepdims=True)),
    "max": lambda x, axes: np.max(np.abs(x), axis=axes, keepdims=True),
}


class Cast(Step):
    """Convert every value to another number type."""

    rank: ClassVar[int] = 10
    elementwise: ClassVar[bool] = True
    keeps_columns: ClassVar[bool] = True
    step: Literal["cast"]
    dtype: Literal["float32", "float64", "int32", "int64"] = Field("float32", description="Type of the output values.")

    def output_type(self, given: TensorType) -> TensorType:
        if given.dtype == "str":
            raise StepTypeError("cast: expected numbers, or rows of numbers, got text")
        return given.with_dtype(self.dtype)

    def keeps(self, given: TensorType) -> bool:
        return given.dtype == self.dtype

    def apply(self, x: Array) -> Array:
        return numbers_of(np.asarray(x), self.step).astype(self.dtype)

    def invert(self, y: Array) -> Array:
        return y


class Scale(NumberStep):
    """Map the range `from` linearly to the range `to`, for example pixels from [0, 255] to [0, 1]."""

    rank: ClassVar[int] = 20
    elementwise: ClassVar[bool] = True
    scales: ClassVar[bool] = True
    step: Literal["scale"]
    from_: Range = Field((0.0, 255.0), alias="from")
    to: Range = (0.0, 1.0)

    @model_validator(mode="after")
    def _ends_differ(self) -> Self:
        for name, ends in (("from", self.from_), ("to", self.to)):
            if ends[0] == ends[1]:
                raise ValueError(f"expected two different ends of {name!r}, got {ends[0]} for both")
        return self

    def apply(self, x: Array) -> Array:
        return self.changed(x, lambda values: _map(values, self.from_, self.to))

    def invert(self, y: Array) -> Array:
        return self.changed(y, lambda values: _map(values, self.to, self.from_))


class Divide(NumberStep):
    """Divide every value by one number, for example pixels by 255."""

    rank: ClassVar[int] = 30
    elementwise: ClassVar[bool] = True
    scales: ClassVar[bool] = True
    step: Literal["divide"]
    by: float = Field(description="The divisor, not 0.")

    @field_validator("by")
    @classmethod
    def _is_a_divisor(cls, by: float) -> float:
        if not SMALLEST <= abs(by) <= LARGEST:
            raise ValueError(f"expected a divisor other than 0, of a size from {SMALLEST:g} to {LARGEST:g}, got {by:g}")
        return by

    def apply(self, x: Array) -> Array:
        return self.changed(x, self._divided)

    def invert(self, y: Array) -> Array:
        return self.changed(y, self._multiplied)

    def _divided(self, x: Array) -> Array:
        x = as_float(x)
        quotients: Array = x / x.dtype.type(self.by)
        return quotients

    def _multiplied(self, y: Array) -> Array:
        y = as_float(y)
        values: Array = y * y.dtype.type(self.by)
        return values


class Normalize(Step):
    """Divide each sample by its norm over all of its values; samples of zeros are unchanged."""

    rank: ClassVar[int] = 50
    scales: ClassVar[bool] = True
    invertible: ClassVar[bool] = False
    keeps_columns: ClassVar[bool] = True

    step: Literal["normalize"]
    norm: Literal["l1", "l2", "max"] = Field(
        "l2", description="The norm: the sum of absolute values, the root of the sum of squares, or the largest absolute value."
    )

    def output_type(self, given: TensorType) -> TensorType:
        expect_numbers(self, given)
        if given.shape == ():
            raise StepTypeError("normalize: expected samples of several values, got single numbers")
        return given.with_dtype(str(float_type(given.dtype)))

    def apply(self, x: Array) -> Array:
        x = as_float(x)
        norms = _NORMS[self.norm](x, tuple(range(1, x.ndim)))
        return x / np.where(norms == 0, x.dtype.type(1), norms)


class Clip(NumberStep):
    """Set every value below `low` to `low`, and every value above `high` to `high`."""

    rank: ClassVar[int] = 60
    elementwise: ClassVar[bool] = True
    invertible: ClassVar[bool] = False

    step: Literal["clip"]
    low: float | None = Field(None, description="Lower end; none when left out.")
    high: float | None = Field(None, description="Upper end; none when left out.")

    def bounds_values(self) -> bool:
        return self.low is not None and self.high is not None

    @model_validator(mode="after")
    def _ends_are_ordered(self) -> Self:
        if self.low is None and self.high is None:
            raise ValueError("expected 'low', 'high' or both, got neither")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError(f"expected 'low' below 'high', got {self.low:g} and {self.high:g}")
        return self

    def apply(self, x: Array) -> Array:
        return self.changed(x, lambda values: np.clip(as_float(values), self.low, self.high))

    def invert(self, y: Array) -> Array:
        """Return the values unchanged: clipped values cannot be recovered."""
        return y


class Log(NumberStep):
    """Take the natural logarithm of every value, after adding a fixed number."""

    rank: ClassVar[int] = 70
    elementwise: ClassVar[bool] = True
    step: Literal["log"]
    offset: float = Field(0.0, description="Added to every value before the logarithm is taken; 1 for counts that may be 0.")

    def apply(self, x: Array) -> Array:
        return self.changed(x, self._logarithms)

    def invert(self, y: Array) -> Array:
        return self.changed(y, self._powers)

    def _logarithms(self, x: Array) -> Array:
        x = as_float(x)
        shifted = x + x.dtype.type(self.offset)
        refused = x[~(shifted > 0)]
        if refused.size:
            raise DataError(f"log: expected values above {0 - self.offset:g}, got {refused[0]:g}")
        logarithms: Array = np.log(shifted)
        return logarithms

    def _powers(self, y: Array) -> Array:
        y = as_float(y)
        with np.errstate(over="ignore"):  # A model's output is unbounded; too large values become infinite.
            values: Array = np.exp(y) - y.dtype.type(self.offset)
        return values


def _map(x: Array, source: tuple[float, float], target: tuple[float, float]) -> Array:
    x = np.asarray(x)
    number = float_type(x.dtype).type
    factor = (target[1] - target[0]) / (source[1] - source[0])
    scaled: Array = x * number(factor) if x.dtype.type is number else np.multiply(x, number(factor), dtype=number)
    offset = number(target[0] - source[0] * factor)
    if offset:
        scaled += offset
    return scaled
