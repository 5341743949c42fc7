"""Cells of tables in the forms that JSON and CSV can hold; what would change on the way is refused by the name of its column."""

from __future__ import annotations

import datetime
import decimal
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

from modelbook.errors import InputError

#: Integers that the API can hold.
_LEAST, _MOST = -(2**63), 2**63 - 1
#: Integers up to this size are floats, too, without loss.
_EXACT = 2**53
#: Texts that a reader of CSV takes for numbers, or for missing ones.
_LIKE_A_NUMBER = re.compile(r"\s*([+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?|[+-]?(inf|infinity)|nan)?\s*", re.ASCII | re.IGNORECASE)


def plain_cells(column: str, cells: Iterable[Any]) -> list[Any]:
    """Return the cells of a column as numbers, texts, and None for missing ones.

    Truth values become 0 and 1, dates and times their ISO 8601 text, decimals floats.

    Args:
        column: Name of the column.
        cells: Its cells; NaN is a missing one.

    Raises:
        InputError: A cell is something else, or the column has numbers and texts; the message names the column and the row.
    """
    plain = row_cells(column, cells)
    texts = [row for row, cell in enumerate(plain) if isinstance(cell, str)]
    numbers = [row for row, cell in enumerate(plain) if cell is not None and not isinstance(cell, str)]
    if texts and numbers:
        pair = f"{plain[numbers[0]]!r} (row {numbers[0]}) and {plain[texts[0]]!r} (row {texts[0]})"
        raise InputError(f"column {column!r}: expected numbers or texts, got both: {pair}")
    return plain


def row_cells(column: str, cells: Iterable[Any]) -> list[Any]:
    """Return cells that may be of several types, as those of a row are; arguments and errors as of `plain_cells`."""
    return [_plain(column, row, cell) for row, cell in enumerate(cells)]


def require_storable(column: str, cells: Sequence[Any]) -> None:
    """Require that a column comes back from a CSV file as it is.

    Raises:
        InputError: Its texts would be read as numbers, or its integers lose digits among floats or missing values.
    """
    given = [cell for cell in cells if cell is not None]
    if given and isinstance(given[0], str):
        if all(_LIKE_A_NUMBER.fullmatch(cell) for cell in given):
            raise InputError(
                f"column {column!r}: expected texts that are not numbers, got {given[0]!r}: all of them would be stored as numbers; make them "
                f"numbers, or add a letter to each"
            )
        return
    becomes_float = len(given) < len(cells) or any(isinstance(cell, float) for cell in given)
    large = next((cell for cell in given if becomes_float and isinstance(cell, int) and abs(cell) > _EXACT), None)
    if large is not None:
        raise InputError(f"column {column!r}: expected integers up to 2**53 beside missing values or floats, got {large}: digits would be lost")


def _plain(column: str, row: int, cell: Any) -> Any:
    if cell is None or isinstance(cell, str):
        return None if cell is None else str(cell)
    if hasattr(cell, "dtype") and hasattr(cell, "item") and getattr(cell, "shape", None) == () and cell.dtype.kind in "biufU":
        cell = cell.item()
    if isinstance(cell, (bool, int)):
        return _integer(column, row, int(cell))
    if isinstance(cell, (float, decimal.Decimal)):
        return _float(column, row, float(cell))
    if isinstance(cell, (datetime.date, datetime.time)):  # Also points in time.
        return cell.isoformat()
    raise InputError(f"column {column!r}, row {row}: expected a number, a text, a date or a missing value, got {type(cell).__name__} {_shown(cell)}")


def _integer(column: str, row: int, cell: int) -> int:
    if not _LEAST <= cell <= _MOST:
        raise InputError(f"column {column!r}, row {row}: expected an integer of 64 bits, got {cell}")
    return cell


def _float(column: str, row: int, cell: float) -> float | None:
    if math.isinf(cell):
        raise InputError(f"column {column!r}, row {row}: expected a finite number, got {cell}")
    return None if math.isnan(cell) else cell


def _shown(cell: Any) -> str:
    text = repr(cell)
    return text if len(text) <= 40 else text[:40] + "..."
