"""Polynomial features of columns."""

from math import comb
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.tensors import TensorType
from models.preprocessing.arrays import as_float, float_type
from models.preprocessing.step import State, Step, StepTypeError, expect_numbers, expect_rows

MAX_COLUMNS = 100_000


class PolynomialFeatures(Step):
    """Replace columns by all their products up to a degree, in scikit-learn's order: 1, a, b, a², ab, b², and so on."""

    rank: ClassVar[int] = 140
    invertible: ClassVar[bool] = False
    learns_shape_only: ClassVar[bool] = True

    step: Literal["polynomial_features"]
    degree: int = Field(2, ge=0, le=100, description="Most factors in a product.")
    interaction_only: bool = Field(False, description="Leave out products that contain a column twice.")
    include_bias: bool = Field(True, description="Begin with a column of ones.")

    @model_validator(mode="after")
    def _gives_columns(self) -> Self:
        if self.degree == 0 and not self.include_bias:
            raise ValueError("expected a degree of at least 1 without the bias, got 0, which gives no columns")
        return self

    def output_type(self, given: TensorType) -> TensorType:
        expect_numbers(self, given)
        expect_rows(self, given)
        (width,) = given.shape
        columns = None if width is None else self._n_columns(width)
        if columns is not None and columns > MAX_COLUMNS:
            raise StepTypeError(f"expected at most {MAX_COLUMNS:,} columns, got {columns:,} by degree {self.degree} of {width:,} columns")
        return given.with_shape((columns,)).with_dtype(str(float_type(given.dtype, "float64")))

    def learn(self, x: Array) -> State:
        columns = self._n_columns(x.shape[1])
        if columns > MAX_COLUMNS:
            raise DataError(f"expected at most {MAX_COLUMNS:,} columns, got {columns:,} by degree {self.degree} of {x.shape[1]:,} columns")
        return {}

    def apply(self, x: Array) -> Array:
        x = as_float(x, "float64")
        ones = np.ones((len(x), 1), x.dtype)
        blocks = [ones] if self.include_bias else []
        products, starts = ones, np.zeros(x.shape[1] + 1, np.intp)
        for _ in range(self.degree):
            products, starts = self._times(x, products, starts)
            blocks.append(products)
        return np.concatenate(blocks, axis=1)

    def _times(self, x: Array, products: Array, starts: Array) -> tuple[Array, Array]:
        """Multiply all products of a degree by one more factor.

        Args:
            x: Array of shape (n_samples, n_features).
            products: Products of that degree, ordered by their first factor.
            starts: Index of the first product that each column may multiply, and the number of products.
        """
        n_features = x.shape[1]
        factors = [x[:, [column]] * products[:, starts[column] :] for column in range(n_features)]
        ends = np.cumsum([0, *(block.shape[1] for block in factors)])
        skipped = 1 if self.interaction_only else 0
        return np.concatenate(factors, axis=1), ends[np.minimum(np.arange(n_features + 1) + skipped, n_features)]

    def _n_columns(self, width: int) -> int:
        degrees = range(1 - self.include_bias, self.degree + 1)
        repeats = 0 if self.interaction_only else 1
        return sum(comb(width + repeats * (degree - 1), degree) for degree in degrees)
