"""Change the shape of samples."""

from math import prod
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.core.tensors import TensorType, shape_text
from models.preprocessing.step import State, Step, StepTypeError


class Reshape(Step):
    """Give each sample another shape of the same number of values."""

    rank: ClassVar[int] = 80
    elementwise: ClassVar[bool] = True
    learns_shape_only: ClassVar[bool] = True
    step: Literal["reshape"]
    shape: list[Annotated[int, Field(ge=1, le=100_000_000)]] = Field(max_length=6, description="New shape of one sample.")

    def output_type(self, given: TensorType) -> TensorType:
        if None in given.shape:
            raise StepTypeError(f"reshape: expected samples of a fixed shape, got {shape_text(given.shape)}")
        size = prod(size for size in given.shape if size is not None)
        if size != prod(self.shape):
            wanted = f"{shape_text(tuple(self.shape))} ({prod(self.shape)} values)"
            raise StepTypeError(f"reshape to {wanted}: expected samples of as many values, got the shape {shape_text(given.shape)} ({size} values)")
        return given.with_shape(tuple(self.shape))

    def keeps(self, given: TensorType) -> bool:
        return given.shape == tuple(self.shape)

    def learn(self, x: Array) -> State:
        return {"shape_": list(x.shape[1:])}

    def apply(self, x: Array) -> Array:
        return np.asarray(x).reshape(len(x), *self.shape)

    def invert(self, y: Array) -> Array:
        return np.reshape(y, (len(y), *self._state["shape_"]))


class AddChannel(Step):
    """Append an axis of size 1, for example to turn grey images of shape (28, 28) into (28, 28, 1)."""

    rank: ClassVar[int] = 90
    elementwise: ClassVar[bool] = True
    step: Literal["add_channel"]

    def output_type(self, given: TensorType) -> TensorType:
        return given.with_shape((*given.shape, 1))

    def apply(self, x: Array) -> Array:
        return np.asarray(x)[..., np.newaxis]

    def invert(self, y: Array) -> Array:
        without: Array = np.asarray(y)[..., 0]
        return without
