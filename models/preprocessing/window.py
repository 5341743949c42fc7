"""Windows over a series, and the values that follow them."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from models.errors import DataError
from models.preprocessing.step import Array, Step, StepTypeError
from models.spec.tensors import TensorType, shape_text


class Window(Step):
    """Cut a series into overlapping windows; the target of a window is the value right after it."""

    invertible: ClassVar[bool] = False
    #: Read by the chain: the step makes samples, and their targets, out of a series.
    makes_targets: ClassVar[bool] = True

    step: Literal["window"]
    size: int = Field(ge=1, le=100_000, description="Steps in one window.")

    def output_type(self, given: TensorType) -> TensorType:
        if given.axis != "time" or len(given.shape) != 1:
            what = "steps" if given.axis == "time" else "samples"
            raise StepTypeError(f"window takes a series with steps of shape (features,), but {what} of shape {shape_text(given.shape)} reach it")
        return TensorType((self.size, *given.shape), given.dtype)

    def target_type(self, given: TensorType) -> TensorType:
        """Return the type of the targets made out of a series: one step of it."""
        return TensorType(given.shape, given.dtype)

    def apply(self, x: Array) -> Array:
        """Return every window of a series of shape (steps, features), as (windows, size, features)."""
        if len(x) < self.size:
            missing = self.size - len(x)
            raise DataError(f"expected a series of at least {self.size} steps, got {len(x)}: {missing} missing")
        return np.moveaxis(np.lib.stride_tricks.sliding_window_view(x, self.size, axis=0), -1, 1).copy()

    def split(self, x: Array) -> tuple[Array, Array]:
        """Return the windows of a series that have a value after them, and those values."""
        if len(x) <= self.size:
            raise DataError(f"expected a series of more than {self.size} steps, got {len(x)}")
        return self.apply(x[:-1]), x[self.size :]
