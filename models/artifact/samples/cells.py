"""Values of rows that are not plain numbers: texts, truth values and dates, by the types of their columns."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

import numpy as np

from models.artifact.samples.numbers import described
from models.artifact.signature import InputSignature
from models.core.arrays import Array
from models.datasets.cell_reading import CellReading, ColumnType
from models.uploads.reading.blanks import BLANK_CHARACTERS
from models.uploads.reading.labels import read_text

#: Truth values as they come in rows: those of JSON, the numbers that stand for them, and the spellings of files.
_TRUTH = {True: 1.0, False: 0.0, "true": 1.0, "false": 0.0}


def types_of(signature: InputSignature, width: int) -> list[ColumnType]:
    """Return the type of each column of rows."""
    if signature.cells:
        return [cells.type for cells in signature.cells]
    text = signature.text_indices
    return ["text" if index in text else "number" for index in range(width)]


def cell_fault(value: Any, kind: ColumnType, may_miss: bool) -> str:
    """Return the fault of a value in a column of a type; empty if it is valid."""
    if value is None or value != value:
        return "" if may_miss else "expected a value, got none; the model's preprocessing does not fill gaps in this column"
    if kind == "boolean":
        return "" if _truth(value) is not None else f"expected true or false, got {described(value)}"
    if kind != "number":
        return "" if isinstance(value, str) else f"expected {'a date as text' if kind == 'date' else 'text'}, got {described(value)}"
    if not isinstance(value, int | float):
        return f"expected a number, got {described(value)}"
    return "" if isfinite(value) else f"expected a finite number, got {value}"


def truth_values(values: Array) -> Array:
    """Return valid truth values as the numbers 0 and 1, None where missing; array of objects of shape (n_rows,)."""
    found: Array = np.frompyfunc(_truth, 1, 1)(values)
    return found


def dates(values: Sequence[Any], how: CellReading) -> tuple[Array, list[int]]:
    """Convert texts of dates to ISO form.

    Args:
        values: The texts, None where missing.
        how: How they are read.

    Returns:
        Array of objects of shape (n_rows,), and the indices of the texts that are not dates.
    """
    # polars is imported where rows hold dates, not at the start of the API.
    import polars as pl

    from models.uploads.reading.cells import read_cells
    from models.uploads.stored.table_columns import iso_dates

    found, wrong = read_cells(pl.Series(values, dtype=pl.String), how)
    return iso_dates(found.to_numpy().astype("datetime64[us]").astype(np.int64)), wrong.arg_true().to_list()


def texts_read(values: Sequence[Any], how: CellReading) -> Array:
    """Convert texts to what an upload makes of them: without blanks round them, composed; None where missing.

    Args:
        values: The texts, None where missing.
        how: How they are read.

    Returns:
        Array of objects of shape (n_rows,).
    """
    found = np.empty(len(values), object)
    found[:] = [read_text(value, how) if isinstance(value, str) else None for value in values]
    return found


def are_cleaned(came: Sequence[Any], read: Array, kind: ColumnType) -> bool:
    """Tell whether a text of a column was taken in another form than it came; see `cleaned.CleanedColumns`.

    Args:
        came: The values as they came.
        read: The values that they were read as, array of objects of shape (n_rows,).
        kind: Type of the column. Of truth values and dates, which have many spellings, only blanks around them count.
    """
    if kind == "text":
        return any(isinstance(text, str) and text != value for text, value in zip(came, read.tolist(), strict=True))
    return any(isinstance(text, str) and text != text.strip(BLANK_CHARACTERS) for text in came)


def _truth(value: Any) -> float | None:
    return _TRUTH.get(value.strip().lower() if isinstance(value, str) else value) if isinstance(value, str | int | float) else None
