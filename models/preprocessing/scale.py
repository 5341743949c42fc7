"""Map one fixed range to another."""

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.preprocessing.arrays import float_type
from models.preprocessing.expect import expect_numbers
from models.preprocessing.step import Step

Range = Annotated[tuple[float, float], Field(description="Lower and upper end.")]


class Scale(Step):
    """Map the range `from` linearly to the range `to`, for example pixels from [0, 255] to [0, 1]."""

    rank: ClassVar[int] = 20
    scales: ClassVar[bool] = True
    step: Literal["scale"]
    from_: Range = Field((0.0, 255.0), alias="from")
    to: Range = (0.0, 1.0)

    @model_validator(mode="after")
    def _ends_differ(self) -> Self:
        for name, ends in (("from", self.from_), ("to", self.to)):
            if ends[0] == ends[1]:
                raise ValueError(f"the two ends of {name!r} must differ, but both are {ends[0]}")
        return self

    def output_type(self, given: TensorType) -> TensorType:
        expect_numbers(self, given)
        return given.with_dtype(str(float_type(given.dtype)))

    def apply(self, x: Array) -> Array:
        return _map(x, self.from_, self.to)

    def invert(self, y: Array) -> Array:
        return _map(y, self.to, self.from_)


def _map(x: Array, source: tuple[float, float], target: tuple[float, float]) -> Array:
    x = np.asarray(x)
    number = float_type(x.dtype).type
    factor = (target[1] - target[0]) / (source[1] - source[0])
    scaled: Array = np.multiply(x, number(factor), dtype=number)
    offset = number(target[0] - source[0] * factor)
    if offset:
        scaled += offset
    return scaled
