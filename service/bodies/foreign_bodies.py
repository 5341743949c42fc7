"""Bodies of predictions in the forms of other systems: they are refused, with the same numbers in the form that is taken here.

Known are those of MLflow (`dataframe_split`, `dataframe_records`, `instances`, `inputs` by name), of TensorFlow Serving (`instances`,
`signature_name`), of pandas (`columns` and `data`), and lists of rows under other names.
"""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from models.core.faults import pointer_of, quote

#: Keys under which other systems have the rows, or a body of their own.
_WRAPPERS = ("dataframe_split", "dataframe_records", "instances", "input_data", "data", "ndarray", "records", "rows", "input", "x", "X")
#: Keys beside the rows, which are no columns.
_BESIDE = frozenset({"method", "signature_name", "parameters", "params", "id", "inputs", *_WRAPPERS})
#: Rows that a message shows.
_SHOWN = 2


def own_form(raw: Any, columns: Sequence[str] | None) -> tuple[str, str] | None:
    """Return where a body of another system has its rows, and the beginning of the same body in the form of this one.

    Args:
        raw: The decoded body.
        columns: Names of the model's columns; None if it has none.

    Returns:
        JSON pointer and JSON text; None if no rows are found.
    """
    found = _rows(raw, [])
    if found is None or not found[2]:
        return None
    path, names, rows = found
    shown = [quote(_row(row, names, columns)) for row in islice(rows, _SHOWN)]
    return pointer_of(path), f'{{"inputs": [{", ".join(shown)}{", ..." if len(rows) > _SHOWN else ""}]}}'


def _rows(raw: Any, path: list[str | int]) -> tuple[list[str | int], list[Any] | None, list[Any]] | None:
    """Return the path to the rows, the names of their columns if they are given, and the rows."""
    if isinstance(raw, list):
        return path, None, raw
    if not isinstance(raw, dict):
        return None
    if isinstance(raw.get("columns"), list) and isinstance(raw.get("data"), list):
        return path, raw["columns"], raw["data"]
    wrapper = next((key for key in ("inputs", *_WRAPPERS) if isinstance(raw.get(key), list | dict)), None)
    if wrapper is not None:
        return _rows(raw[wrapper], [*path, wrapper]) or _by_column(raw[wrapper], [*path, wrapper])
    return _by_column(raw, path)


def _by_column(raw: dict[str, Any], path: list[str | int]) -> tuple[list[str | int], list[Any] | None, list[Any]] | None:
    """Return the rows of an object with a list for each column; or with a value for each, which is a row."""
    values = list(raw.values())
    if not values or _BESIDE & raw.keys() or any(isinstance(value, dict) for value in values):
        return None
    if len(values) == 1 and isinstance(values[0], list):
        return path, None, values[0]
    if all(isinstance(value, list) for value in values):
        return (path, list(raw), [list(row) for row in zip(*values, strict=False)]) if len({len(value) for value in values}) == 1 else None
    return None if any(isinstance(value, list) for value in values) else (path, None, [raw])


def _row(row: Any, names: list[Any] | None, columns: Sequence[str] | None) -> Any:
    """Return a row as the model takes it: by the names of its columns where it has some."""
    if isinstance(row, dict):
        return row if columns is not None or not row else list(row.values())
    if columns is not None and names is not None and isinstance(row, list) and len(row) == len(names):
        return {str(name): value for name, value in zip(names, row, strict=True)}
    return row
