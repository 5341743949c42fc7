"""The values of typed formats as the few types that columns of a table have."""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson
import polars as pl

from models.core.arrays import EXACT
from models.core.errors import DataError
from models.core.faults import listed, quote
from models.core.redaction import reason_of
from models.uploads.joined_faults import joined_faults

#: What to make of columns whose type no column of a table can have.
_WAYS_OUT: tuple[tuple[type[pl.DataType], str], ...] = (
    (pl.Struct, "write each of its fields as a column"),
    (pl.Array, "write each of its values as a column, or save the vectors as .npy"),
    (pl.Binary, "write it as text, or send images as a ZIP archive"),
    (pl.Object, "write it as numbers or text"),
)


def require_known(names: Sequence[str], types: Sequence[pl.DataType]) -> None:
    """Require that columns of a table can have some types.

    Raises:
        DataError: They cannot; the message names the columns and what to make of each.
    """
    faults = [f"column {quote(name)} of the type {dtype}; {way}" for name, dtype in zip(names, types, strict=True) if (way := _way_out(dtype))]
    if faults:
        raise DataError(f"expected columns of numbers, text, truth values or dates, got {joined_faults(faults)}")


def too_large(frames: Iterable[pl.DataFrame]) -> set[str]:
    """Return the columns with integers that floats cannot hold: these are kept as text, as codes are.

    Args:
        frames: Their values; columns of other types are not looked at.
    """
    found: set[str] = set()
    for frame in frames:
        for cells in frame.iter_columns():
            if cells.name not in found and cells.dtype.is_integer() and not _is_exact(cells):
                found.add(cells.name)
    return found


def canonical(cells: pl.Series, as_text: bool = False) -> pl.Series:
    """Return values as Int64, Float64, Boolean, String, or Datetime in microseconds (UTC where they have a zone); null where missing.

    Args:
        cells: The values.
        as_text: Whether to write them as text.

    Raises:
        DataError: They are lists of what JSON does not hold.
    """
    dtype = cells.dtype
    if isinstance(dtype, pl.List):
        return _listed(cells)
    if isinstance(dtype, pl.Datetime | pl.Date):
        zoned = isinstance(dtype, pl.Datetime) and dtype.time_zone is not None
        return cells.dt.convert_time_zone("UTC").cast(pl.Datetime("us", "UTC")) if zoned else cells.cast(pl.Datetime("us"))
    if isinstance(dtype, pl.Duration):
        return cells.dt.total_microseconds() / 1e6
    if dtype == pl.Boolean:
        return cells
    if as_text or not (dtype.is_numeric() or dtype == pl.Null):
        return cells.cast(pl.String)
    return cells.cast(pl.Int64) if dtype.is_integer() else cells.cast(pl.Float64)


def _listed(cells: pl.Series) -> pl.Series:
    try:
        return pl.Series(cells.name, [None if item is None else list_text(item) for item in cells.to_list()], pl.String)
    except (ValueError, OverflowError, TypeError) as error:  # Python has no dates, spans and integers as large as files can hold.
        expected = "expected lists of numbers of 64 bits, of dates from year 1 to 9999, of texts or truth values"
        raise DataError(f"column {quote(cells.name)}: {expected}, got one that cannot be written as JSON: {reason_of(error)}") from error


def list_text(items: Sequence[Any]) -> str:
    """Return a list as a cell of text holds it: as JSON."""
    return orjson.dumps(items, default=str).decode()


def note_on_lists(names: Sequence[str]) -> list[str]:
    """Return a note on the columns whose cells are lists; none without such columns."""
    return [f"lists, kept as text in the form of JSON, which may be targets of several labels: {listed(map(quote, names))}"] if names else []


def _way_out(dtype: pl.DataType) -> str:
    if isinstance(dtype, pl.List):
        return "write each of its values as a column" if isinstance(dtype.inner, pl.List | pl.Array | pl.Struct) else ""
    return next((way_out for cls, way_out in _WAYS_OUT if isinstance(dtype, cls)), "")


def _is_exact(cells: pl.Series) -> bool:
    low, high = cells.min(), cells.max()
    return not isinstance(low, int) or not isinstance(high, int) or (low > -EXACT and high < EXACT)
