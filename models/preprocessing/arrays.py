"""Array handling that several steps share."""

from typing import Any, Literal

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError


def float_type(dtype: Any, default: Literal["float32", "float64"] = "float32") -> np.dtype[Any]:
    """Return a number type itself where it is a float, else the default."""
    dtype = np.dtype(dtype)
    return dtype if dtype.kind == "f" else np.dtype(default)


def as_float(x: Array, default: Literal["float32", "float64"] = "float32") -> Array:
    """Return numbers as floats; floats stay as they are."""
    x = np.asarray(x)
    return x.astype(float_type(x.dtype, default), copy=False)


def numbers_of(x: Array, step: str) -> Array:
    """Return an array that should hold numbers alone: numbers as they are, objects as float64 with NaN for None.

    Raises:
        DataError: It holds something else; text is not parsed.
    """
    if x.dtype.kind in "biuf":
        return x
    strangers = [value for value in x.ravel() if not (value is None or isinstance(value, int | float | np.number | np.bool_))]
    if strangers:
        raise DataError(f"{step} takes numbers, but {strangers[0]!r} came")
    return x.astype(np.float64)


def is_missing(x: Array) -> Array:
    """Tell for each value whether it is NaN or None."""
    if x.dtype != object:
        return np.not_equal(x, x)
    missing: Array = np.frompyfunc(_is_missing, 1, 1)(x).astype(bool)
    return missing


def one_hot_rows(ids: Array, n_classes: int) -> Array:
    """Return a float32 row for each id, with a 1 in its column."""
    rows = np.zeros((len(ids), n_classes), np.float32)
    rows[np.arange(len(ids)), ids] = 1
    return rows


def ids_of(y: Array) -> Array:
    """Return the likeliest id of rows of probabilities (the last axis), or the ids themselves where they are given."""
    y = np.asarray(y)
    ids: Array = np.argmax(y, axis=-1) if y.dtype.kind == "f" and y.ndim > 1 else y.astype(np.intp)
    return ids


def in_order(values: set[Any]) -> list[Any]:
    """Sort numbers by size and texts by the alphabet, numbers first."""
    return sorted(values, key=lambda value: (isinstance(value, str), value))


def _is_missing(value: Any) -> bool:
    return value is None or value != value
