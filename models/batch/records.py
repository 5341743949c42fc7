"""Predictions as a NumPy array: of one type, or of records with named fields."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from models.batch.table import KeptColumn, as_text
from models.core.arrays import Array
from models.core.errors import DataError

#: Fields of a prediction of which an array of one type is made: the first that it has.
ARRAY_FIELDS = ("label", "value", "cluster", "row", "probabilities")
#: Longest text of an array, in characters: all texts of one have the width of the longest.
MAX_TEXT = 1_000


def array_of(fields: Mapping[str, Any]) -> Array:
    """Return the array of the predictions of one output.

    Raises:
        DataError: They have none.
    """
    field = next((name for name in ARRAY_FIELDS if name in fields), None)
    if field is None:
        raise DataError("an array has as many values for each prediction, but these are lists of labels; ask for their probabilities")
    value = fields[field]
    return _of_one_type(field, np.stack(list(value.values()), axis=1) if isinstance(value, dict) else value)


def records_of(columns: Mapping[str, KeptColumn | Array]) -> Array:
    """Return records with a field for each column; a missing number is NaN, a missing text empty, a truth value 0, 1 or NaN."""
    arrays = {name: _of_one_type(name, column.values if isinstance(column, KeptColumn) else as_text(column)) for name, column in columns.items()}
    records = np.empty(len(next(iter(arrays.values()))), [(name, array.dtype) for name, array in arrays.items()])
    for name, array in arrays.items():
        records[name] = array
    return records


def save(path: Path, array: Array) -> None:
    """Write an array as an NPY file."""
    with path.open("wb") as file, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Stored array in format", category=UserWarning)  # Of names of fields beyond Latin-1.
        np.save(file, array, allow_pickle=False)


def join_arrays(pieces: Sequence[Path], path: Path) -> None:
    """Write an array from its pieces, in order; texts get the width of the longest."""
    forms = [(array.dtype, array.shape) for array in map(_mapped, pieces)]  # One at a time: there are more pieces than a process may have files open.
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Stored array in format", category=UserWarning)
        shape = (sum(size for _, (size, *_) in forms), *forms[0][1][1:])
        whole = np.lib.format.open_memmap(path, mode="w+", dtype=_together([dtype for dtype, _ in forms]), shape=shape)
    start = 0
    for array in map(_mapped, pieces):
        part = whole[start : start + len(array)]
        for name in array.dtype.names or (...,):
            part[name] = array[name]
        start += len(array)
    whole.flush()


def _mapped(piece: Path) -> Array:
    array: Array = np.load(piece, mmap_mode="r", allow_pickle=False)
    return array


def _together(types: Sequence[np.dtype[Any]]) -> np.dtype[Any]:
    names = types[0].names
    if names is None:
        return np.result_type(*types)
    return np.dtype([(name, np.result_type(*(kind[name] for kind in types))) for name in names])


def _of_one_type(name: str, values: Array) -> Array:
    if values.dtype != object:
        return values
    texts = ["" if value is None else str(value) for value in values.tolist()]
    longest = max(map(len, texts), default=0)
    if longest > MAX_TEXT:
        raise DataError(
            f"column {name!r}: expected texts of at most {MAX_TEXT:,} characters for an array, got one of {longest:,}; use csv or parquet"
        )
    return np.array(texts)
