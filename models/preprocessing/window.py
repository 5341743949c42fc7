"""Windows over a series, and the values after them."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.tensors import TensorType, shape_text
from models.preprocessing.step import Step, StepTypeError, counted, expect_numbers


class Window(Step):
    """Cut a series into overlapping windows; the target of a window is the values right after it.

    Steps of a series are rows of shape (features,), or single numbers such as the ids of letters.
    """

    rank: ClassVar[int] = 170
    invertible: ClassVar[bool] = False

    step: Literal["window"]
    size: int = Field(ge=1, le=100_000, description="Steps in one window.")
    stride: int = Field(1, ge=1, le=100_000, description="Steps from the start of one window to the start of the next.")
    horizon: int = Field(1, ge=1, le=100_000, description="Steps after a window to predict.")

    multiple: int = Field(
        1, ge=1, le=100_000, description="The last training samples are left out, so that the number of samples is a multiple of this."
    )

    def output_type(self, given: TensorType) -> TensorType:
        if given.axis != "time" or len(given.shape) > 1:
            raise StepTypeError(f"window: expected a series with steps of shape (features,), got {counted(given)} of shape {shape_text(given.shape)}")
        expect_numbers(self, given)
        return TensorType((self.size, *given.shape), given.dtype)

    def target_type(self, given: TensorType) -> TensorType:
        """Return the type of the targets of a series: one step, or shape (horizon, features) for a horizon above 1."""
        return TensorType((*self._horizon_shape, *given.shape), given.dtype)

    def n_windows(self, n_steps: int) -> int:
        """Return the number of windows that `split` makes of a series of `n_steps` steps."""
        n_windows = max(0, (n_steps - self.size - self.horizon) // self.stride + 1)
        return n_windows // self.multiple * self.multiple

    @property
    def n_needed(self) -> int:
        """Return the fewest steps of a series from which windows are cut."""
        return self.size + self.horizon + (self.multiple - 1) * self.stride

    @property
    def target_axes(self) -> int:
        """Return the number of leading axes of the targets: samples, and the steps of a horizon above 1."""
        return 1 + len(self._horizon_shape)

    @property
    def _horizon_shape(self) -> tuple[int, ...]:
        return (self.horizon,) if self.horizon > 1 else ()

    def apply(self, x: Array) -> Array:
        """Return every window of a series of shape (steps, features): views of shape (windows, size, features) on its memory."""
        if len(x) < self.size:
            raise DataError(f"expected a series of at least {self.size} steps, got {len(x)}: {self.size - len(x)} missing")
        return self._cut(x, self.size)

    def split(self, x: Array, y: Array | None = None) -> tuple[Array, Array]:
        """Return the windows of a series that are followed by enough values, and those values.

        Args:
            x: Steps of the series.
            y: Values to predict, one for each step; the steps themselves when left out.
        """
        if len(x) < self.size + self.horizon:
            raise DataError(f"expected a series of more than {self.size + self.horizon - 1} steps, got {len(x)}")
        windows, targets = self.apply(x[: -self.horizon]), self._cut((x if y is None else y)[self.size :], self.horizon)
        kept = len(windows) // self.multiple * self.multiple
        if not kept:
            raise DataError(f"expected at least {self.multiple} windows, the field multiple, got {len(windows)}")
        return windows[:kept], (targets if self.horizon > 1 else targets[:, 0])[:kept]

    def _cut(self, x: Array, size: int) -> Array:
        windows = np.lib.stride_tricks.sliding_window_view(x, size, axis=0)[:: self.stride]
        return np.moveaxis(windows, -1, 1)
