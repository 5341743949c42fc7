"""Rows in an array that are seen to be valid column by column: a look at each cell takes longer than most models."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from models.core.arrays import Array
from models.datasets.cell_reading import ColumnType

_NUMBERS, _TEXTS = frozenset((int, float, bool)), frozenset((str,))
#: Types of the values of a column without missing ones.
_TYPES: dict[ColumnType, frozenset[type]] = {"number": _NUMBERS, "boolean": _NUMBERS, "text": _TEXTS, "date": _TEXTS}


def are_plain(rows: Array, types: Sequence[ColumnType], gaps: frozenset[int]) -> bool:
    """Tell whether all cells are valid, as `cell_fault` has it; False also where a slower look may find them valid.

    Args:
        rows: Numbers or objects, array of shape (n_rows, n_columns).
        types: Type of each column.
        gaps: Indices of the columns in which values may be missing.
    """
    return rows.shape[1:] == (len(types),) and all(_is_plain(rows[:, index], kind, index in gaps) for index, kind in enumerate(types))


def _is_plain(values: Array, kind: ColumnType, may_miss: bool) -> bool:
    if values.dtype.kind in "fiub":
        return _TYPES[kind] is _NUMBERS and _are_sound(values, kind, may_miss)
    if values.dtype != object:
        return False
    cells: list[Any] = values.tolist()
    found = set(map(type, cells))
    if may_miss:
        found.discard(type(None))
    if not found <= _TYPES[kind]:
        return False
    return kind in ("text", "date") or _are_sound(np.array(cells, np.float64), kind, may_miss)


def _are_sound(numbers: Array, kind: ColumnType, may_miss: bool) -> bool:
    """Tell whether numbers are finite, or missing where they may be; those of a column of truth values are 0 and 1."""
    sound = np.isfinite(numbers) | (np.isnan(numbers) if may_miss else False)
    if kind == "boolean":
        sound &= (numbers == 0) | (numbers == 1) | np.isnan(numbers)
    return bool(sound.all())
