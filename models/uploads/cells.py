"""The cells of one column: what type they are, and their values."""

import re
from collections.abc import Sequence
from enum import IntEnum

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.faults import quote

_INTEGER = re.compile(r"\s*([+-]?[0-9]+)?\s*", re.ASCII)
_NUMBER = re.compile(r"\s*([+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?|[+-]?(inf|infinity)|nan)?\s*", re.ASCII | re.IGNORECASE)
#: Most digits that surely fit into an int64.
_SAFE_DIGITS = 18
#: Longest text of an int64 without spaces.
_INT64_DIGITS = 20


class Kind(IntEnum):
    """Type of a column; a column of mixed cells has the largest of theirs."""

    INTEGER = 0
    FLOAT = 1
    TEXT = 2

    @property
    def type_name(self) -> str:
        """Return the name of the type in records."""
        return ("int64", "float64", "text")[self]


def kind_of(cells: Sequence[str], least: Kind) -> Kind:
    """Return the type of a column, given more of its cells.

    Args:
        cells: Cells as they stand in the file.
        least: Type of the cells before.

    Returns:
        INTEGER for whole numbers of 64 bits; FLOAT for any numbers, and where whole numbers are missing; else TEXT.
    """
    if least is Kind.INTEGER and all(map(_INTEGER.fullmatch, cells)) and all(map(_is_int64, cells)):
        return Kind.INTEGER
    return Kind.FLOAT if least < Kind.TEXT and all(map(_NUMBER.fullmatch, cells)) else Kind.TEXT


def integers_of(cells: Sequence[str]) -> Array:
    """Return the values of cells of the kind INTEGER, int64."""
    return np.fromiter(map(int, cells), np.int64, len(cells))


def floats_of(cells: Sequence[str], lines: Sequence[int], column: str) -> Array:
    """Return the values of cells of the kind FLOAT or INTEGER, float64; NaN where one is missing.

    Args:
        cells: The cells.
        lines: Line each is on.
        column: Name of the column.

    Raises:
        DataError: An infinite number.
    """
    values = np.fromiter((float(cell.strip() or "nan") for cell in cells), np.float64, len(cells))
    infinite = np.isinf(values)
    if infinite.any():
        index = int(np.argmax(infinite))
        raise DataError(f"line {lines[index]}, column {quote(column)}: expected a finite number, got {quote(cells[index])}")
    return values


def _is_int64(cell: str) -> bool:
    if len(cell) <= _SAFE_DIGITS:
        return bool(cell) and not cell.isspace()
    digits = cell.strip()
    return 0 < len(digits) <= _INT64_DIGITS and -(2**63) <= int(digits) < 2**63
