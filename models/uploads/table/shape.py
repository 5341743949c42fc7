"""What the text of a cell may mean."""

from enum import StrEnum

import polars as pl

from models.core.arrays import EXACT
from models.uploads.reading.cells import FALSE, TRUE
from models.uploads.reading.date_cells import SIGNS, has_zone, parts_of, read_dates
from models.uploads.reading.number_cells import normalized

#: Words that stand for a missing value in a column of numbers, truth values or dates.
TOKENS = ("NA", "N/A", "n/a", "na", "#N/A", "<NA>", "?", "-", "null", "NULL", "Null", "None", "none", "NaN", "nan", "NAN", "NaT")
#: Signs of currencies and shares round numbers.
SIGN = r"(?:\p{Sc}|%|‰)"
_BODY = r"(?:[0-9]+|[0-9]{1,3}(?:[,. '_’][0-9]{3})+)(?:[.,][0-9]*)?"


class Shape(StrEnum):
    """What the text of a cell may mean; the first that holds."""

    WHOLE = "whole"
    POINT = "point"
    POINT_THREE = "point_three"
    CODE = "code"
    BIG = "big"
    BEYOND = "beyond"
    TOKEN = "token"
    COMMA_THREE = "comma_three"
    COMMA = "comma"
    COMMA_GROUPS = "comma_groups"
    POINT_GROUPS = "point_groups"
    BLANK_GROUPS = "blank_groups"
    WIDE_GROUPS = "wide_groups"
    QUOTE_GROUPS = "quote_groups"
    LINE_GROUPS = "line_groups"
    SIGNED = "signed"
    TRUTH = "truth"
    DATE = "date"
    ZONED = "zoned"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    EITHER_FIRST = "either_first"
    TEXT = "text"


#: Shapes of finite numbers, however spelled.
NUMBERS = (*tuple(Shape)[:5], *tuple(Shape)[7:16])
#: Shapes of plain numbers.
PLAIN = (Shape.WHOLE, Shape.POINT, Shape.POINT_THREE)
#: A number whose point may stand before decimals or between thousands.
POINT_OF_THREE = r"^[+-]?[1-9][0-9]{0,2}\.[0-9]{3}$"
#: Digits that are a code and no number: with leading zeros, or a telephone number.
CODE_CELL = r"^(?:0[0-9]|\+[0-9]{7,}$)"
#: Shapes of dates.
DATES = (Shape.DATE, Shape.ZONED, Shape.DAY_FIRST, Shape.MONTH_FIRST, Shape.EITHER_FIRST)

#: Regular expression of each shape.
_SPELLINGS = {
    Shape.COMMA_THREE: r"^[+-]?[1-9][0-9]{0,2},[0-9]{3}$",
    Shape.COMMA: r"^[+-]?[0-9]+,[0-9]+(?:[eE][+-]?[0-9]+)?$",
    Shape.COMMA_GROUPS: r"^[+-]?[1-9][0-9]{0,2}(?:(?:,[0-9]{3}){2,}(?:\.[0-9]*)?|,[0-9]{3}\.[0-9]*)$",
    Shape.POINT_GROUPS: r"^[+-]?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}(?:,[0-9]*)?|\.[0-9]{3},[0-9]*)$",
    Shape.BLANK_GROUPS: r"^[+-]?[1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,][0-9]*)?$",
    Shape.QUOTE_GROUPS: r"^[+-]?[1-9][0-9]{0,2}(?:'[0-9]{3})+(?:[.,][0-9]*)?$",
    Shape.LINE_GROUPS: r"^[+-]?[1-9][0-9]{0,2}(?:_[0-9]{3})+(?:[.,][0-9]*)?$",
    Shape.SIGNED: rf"^[+-]?{SIGN}\s*[+-]?{_BODY}$|^[+-]?{_BODY}\s*{SIGN}$",
}


def shapes_of(cells: pl.Series) -> pl.Series:
    """Return the shape of each cell.

    Args:
        cells: Cells that are not empty, without blanks round them; few, since each rule looks at all of them.
    """
    text = normalized(cells)
    found = _simple(text)
    for shape, pattern in _SPELLINGS.items():
        if found.null_count():
            found = _where(found, text.str.contains(pattern), shape)
    found = _where(found, (found == Shape.BLANK_GROUPS) & (text != cells) & cells.str.contains("[\u00a0\u2007\u2009\u202f]"), Shape.WIDE_GROUPS, True)
    if found.null_count():
        found = _dates(found, cells)
    return found.fill_null(Shape.TEXT)


def _simple(text: pl.Series) -> pl.Series:
    numbers = text.cast(pl.Float64, strict=False)
    whole = text.str.contains(r"^[+-]?[0-9]+$")
    is_number = numbers.is_not_null() & numbers.is_finite()
    found = pl.Series([None], dtype=pl.String).new_from_index(0, len(text))
    found = _where(found, text.is_in(TOKENS), Shape.TOKEN)
    found = _where(found, is_number & text.str.contains(CODE_CELL), Shape.CODE)
    found = _where(found, whole & (numbers.abs() >= EXACT), Shape.BIG)
    found = _where(found, whole & is_number, Shape.WHOLE)
    found = _where(found, is_number & text.str.contains(POINT_OF_THREE), Shape.POINT_THREE)
    found = _where(found, is_number, Shape.POINT)
    found = _where(found, numbers.is_not_null() & ~is_number, Shape.BEYOND)
    return _where(found, text.str.to_lowercase().is_in([TRUE, FALSE]), Shape.TRUTH)


def _dates(found: pl.Series, cells: pl.Series) -> pl.Series:
    parts = parts_of(cells)
    if parts["form"].null_count() == len(cells):
        return found
    day, month = (read_dates(cells, is_day).is_not_null() for is_day in (True, False))
    signs = (parts["form"] == SIGNS).fill_null(False)
    found = _where(found, ~signs & (parts["form"].is_not_null()) & day & has_zone(cells), Shape.ZONED)
    found = _where(found, ~signs & (parts["form"].is_not_null()) & day, Shape.DATE)
    for holds, shape in ((day & month, Shape.EITHER_FIRST), (day, Shape.DAY_FIRST), (month, Shape.MONTH_FIRST)):
        found = _where(found, signs & holds, shape)
    return found


def _where(found: pl.Series, holds: pl.Series, shape: Shape, is_over: bool = False) -> pl.Series:
    """Set the shape where it holds and no earlier one does, or over it."""
    holds = holds.fill_null(False) & (is_over | found.is_null())
    return found.set(holds, shape) if holds.any() else found
