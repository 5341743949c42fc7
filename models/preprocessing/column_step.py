"""Steps over some columns of rows, which a spec gives by name or by index."""

from collections.abc import Callable
from typing import Any, ClassVar, Self

import numpy as np
from pydantic import Field, PrivateAttr

from models.core.arrays import Array
from models.core.column import Column
from models.core.faults import quote
from models.core.tensors import TensorType
from models.preprocessing.arrays import as_float, float_type, numbers_of
from models.preprocessing.row_columns import Columns, RowColumn, index_of, named_columns, text_indices
from models.preprocessing.step import State, Step, StepTypeError, expect_numbers, expect_rows

#: Most columns that a step names.
MAX_COLUMNS = 10_000


class ColumnStep(Step):
    """A step over the columns that a spec gives by name or index; once placed, by index only, and so in an artifact."""

    columns: list[Column] | None = Field(
        None,
        min_length=1,
        max_length=MAX_COLUMNS,
        exclude_if=lambda columns: columns is None,
        description="Columns by name, or by index from 0; all when left out.",
    )

    def placed(self, columns: Columns | None) -> Self:
        found: list[int] = []
        for position, column in enumerate(self.columns or ()):
            try:
                index = index_of(column, columns)
            except LookupError as error:
                raise StepTypeError(f"{self.step}: {error.args[0]}", "columns", position) from error
            if index in found:
                raise StepTypeError(f"{self.step}: expected columns that differ, got {quote(column)} again", "columns", position)
            found.append(index)
        return self if self.columns is None or self.columns == found else self.model_copy(update={"columns": found})

    @property
    def indices(self) -> list[int]:
        """Return the indices of the columns; of a step that is placed and has columns."""
        return [column for column in self.columns or () if isinstance(column, int)]

    def expect_columns(self, given: TensorType) -> None:
        """Refuse indices of columns that the rows do not have.

        Raises:
            StepTypeError: The samples are not rows, or the rows are too short.
        """
        expect_rows(self, given)
        (width,) = given.shape
        last = max(self.indices, default=0)
        if width is not None and last >= width:
            raise StepTypeError(f"{self.step}: expected rows with a column {last}, counted from 0, got rows of {width} columns")


class NumberStep(ColumnStep):
    """A step over every value, or over the values of some columns, of numbers; it gives floats.

    With columns, the rows may have columns of text beside them.
    """

    keeps_columns: ClassVar[bool] = True

    def refused_text(self, columns: Columns) -> list[int]:
        return [index for index in text_indices(columns) if self.columns is None or index in self.indices]

    def output_type(self, given: TensorType) -> TensorType:
        if self.columns is None:
            expect_numbers(self, given)
            return given.with_dtype(str(float_type(given.dtype)))
        self.expect_columns(given)
        return given if given.dtype == "object" else given.with_dtype(str(float_type(given.dtype, "float64")))

    def selected(self, x: Array) -> Array:
        """Return the values that the step is over; those of some columns as floats."""
        return x if self.columns is None else as_float(numbers_of(x[:, self.indices], self.step), "float64")

    def changed(self, x: Array, change: Callable[[Array], Array]) -> Array:
        """Return an array with changed values in the columns that the step is over.

        Args:
            x: The array.
            change: Returns the new values, float array of the same shape.
        """
        if self.columns is None:
            return change(x)
        values = change(self.selected(x))
        result: Array = x.astype(object if x.dtype == object else values.dtype)
        result[:, self.indices] = values
        return result


class ReplacingStep(ColumnStep):
    """A step that replaces its columns by columns of numbers, which stand after the other ones."""

    invertible: ClassVar[bool] = False
    takes_text: ClassVar[bool] = True
    _placed_by_text: bool = PrivateAttr(False)

    def placed(self, columns: Columns | None) -> Self:
        step = super().placed(columns)
        left = [index for index in text_indices(columns or ()) if index not in step.indices]
        if left:
            step = step.model_copy()
            step._placed_by_text = True
        return step

    def expect_text(self, columns: Columns | None, wanted: str) -> None:
        """Refuse columns of numbers.

        Args:
            columns: The columns that the step gets; None where they are not known.
            wanted: What the step is for, for the message.

        Raises:
            StepTypeError: A column of the step has numbers.
        """
        for position, index in enumerate(self.indices):
            if columns is not None and index < len(columns) and not columns[index].is_text:
                detail = f"{self.step}: expected columns of {wanted}, but {named_columns([index], columns)} contains numbers"
                raise StepTypeError(detail, "columns", position)

    @property
    def leaves_text(self) -> bool:
        """Tell whether text is left among the other columns; known of a step that is placed, and recorded."""
        return self._placed_by_text or bool(self._state.get("leaves_text_"))

    def _with_state(self, state: State) -> Self:
        return super()._with_state({**state, **({"leaves_text_": True} if self.leaves_text else {})})

    def columns_after(self, columns: Columns) -> Columns:
        return (*(column for index, column in enumerate(columns) if index not in self.indices), *self.new_columns(columns))

    def new_columns(self, columns: Columns) -> Columns:
        """Return the columns that replace others; none where their number is not known yet."""
        raise NotImplementedError

    def n_new(self) -> int | None:
        """Return the number of columns that replace others; None if it is not known before fitting."""
        raise NotImplementedError

    def replaced(self, x: Array) -> list[Array]:
        """Return the columns that replace others, arrays of shape (n_samples, n_columns) of numbers."""
        raise NotImplementedError

    def output_type(self, given: TensorType) -> TensorType:
        self.expect_columns(given)
        (width,), new = given.shape, self.n_new()
        total = None if width is None or new is None else width - len(self.columns or ()) + new
        return given.with_shape((total,)).with_dtype("object" if self.leaves_text else str(_number(given.dtype)))

    def apply(self, x: Array) -> Array:
        rest, number = np.delete(x, self.indices, axis=1), _number(x.dtype)
        if not self.leaves_text:
            rest = numbers_of(rest, self.step).astype(number)
        return np.concatenate([rest, *(new.astype(number) for new in self.replaced(x))], axis=1)


def derived(column: RowColumn, name: str, *, may_miss: bool = False) -> RowColumn:
    """Return a column of numbers that is made of another.

    Args:
        column: The column.
        name: What is added to its name.
        may_miss: Whether values are missing where those of the column are.
    """
    return RowColumn(None if column.name is None else f"{column.name}{name}", column.source if may_miss else None)


def column_at(index: int, columns: Columns) -> RowColumn:
    """Return a column; one without a name beyond those that are known."""
    return columns[index] if index < len(columns) else RowColumn(None, None)


def _number(dtype: Any) -> np.dtype[Any]:
    return float_type(dtype, "float64")
