"""Predictions and the columns beside them as a table, or as objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import orjson

from models.artifact.predictions import Fields, Probabilities
from models.core.arrays import Array
from models.datasets.kept_columns import KeptType

#: Likeliest classes of a prediction that has not all probabilities.
N_TOP = 3
#: Before the name of a column that is kept, where a field of the predictions has that name.
KEPT = "kept."


@dataclass(frozen=True)
class KeptColumn:
    """Values of a column that is kept beside predictions.

    Args:
        type: Its type: int64, float64, text or boolean.
        values: Array of shape (n_samples,): of numbers, NaN where missing, truth values as 0 and 1; or of text and None.
    """

    type: KeptType
    values: Array


def with_probabilities(fields: Fields, wanted: Probabilities) -> Fields:
    """Return predictions with as many class probabilities as are wanted; those that are not are NaN."""
    by_label = fields.get("probabilities")
    if not isinstance(by_label, dict) or wanted is Probabilities.ALL:
        return fields
    if wanted is Probabilities.NONE:
        return {name: value for name, value in fields.items() if name != "probabilities"}
    return {**fields, "probabilities": _top(by_label)}


def together(parts: Sequence[Fields]) -> Fields:
    """Return the predictions of several runs as those of one."""
    return {name: _joined([part[name] for part in parts]) for name in parts[0]} if parts else {}


def flat(fields: Mapping[str, Any], prefix: str = "") -> dict[str, Array]:
    """Return the columns of a table: `probabilities.<label>`, `value.0` to `value.9` of lists of ten; as the CSV form of an answer has them."""
    columns: dict[str, Array] = {}
    for name, value in fields.items():
        if isinstance(value, dict):
            columns |= flat(value, f"{prefix}{name}.")
        else:
            columns |= _by_position(value, f"{prefix}{name}")
    return columns


def beside(kept: Mapping[str, KeptColumn], names: Mapping[str, Any]) -> dict[str, KeptColumn]:
    """Return columns that are kept, under names that no field of the predictions has."""
    return {f"{KEPT}{name}" if name in names else name: column for name, column in kept.items()}


def frame_of(columns: Mapping[str, Any]) -> Any:
    """Return a data frame of polars; numbers that are missing or NaN are null, those of fewer bits are of 64.

    Args:
        columns: Columns that are kept; arrays by name, of numbers, text, or lists of numbers; or arrays by label, which become one of objects.
    """
    import polars as pl  # Imported late: the API reads this package to check a batch, and writes none.

    return pl.DataFrame([_column(name, values) for name, values in columns.items()])


def _column(name: str, values: Any) -> Any:
    import polars as pl  # As above.

    if isinstance(values, dict):
        return frame_of(values).to_struct(name)
    if isinstance(values, KeptColumn):
        return _kept(name, values)
    if values.dtype != object:
        wide = values.astype({"f": np.float64, "u": np.uint64, "b": np.bool_}.get(values.dtype.kind, np.int64), copy=False)
        made = pl.Series(name, np.ascontiguousarray(wide))
        return made.fill_nan(None) if wide.dtype.kind == "f" and wide.ndim == 1 else made
    cells = values.tolist()
    # Of a list that is empty in every row polars would not know the type.
    return pl.Series(name, cells, pl.List(pl.String)) if _are_lists_of_text(values) else pl.Series(name, cells)


def _kept(name: str, column: KeptColumn) -> Any:
    import polars as pl  # As above.

    if column.type == "text":
        return pl.Series(name, column.values.tolist(), pl.String)
    numbers = pl.Series(name, np.ascontiguousarray(column.values))
    if column.type == "int64":
        return numbers.cast(pl.Int64)
    numbers = numbers.cast(pl.Float64).fill_nan(None)
    return numbers.cast(pl.Boolean) if column.type == "boolean" else numbers


def _joined(parts: Sequence[Any]) -> Any:
    return together(parts) if isinstance(parts[0], dict) else np.concatenate(parts)


def _are_lists_of_text(values: Array) -> bool:
    return len(values) > 0 and all(isinstance(cell, list) and all(isinstance(text, str) for text in cell) for cell in values)


def as_text(values: Array) -> Array:
    """Return values as a table of text can hold them: lists of different lengths as JSON."""
    if values.dtype != object or not any(isinstance(cell, list) for cell in values):
        return values
    return np.fromiter((orjson.dumps(cell).decode() for cell in values), object, len(values))


def _by_position(values: Array, name: str) -> dict[str, Array]:
    if values.ndim == 1:
        return {name: values}
    positions = product(*map(range, values.shape[1:]))
    return {".".join([name, *map(str, position)]): values.reshape(len(values), -1)[:, index] for index, position in enumerate(positions)}


def _top(by_label: Mapping[str, Array]) -> dict[str, Array]:
    stacked = np.stack(list(by_label.values()), axis=1)
    order = np.argsort(-stacked, axis=1, kind="stable")[:, N_TOP:]
    shown = stacked.copy()
    np.put_along_axis(shown, order, np.nan, axis=1)
    return {label: shown[:, position] for position, label in enumerate(by_label)}
