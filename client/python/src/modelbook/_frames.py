"""Data frames and series of pandas and polars: read as tables, and made of predictions. Neither is imported unless the caller has."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from modelbook._cells import plain_cells, require_storable, row_cells
from modelbook._predictions import value_of
from modelbook.errors import InputError

_LIBRARIES = ("pandas", "polars")
#: Name of the column of targets that have none of their own.
_TARGET = "target"


@dataclass(frozen=True)
class Table:
    """Columns of cells as JSON holds them.

    Args:
        columns: Names of the columns.
        cells: The cells of each column.
    """

    columns: list[str]
    cells: list[list[Any]]

    def rows(self) -> list[list[Any]]:
        """Return the rows in the order of the columns."""
        return [list(row) for row in zip(*self.cells)]

    def rows_by_name(self) -> list[dict[str, Any]]:
        """Return the rows by the names of the columns."""
        return [dict(zip(self.columns, row)) for row in zip(*self.cells)]

    def csv(self) -> bytes:
        """Return the table as CSV in UTF-8, separated by commas.

        Raises:
            InputError: It has no columns, or one that would not come back as it is.
        """
        if not self.columns:
            raise InputError("expected a table with columns, got none")
        for column, cells in zip(self.columns, self.cells):
            require_storable(column, cells)
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(self.columns)
        writer.writerows(["" if cell is None else repr(cell) if isinstance(cell, float) else cell for cell in row] for row in zip(*self.cells))
        return text.getvalue().encode()


def library_of(value: Any) -> str | None:
    """Return the library that a frame or a series comes from, `pandas` or `polars`; None for what is neither."""
    roots = (cls.__module__.partition(".")[0] for cls in type(value).__mro__)
    return next((root for root in roots if root in _LIBRARIES), None) if hasattr(value, "to_numpy") and hasattr(value, "shape") else None


def is_frame(value: Any) -> bool:
    """Tell whether a value is a data frame."""
    return library_of(value) is not None and hasattr(value, "columns")


def is_series(value: Any) -> bool:
    """Tell whether a value is a series of pandas or polars."""
    return library_of(value) is not None and hasattr(value, "name") and not hasattr(value, "columns") and hasattr(value, "to_frame")


def table_of(frame: Any) -> Table:
    """Return a data frame as a table.

    Raises:
        InputError: Names of columns are no names or stand twice, or cells cannot be sent.
    """
    names = [_name(column) for column in frame.columns]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"expected each column once, got several of the name {twice!r}")
    return Table(names, [cells_of(_column(frame, index), name) for index, name in enumerate(names)])


def cells_of(series: Any, name: str | None = None) -> list[Any]:
    """Return the cells of a series as JSON holds them, None for missing ones.

    Args:
        series: The series.
        name: Name of the column that it is; when left out it may be a row, with numbers and texts.
    """
    cells = series.to_list()
    if library_of(series) == "pandas":
        cells = [None if gone else cell for cell, gone in zip(cells, series.isna().tolist())]
    return row_cells(str(getattr(series, "name", None) or "values"), cells) if name is None else plain_cells(name, cells)


def table_of_rows(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return rows by column name as a table; a name that a row lacks is a missing value."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return Table([_name(name) for name in names], [plain_cells(str(name), [row.get(name) for row in rows]) for name in names])


def stored_table(data: Any) -> Table:
    """Return a frame, or a series as a table of one column, to be stored: with an index that says nothing of its own.

    Raises:
        InputError: The index is not a plain range: it would be lost.
    """
    if library_of(data) == "pandas":
        _require_plain_index(data)
    if is_frame(data):
        return table_of(data)
    name = _name(data.name) if data.name not in (None, "") else "value"
    return Table([name], [cells_of(data, name)])


def with_target(inputs: Any, target: Any) -> Table:
    """Return a frame and its targets (a series, an array or a list) as one table."""
    table = table_of(inputs)
    name = _name(target.name) if is_series(target) and target.name not in (None, "") else _TARGET
    if name in table.columns:
        raise InputError(f"expected targets of a name that no column has, got {name!r}")
    if is_series(target) and library_of(target) == "pandas" and library_of(inputs) == "pandas" and not target.index.equals(inputs.index):
        raise InputError("expected targets with the index of the inputs, got another")
    cells = cells_of(target, name) if is_series(target) else plain_cells(name, target.tolist() if hasattr(target, "tolist") else target)
    n_rows = len(table.cells[0]) if table.cells else 0
    if len(cells) != n_rows:
        raise InputError(f"expected {n_rows:,} targets, one for each row, got {len(cells):,}")
    return Table([*table.columns, name], [*table.cells, cells])


def back_in(like: Any, predictions: list[Any], labels: Sequence[Any] = ()) -> Any:
    """Return predictions as a series, or a frame where each is several values, of the library and with the index of the inputs.

    Args:
        like: The frame or series that was predicted on.
        predictions: A prediction for each of its rows.
        labels: The labels, whose texts are the names of scores and probabilities.

    Returns:
        Labels, values or clusters as a series; scores and probabilities as a frame with a column for each label; of several outputs a frame with
        a column for each, or a dictionary of these.
    """
    if predictions and isinstance(predictions[0], dict):
        return _outputs({name: back_in(like, [each[name] for each in predictions]) for name in predictions[0]}, like)
    names = {str(label): label for label in labels}
    values = [value_of(prediction) for prediction in predictions]
    if values and isinstance(values[0], dict):
        return made(like, {names.get(name, name): [value[name] for value in values] for name in values[0]})
    if values and isinstance(values[0], list) and len({len(value) for value in values}) == 1:
        return made(like, dict(enumerate(map(list, zip(*values)))))
    return made_series(like, values, "prediction")


def made(like: Any, columns: Mapping[Any, list[Any]], index: Any = None) -> Any:
    """Return columns as a frame of the same library, with the same index unless another is given."""
    if library_of(like) == "polars":
        return import_module("polars").DataFrame({str(name): cells for name, cells in columns.items()})
    return import_module("pandas").DataFrame(dict(columns), index=like.index if index is None else index)


def made_series(like: Any, values: list[Any], name: str | None, index: Any = None) -> Any:
    """Return values as a series of the same library, with the same index unless another is given."""
    if library_of(like) == "polars":
        return import_module("polars").Series(name, values)
    pandas = import_module("pandas")
    empty = {"dtype": object} if not values else {}
    return pandas.Series(values, index=like.index if index is None else index, name=name, **empty)


def _outputs(found: dict[str, Any], like: Any) -> Any:
    if not all(is_series(each) for each in found.values()):
        return found
    return made(like, {name: each.to_list() for name, each in found.items()})


def _column(frame: Any, index: int) -> Any:
    return frame.iloc[:, index] if library_of(frame) == "pandas" else frame[:, index]


def _name(column: Any) -> str:
    """Return the name of a column as it is sent: a text, or the digits of a number."""
    if isinstance(column, bool) or not isinstance(column, (str, int)) or column == "":
        raise InputError(f"expected names of columns that are texts or integers, got {type(column).__name__} {column!r}")
    return str(column)


def _require_plain_index(data: Any) -> None:
    index = data.index
    if type(index).__name__ == "RangeIndex" and index.name is None and index.start == 0 and index.step == 1:
        return
    if list(index[:1]) == [0] and index.name is None and index.equals(type(index)(range(len(index)))):
        return
    raise InputError(
        f"expected a plain index 0, 1, 2 ..., got {type(index).__name__}{f' {index.name!r}' if index.name is not None else ''}, which would be "
        f"lost: give .reset_index() to store it as a column, or .reset_index(drop=True) to leave it out"
    )
