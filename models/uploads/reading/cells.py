"""Convert the cells of a column from text to values: the one grammar of uploads and of predictions."""

import polars as pl

from models.datasets.cell_reading import CellReading

#: Spellings of truth values, in lower case.
TRUE, FALSE = "true", "false"
#: Characters that are removed round a cell: white space, no-break spaces and byte order marks.
BLANK_CHARACTERS = " \t\r\n\v\f\u00a0\u2007\u202f\ufeff"
_MINUS = "\u2212"
_DATE_FORMATS = ("%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d")


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
    values = _READERS[how.type](kept, how)
    return values, values.is_null() & kept.is_not_null()


def _texts(cells: pl.Series, how: CellReading) -> pl.Series:
    return cells.str.normalize("NFC")


def _numbers(cells: pl.Series, how: CellReading) -> pl.Series:
    plain = cells.cast(pl.Float64, strict=False)
    if plain.null_count() > cells.null_count() or how.thousands or how.decimal != ".":
        text = cells.str.replace(_MINUS, "-", literal=True)
        for affix in how.affixes:
            text = text.str.replace(affix, "", literal=True).str.strip_chars(BLANK_CHARACTERS)
        if how.thousands:
            text = text.str.replace_all(how.thousands, "", literal=True)
        plain = text.str.replace(how.decimal, ".", literal=True).cast(pl.Float64, strict=False)
    return plain.set(plain.is_nan() | plain.is_infinite(), None)


def _truth_values(cells: pl.Series, how: CellReading) -> pl.Series:
    lower = cells.str.to_lowercase()
    return (lower == TRUE).set(~lower.is_in([TRUE, FALSE]), None)


def _dates(cells: pl.Series, how: CellReading) -> pl.Series:
    text = cells.str.replace(" ", "T", literal=True)
    found = pl.Series(cells.name, [None] * len(cells), pl.Datetime("us"))
    for form in _DATE_FORMATS:
        found = found.zip_with(found.is_not_null(), text.str.to_datetime(form, strict=False, time_unit="us"))
    return found


_READERS = {"number": _numbers, "text": _texts, "boolean": _truth_values, "date": _dates}
