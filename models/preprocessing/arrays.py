"""Array functions that several steps share."""

from typing import Any, Literal

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError

#: Types of the values of an array of objects that is of numbers; None is missing.
_NUMBERS = (int, float, np.number, np.bool_, type(None))


def float_type(dtype: Any, default: Literal["float32", "float64"] = "float32") -> np.dtype[Any]:
    """Return a number type if it is a float type, else the default."""
    if not isinstance(dtype, np.dtype):
        dtype = np.dtype(dtype)
    return dtype if dtype.kind == "f" else np.dtype(default)


def as_float(x: Array, default: Literal["float32", "float64"] = "float32") -> Array:
    """Return numbers as floats; floats are returned unchanged."""
    x = np.asarray(x)
    return x.astype(float_type(x.dtype, default), copy=False)


def numbers_of(x: Array, step: str) -> Array:
    """Return an array of numbers: numbers unchanged, objects as float64 with NaN for None.

    Raises:
        DataError: The array contains other values; text is not parsed.
    """
    if x.dtype.kind in "biuf":
        return x
    values = x.ravel().tolist()
    others = [kind for kind in set(map(type, values)) if not issubclass(kind, _NUMBERS)]
    if others:
        raise DataError(f"{step}: expected numbers, got {next(value for value in values if type(value) in others)!r}")
    return x.astype(np.float64)


def is_missing(x: Array) -> Array:
    """Return a bool array of the same shape: whether each value is NaN or None."""
    if x.dtype != object:
        return np.not_equal(x, x)
    missing: Array = np.frompyfunc(lambda value: value is None or value != value, 1, 1)(x).astype(bool)
    return missing


def one_hot_rows(ids: Array, n_classes: int) -> Array:
    """Return one-hot rows, float32 array of shape (n_samples, n_classes)."""
    rows = np.zeros((len(ids), n_classes), np.float32)
    rows[np.arange(len(ids)), ids] = 1
    return rows


def ids_of(y: Array) -> Array:
    """Return the most probable id of each row of probabilities (last axis); ids are returned unchanged."""
    y = np.asarray(y)
    ids: Array = np.argmax(y, axis=-1) if y.dtype.kind == "f" and y.ndim > 1 else y.astype(np.intp)
    return ids


def in_order(values: set[Any]) -> list[Any]:
    """Sort numbers by value and texts alphabetically, numbers first."""
    return sorted(values, key=lambda value: (isinstance(value, str), value))
