"""The grammar of numbers in text."""

import re

import polars as pl

from models.core.arrays import EXACT
from models.datasets.cell_reading import CellReading
from models.uploads.reading.blanks import BLANK_CHARACTERS

#: A minus sign that word processors write; blanks, and the apostrophe of Swiss spreadsheets, that separate groups of digits.
_MINUS, _WIDE_BLANKS, _APOSTROPHE = "\u2212", "[\u00a0\u2007\u2009\u202f]", "\u2019"
#: A whole number.
_WHOLE = r"^[+-]?[0-9]+$"


def read_numbers(cells: pl.Series, how: CellReading) -> pl.Series:
    """Convert cells to numbers.

    Args:
        cells: The cells without blanks round them, null where missing.
        how: How they are read.

    Returns:
        Float64 series; null for a cell that is missing or not a number of this spelling, not finite, or an integer that a float cannot hold.
    """
    values = cells.cast(pl.Float64, strict=False) if how.decimal == "." else None
    if values is None or values.null_count() > cells.null_count():
        values = _spelled(cells, how)
    return _exact(values, cells)


def normalized(cells: pl.Series) -> pl.Series:
    """Return cells with one kind of minus sign, of blank and of apostrophe."""
    return cells.str.replace_all(_MINUS, "-", literal=True).str.replace_all(_WIDE_BLANKS, " ").str.replace_all(_APOSTROPHE, "'", literal=True)


def without_signs(cells: pl.Series, signs: str) -> pl.Series:
    """Return cells without the signs of currencies and shares round their numbers, by a regular expression of the signs."""
    return cells.str.replace(rf"^([+-]?)\s*(?:{signs})\s*", "$1").str.replace(rf"\s*(?:{signs})$", "")


def is_number(text: str) -> bool:
    """Return whether a text is a plain number."""
    try:
        float(text)
    except ValueError:
        return False
    return "_" not in text


def _spelled(cells: pl.Series, how: CellReading) -> pl.Series:
    text = normalized(cells)
    if how.affixes:
        signs = "|".join(map(re.escape, how.affixes))
        text = without_signs(text, signs)
    text = text.set(~text.str.contains(_grammar(how.decimal, how.thousands)), None)
    if how.thousands:
        text = text.str.replace_all(how.thousands, "", literal=True)
    return text.str.replace(how.decimal, ".", literal=True).str.strip_chars(BLANK_CHARACTERS).cast(pl.Float64, strict=False)


def _grammar(decimal: str, thousands: str) -> str:
    groups = rf"[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+|" if thousands else ""
    return rf"^[+-]?(?:{groups}[0-9]*)(?:{re.escape(decimal)}[0-9]*)?(?:[eE][+-]?[0-9]+)?$"


def _exact(values: pl.Series, cells: pl.Series) -> pl.Series:
    values = values.set(~values.is_finite(), None)
    largest = values.abs().max()
    if not isinstance(largest, float) or largest < EXACT:
        return values
    return values.set((values.abs() >= EXACT) & cells.str.contains(_WHOLE), None)
