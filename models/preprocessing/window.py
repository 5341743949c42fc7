"""Windows over a series, and the values that follow them."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.tensors import TensorType, shape_text
from models.preprocessing.expect import expect_numbers
from models.preprocessing.step import Step, StepTypeError


class Window(Step):
    """Cut a series into overlapping windows; the target of a window is what comes right after it.

    Steps of a series are rows of shape (features,), or single numbers such as the ids of letters.
    """

    rank: ClassVar[int] = 170
    invertible: ClassVar[bool] = False

    step: Literal["window"]
    size: int = Field(ge=1, le=100_000, description="Steps in one window.")
    stride: int = Field(1, ge=1, le=100_000, description="Steps from the start of one window to the start of the next.")
    horizon: int = Field(1, ge=1, le=100_000, description="Steps after a window that are to be predicted.")

    multiple: int = Field(1, ge=1, le=100_000, description="The last samples to be learned are left out, so that a multiple of this many remain.")

    def output_type(self, given: TensorType) -> TensorType:
        if given.axis != "time" or len(given.shape) > 1:
            what = "steps" if given.axis == "time" else "samples"
            raise StepTypeError(f"window takes a series with steps of shape (features,), but {what} of shape {shape_text(given.shape)} reach it")
        expect_numbers(self, given)
        return TensorType((self.size, *given.shape), given.dtype)

    def target_type(self, given: TensorType) -> TensorType:
        """Return the type of the targets made out of a series: one step of it, or (horizon, features) where there are several."""
        return TensorType((*self._horizon_shape, *given.shape), given.dtype)

    def n_windows(self, n_steps: int) -> int:
        """Return how many windows `split` cuts a series of so many steps into."""
        n = max(0, (n_steps - self.size - self.horizon) // self.stride + 1)
        return n // self.multiple * self.multiple

    @property
    def target_axes(self) -> int:
        """Return how many axes of the targets count them: samples, and the steps of a horizon above 1."""
        return 1 + len(self._horizon_shape)

    @property
    def _horizon_shape(self) -> tuple[int, ...]:
        return (self.horizon,) if self.horizon > 1 else ()

    def apply(self, x: Array) -> Array:
        """Return every window of a series of shape (steps, features), as (windows, size, features); views that share its memory."""
        if len(x) < self.size:
            missing = self.size - len(x)
            raise DataError(f"expected a series of at least {self.size} steps, got {len(x)}: {missing} missing")
        return self._cut(x, self.size)

    def split(self, x: Array, y: Array | None = None) -> tuple[Array, Array]:
        """Return the windows of a series that have enough values after them, and those values.

        Args:
            x: Steps of the series.
            y: What is predicted of each step; the steps themselves when left out.
        """
        if len(x) < self.size + self.horizon:
            raise DataError(f"expected a series of more than {self.size + self.horizon - 1} steps, got {len(x)}")
        windows, targets = self.apply(x[: -self.horizon]), self._cut((x if y is None else y)[self.size :], self.horizon)
        kept = len(windows) // self.multiple * self.multiple
        if not kept:
            raise DataError(f"expected at least {self.multiple} windows, as their number is cut to a multiple of that, got {len(windows)}")
        return windows[:kept], (targets if self.horizon > 1 else targets[:, 0])[:kept]

    def _cut(self, x: Array, size: int) -> Array:
        windows = np.lib.stride_tricks.sliding_window_view(x, size, axis=0)[:: self.stride]
        return np.moveaxis(windows, -1, 1)
