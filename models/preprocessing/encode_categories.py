"""One-hot encoding of columns of categories."""

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from models.core.arrays import Array
from models.core.column import Column
from models.core.errors import DataError, RefusedValue, RefusedValues
from models.core.faults import did_you_mean
from models.preprocessing.arrays import in_order, is_missing
from models.preprocessing.column_step import MAX_COLUMNS, ReplacingStep, column_at, derived
from models.preprocessing.row_columns import Columns
from models.preprocessing.step import State

MAX_CATEGORIES = 10_000
#: Most unknown values, and most known categories, in an error.
MAX_REFUSED, MAX_LISTED = 20, 20
_SOME = Field(min_length=1, max_length=MAX_CATEGORIES)
Categories = Annotated[list[int], _SOME] | Annotated[list[float], _SOME] | Annotated[list[str], _SOME]


class EncodeCategories(ReplacingStep):
    """Replace columns of categories by one column for each category, after the other columns."""

    rank: ClassVar[int] = 130

    step: Literal["encode_categories"]
    columns: list[Column] = Field(min_length=1, max_length=MAX_COLUMNS, description="Columns of categories, by name or by index from 0.")
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

    def filled(self, gaps: Sequence[int]) -> Sequence[int]:
        """Return the columns of which a missing category is encoded as zeros."""
        return self.indices if self.unknown == "ignore" else ()

    def n_new(self) -> int | None:
        known = self._known
        return None if known is None else sum(map(len, known))

    def new_columns(self, columns: Columns) -> Columns:
        known = self._known
        if known is None:
            return ()
        pairs = zip(self.indices, known, strict=True)
        return tuple(derived(column_at(index, columns), f"={category}") for index, categories in pairs for category in categories)

    def learn(self, x: Array) -> State:
        return {"categories_": self.categories or [_categories_in(x[:, column], column) for column in self.indices]}

    @property
    def categories_(self) -> list[list[Any]]:
        """Return the categories of each column, in the order of the new columns; fitted steps only."""
        return list(self._state["categories_"])

    @property
    def _known(self) -> list[Any] | None:
        """Return the categories of each column; None before they are learned."""
        return self._state.get("categories_", self.categories)

    def replaced(self, x: Array) -> list[Array]:
        ids = [_ids(x[:, column], known) for column, known in zip(self.indices, self.categories_, strict=True)]
        if self.unknown == "error" and any((each < 0).any() for each in ids):
            raise self._refused(x, ids)
        return [np.equal(each[:, np.newaxis], np.arange(len(known))) for each, known in zip(ids, self.categories_, strict=True)]

    def _refused(self, x: Array, ids: list[Array]) -> RefusedValues:
        rows = [np.flatnonzero(each < 0) for each in ids]
        found = [
            RefusedValue(row, column, _unknown(x[row : row + 1, column].tolist()[0], known))
            for column, known, wrong in zip(self.indices, self.categories_, rows, strict=True)
            for row in wrong[:MAX_REFUSED].tolist()
        ]
        return RefusedValues(sorted(found, key=lambda value: (value.row, value.column))[:MAX_REFUSED], sum(map(len, rows)), self)


def _ids(values: Array, known: list[Any]) -> Array:
    """Return the index of the category of each value, -1 for an unknown one."""
    indices = {category: index for index, category in enumerate(known)}
    return np.array([indices.get(value, -1) for value in values.tolist()], np.intp)


def _unknown(value: Any, known: list[Any]) -> str:
    nearest = did_you_mean(value.strip(), [name for name in known if isinstance(name, str)], write=repr) if isinstance(value, str) else ""
    more = f" and {len(known) - MAX_LISTED} more" if len(known) > MAX_LISTED else ""
    return f"expected one of {known[:MAX_LISTED]}{more}, got {repr(value)[:80]}{nearest}"


def _categories_in(values: Array, column: int) -> list[Any]:
    categories = in_order(set(values[~is_missing(values)].tolist()))
    if len(categories) > MAX_CATEGORIES:
        raise DataError(f"column {column}: expected at most {MAX_CATEGORIES:,} categories, got {len(categories):,}")
    return categories
