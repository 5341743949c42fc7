"""One-hot encoding of columns of categories."""

from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.tensors import TensorType
from models.preprocessing.arrays import float_type, in_order, is_missing, numbers_of
from models.preprocessing.impute import Column
from models.preprocessing.step import State, Step, expect_columns

MAX_CATEGORIES = 10_000
_SOME = Field(min_length=1, max_length=MAX_CATEGORIES)
Categories = Annotated[list[int], _SOME] | Annotated[list[float], _SOME] | Annotated[list[str], _SOME]


class EncodeCategories(Step):
    """Replace columns of categories by one column for each category, after the other columns."""

    rank: ClassVar[int] = 130
    invertible: ClassVar[bool] = False
    takes_text: ClassVar[bool] = True

    step: Literal["encode_categories"]
    columns: list[Column] = Field(min_length=1, max_length=10_000, description="Columns of categories, counted from 0.")
    categories: list[Categories] | None = Field(
        None, description="Categories of each of those columns, in the order of the new columns; learned, and sorted, when left out."
    )
    unknown: Literal["error", "ignore"] = Field("error", description="An unknown category is an error, or is encoded as zeros.")

    @model_validator(mode="after")
    def _categories_of_each(self) -> Self:
        if len(set(self.columns)) < len(self.columns):
            raise ValueError(f"expected columns that differ, got {self.columns[:20]}")
        if self.categories is not None and len(self.categories) != len(self.columns):
            raise ValueError(f"expected categories of {len(self.columns)} columns, got categories of {len(self.categories)}")
        double = [known for known in self.categories or [] if len(set(known)) < len(known)]
        if double:
            raise ValueError(f"expected categories that differ, got one of {double[0][:20]} twice")
        return self

    def output_type(self, given: TensorType) -> TensorType:
        expect_columns(self, self.columns, given)
        (width,) = given.shape
        if width is not None:
            width = None if self.categories is None else width - len(self.columns) + sum(map(len, self.categories))
        return given.with_shape((width,)).with_dtype(str(_number(given.dtype)))

    def learn(self, x: Array) -> State:
        return {"categories_": self.categories or [_categories_in(x[:, column], column) for column in self.columns]}

    @property
    def categories_(self) -> list[list[Any]]:
        """Return the categories of each column, in the order of the new columns; fitted steps only."""
        return list(self._state["categories_"])

    def apply(self, x: Array) -> Array:
        number = _number(x.dtype)
        rest = numbers_of(np.delete(x, self.columns, axis=1), self.step).astype(number)
        pairs = zip(self.columns, self.categories_, strict=True)
        return np.concatenate([rest, *(self._encoded(x[:, column], column, known).astype(number) for column, known in pairs)], axis=1)

    def _encoded(self, values: Array, column: int, known: list[Any]) -> Array:
        indices = {category: index for index, category in enumerate(known)}
        ids = np.array([indices.get(value, -1) for value in values.tolist()], np.intp)
        if self.unknown == "error" and (ids < 0).any():
            raise DataError(f"column {column}: expected one of {known[:20]}, got {values.tolist()[np.argmin(ids)]!r}")
        return np.equal(ids[:, np.newaxis], np.arange(len(known)))


def _number(dtype: Any) -> np.dtype[Any]:
    return float_type(dtype, "float64")


def _categories_in(values: Array, column: int) -> list[Any]:
    categories = in_order(set(values[~is_missing(values)].tolist()))
    if len(categories) > MAX_CATEGORIES:
        raise DataError(f"column {column}: expected at most {MAX_CATEGORIES:,} categories, got {len(categories):,}")
    return categories
