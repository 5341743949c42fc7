"""Bring every sample to the same length."""

from collections.abc import Callable
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.preprocessing.arrays import as_float, float_type
from models.preprocessing.expect import expect_numbers
from models.preprocessing.step import Step, StepTypeError

_NORMS: dict[str, Callable[[Array, tuple[int, ...]], Array]] = {
    "l1": lambda x, axes: np.sum(np.abs(x), axis=axes, keepdims=True),
    "l2": lambda x, axes: np.sqrt(np.sum(x * x, axis=axes, keepdims=True)),
    "max": lambda x, axes: np.max(np.abs(x), axis=axes, keepdims=True),
}


class Normalize(Step):
    """Divide each sample by its own norm, over all of its values; a sample of zeros stays."""

    rank: ClassVar[int] = 50
    scales: ClassVar[bool] = True
    invertible: ClassVar[bool] = False

    step: Literal["normalize"]
    norm: Literal["l1", "l2", "max"] = Field(
        "l2", description="What becomes 1: the sum of absolute values, the root of the sum of squares, or the largest absolute value."
    )

    def output_type(self, given: TensorType) -> TensorType:
        expect_numbers(self, given)
        if given.shape == ():
            raise StepTypeError("normalize takes samples of several values, but single numbers reach it")
        return given.with_dtype(str(float_type(given.dtype)))

    def apply(self, x: Array) -> Array:
        x = as_float(x)
        norms = _NORMS[self.norm](x, tuple(range(1, x.ndim)))
        return x / np.where(norms == 0, x.dtype.type(1), norms)
