"""Convert the cells of a column from text to values: the one grammar of uploads and of predictions."""

from collections.abc import Callable

import polars as pl

from models.datasets.cell_reading import CellReading
from models.uploads.reading.blanks import BLANK_CHARACTERS
from models.uploads.reading.date_cells import read_dates
from models.uploads.reading.labels import label_of
from models.uploads.reading.number_cells import read_numbers

#: Spellings of truth values, in lower case.
TRUE, FALSE = "true", "false"


def read_cells(cells: pl.Series, how: CellReading) -> tuple[pl.Series, pl.Series]:
    """Convert the cells of a column.

    Args:
        cells: The cells as text, shape (n_rows,); null for a cell that is missing in the file.
        how: How they are read.

    Returns:
        The values, null where missing: Float64, String, Boolean or Datetime (microseconds, UTC where the cells have zones); and a Boolean
        series of the same length that is true where a cell is neither missing nor of the type.
    """
    stripped = cells.str.strip_chars(BLANK_CHARACTERS)
    kept = stripped.set(stripped.is_in(how.missing), None)
    if how.type == "text":
        values = labels_of(kept if how.labels != "as_is" else cells.set(kept.is_null(), None), how.labels)
    else:
        values = _READERS[how.type](kept, how)
    return values, values.is_null() & kept.is_not_null()


def labels_of(cells: pl.Series, join: str) -> pl.Series:
    """Return texts in Unicode's composed form (NFC), joined as said: as_is, strip or strip_casefold."""
    casefold = join == "strip_casefold"
    if not casefold and (cells.str.len_bytes() == cells.str.len_chars()).all():
        return cells
    distinct = cells.drop_nulls().unique(maintain_order=True)
    texts = distinct.to_list()
    new = [label_of(text, join) for text in texts]
    return cells if new == texts else cells.replace(distinct, pl.Series(new, dtype=pl.String))


def _truth_values(cells: pl.Series, how: CellReading) -> pl.Series:
    lower = cells.str.to_lowercase()
    return (lower == TRUE).set(~lower.is_in([TRUE, FALSE]), None)


def _dates(cells: pl.Series, how: CellReading) -> pl.Series:
    return read_dates(cells, how.day_first)


#: Readers of cells by the type of their column.
_READERS: dict[str, Callable[[pl.Series, CellReading], pl.Series]] = {"number": read_numbers, "boolean": _truth_values, "date": _dates}
