"""Principal component analysis."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.tensors import TensorType
from models.preprocessing.arrays import as_float, float_type
from models.preprocessing.step import State, Step, StepTypeError, expect_numbers, expect_rows

#: Standard deviations below this share of the largest are rounding errors, and are not scaled to 1.
_NEGLIGIBLE = 1e-7
#: With at least this many rows for each column, the covariance is decomposed instead of the rows: ten times as fast for 20,000 x 784.
_TALL = 10


class Pca(Step):
    """Turn rows into their coordinates along the directions in which the training part varies most.

    The inverse gives the nearest rows in the span of the components; with all components, the rows themselves. Each
    component's entry of largest absolute value is positive, as in scikit-learn.
    """

    rank: ClassVar[int] = 150
    invertible: ClassVar[bool] = False

    step: Literal["pca"]
    n_components: int = Field(ge=1, le=100_000, description="Number of components kept.")
    whiten: bool = Field(False, description="Scale every component to variance 1.")

    def output_type(self, given: TensorType) -> TensorType:
        expect_numbers(self, given)
        expect_rows(self, given)
        (width,) = given.shape
        if width is not None and width < self.n_components:
            raise StepTypeError(f"pca to {self.n_components:,} components: expected rows of at least as many columns, got rows of {width:,}")
        return given.with_shape((self.n_components,)).with_dtype(str(float_type(given.dtype, "float64")))

    def learn(self, x: Array) -> State:
        n_rows, n_columns = x.shape
        if n_rows < max(self.n_components, 2) or n_columns < self.n_components:
            wanted = f"{max(self.n_components, 2):,} rows and {self.n_components:,} columns"
            raise DataError(f"pca to {self.n_components:,} components: expected at least {wanted}, got {n_rows:,} and {n_columns:,}")
        if not np.isfinite(x).all():
            raise DataError("pca: expected finite numbers, got missing or infinite values in the training part; add an impute step")
        mean = x.mean(axis=0, dtype=np.float64)
        directions, deviations = _directions(x.astype(np.float64) - mean)
        scale = np.where(deviations > _NEGLIGIBLE * deviations[0], deviations, 1.0) if self.whiten else np.ones_like(deviations)
        return {"mean_": mean, "components_": _with_signs(directions[: self.n_components]), "scale_": scale[: self.n_components]}

    def apply(self, x: Array) -> Array:
        mean, components, scale = self._learned(x := as_float(x, "float64"))
        return (x - mean) @ components.T / scale

    def invert(self, y: Array) -> Array:
        mean, components, scale = self._learned(y := as_float(y, "float64"))
        return (y * scale) @ components + mean

    def _learned(self, like: Array) -> list[Array]:
        return [np.asarray(self._state[name], dtype=like.dtype) for name in ("mean_", "components_", "scale_")]


def _directions(centered: Array) -> tuple[Array, Array]:
    """Return the directions as rows, by decreasing standard deviation, and the standard deviations."""
    n_rows, n_columns = centered.shape
    if n_rows < _TALL * n_columns:
        _, sizes, directions = np.linalg.svd(centered, full_matrices=False)
        return directions, sizes / np.sqrt(n_rows - 1)
    _, variances, directions = np.linalg.svd(centered.T @ centered / (n_rows - 1), hermitian=True)
    return directions, np.sqrt(variances)


def _with_signs(components: Array) -> Array:
    largest = np.take_along_axis(components, np.argmax(np.abs(components), axis=1, keepdims=True), axis=1)
    return np.ascontiguousarray(components * np.where(largest < 0, -1.0, 1.0))
