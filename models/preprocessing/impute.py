"""Replace missing values."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from models.core.arrays import Array
from models.core.column import Column
from models.core.errors import DataError
from models.core.tensors import TensorType
from models.preprocessing.arrays import in_order, is_missing, numbers_of
from models.preprocessing.column_step import ColumnStep
from models.preprocessing.row_columns import Columns, text_indices
from models.preprocessing.step import State, StepTypeError


def _most_frequent(values: Array) -> Any:
    counts = Counter(values.tolist())
    most = max(counts.values())
    return in_order({value for value, count in counts.items() if count == most})[0]


_FILLS: dict[str, Callable[[Array], Any]] = {
    "mean": lambda values: float(np.mean(numbers_of(values, "impute by mean"), dtype=np.float64)),
    "median": lambda values: float(np.median(numbers_of(values, "impute by median").astype(np.float64))),
    "most_frequent": _most_frequent,
}
#: Strategies that fill a gap of a series from the steps beside it.
_FOLLOWING = ("interpolate", "forward")


class Impute(ColumnStep):
    """Replace NaN and None by a value learned from the training part, one for each column; of series also by those of the steps beside them."""

    rank: ClassVar[int] = 120
    invertible: ClassVar[bool] = False
    takes_text: ClassVar[bool] = True
    keeps_columns: ClassVar[bool] = True

    step: Literal["impute"]
    strategy: Literal["mean", "median", "most_frequent", "constant", "interpolate", "forward"] = Field(
        "mean",
        description="How the fill value of a column is computed; of equally frequent values, the smallest. Mean and median take columns of numbers. "
        "For series, before the window: interpolate on the line between the steps beside a gap, forward by the step before it; at an end by the "
        "nearest step.",
    )
    fill: int | float | Annotated[str, Field(max_length=1000)] | None = Field(None, description="The fill value of the strategy constant.")
    columns: list[Column] | None = Field(None, min_length=1, description="Columns to fill, by name or by index from 0; all when left out.")

    @model_validator(mode="after")
    def _fill_is_for_constant(self) -> Self:
        if (self.strategy == "constant") != (self.fill is not None):
            wanted = "a fill" if self.strategy == "constant" else "no fill"
            raise ValueError(f"expected {wanted} with the strategy {self.strategy}, got {'none' if self.fill is None else repr(self.fill)}")
        return self

    @property
    def follows_series(self) -> bool:
        return self.strategy in _FOLLOWING

    def filled(self, gaps: Sequence[int]) -> Sequence[int]:
        return gaps if self.columns is None else self.indices

    def refused_text(self, columns: Columns) -> Sequence[int]:
        if self.strategy not in ("mean", "median", *_FOLLOWING):
            return ()
        return [index for index in text_indices(columns) if self.columns is None or index in self.indices]

    def output_type(self, given: TensorType) -> TensorType:
        self.expect_columns(given)
        if given.is_numeric and isinstance(self.fill, str):
            raise StepTypeError(f"impute: expected a number as fill for columns of numbers, got {self.fill!r}")
        if self.follows_series and given.axis != "time":
            raise StepTypeError(f"impute by {self.strategy}: expected steps of a series, before the window, got samples", "strategy")
        return given

    def learn(self, x: Array) -> State:
        columns = range(x.shape[1]) if self.columns is None else self.indices
        return {"columns_": list(columns), "fills_": [self._fill_of(x[:, column], column) for column in columns]}

    def apply(self, x: Array) -> Array:
        missing, filled = is_missing(x), x.copy()
        for column, fill in zip(self._state["columns_"], self._state["fills_"], strict=True):
            gaps = missing[:, column]
            if gaps.any():
                filled[gaps, column] = self._from_beside(x[:, column], gaps, fill) if self.follows_series else fill
        return filled

    def invert(self, y: Array) -> Array:
        """Return the values unchanged: which of them were missing is not recorded."""
        return y

    def _fill_of(self, values: Array, column: int) -> Any:
        if self.strategy == "constant":
            return self.fill
        present = values[~is_missing(values)]
        if not len(present):
            raise DataError(f"impute by {self.strategy}: expected a value in each column of the training part, got none in column {column}")
        return _FILLS["mean" if self.follows_series else self.strategy](present)

    def _from_beside(self, values: Array, gaps: Array, fill: Any) -> Any:
        """Return the values of gaps of one series; `fill`, the mean of the training part, where it has no value at all."""
        known = np.flatnonzero(~gaps)
        if not len(known):
            return fill
        at = np.flatnonzero(gaps)
        if self.strategy == "interpolate":
            return np.interp(at, known, values[known].astype(np.float64))
        return values[known[np.maximum(np.searchsorted(known, at) - 1, 0)]]
