"""Inputs fitted to what a model takes: columns by name, and one row or one series told from many."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from modelbook._frames import Table, back_in, cells_of, is_frame, is_series, library_of, table_of
from modelbook._predictions import as_array, as_one
from modelbook.errors import InputError

#: Most faults that a message names.
_MOST_SHOWN = 5


@dataclass(frozen=True)
class Fitted:
    """Inputs as they are sent.

    Args:
        inputs: The inputs.
        shaped: Puts the predictions into the form of the caller's inputs; None where the form of what is sent decides.
    """

    inputs: Any
    shaped: Callable[[list[Any]], Any] | None = None


@dataclass(frozen=True)
class Taken:
    """What one input of a model may be, from its JSON schema.

    Args:
        columns: Names of the columns; None if the model knows none.
        n_values: Number of values in a row; None if inputs are not rows.
        is_series: Whether an input is a series of any length.
        is_scalar: Whether an input is one text or one number.
    """

    columns: list[str] | None = None
    n_values: int | None = None
    is_series: bool = False
    is_scalar: bool = False

    @classmethod
    def of(cls, schema: Mapping[str, Any]) -> Taken:
        """Return what a schema of an input says."""
        forms = schema.get("anyOf", [schema])
        named = next((form for form in forms if form.get("type") == "object"), None)
        lists = [form for form in forms if form.get("type") == "array"]
        lengths = [form["maxItems"] for form in lists if "maxItems" in form and not _is_nested(form)]
        return cls(
            None if named is None else list(named["properties"]),
            lengths[0] if lengths else None,
            any("maxItems" not in form for form in lists),
            any(form.get("type") in ("string", "number") and "contentEncoding" not in form for form in forms),
        )


def needs_schema(inputs: Any) -> bool:
    """Tell whether what inputs mean depends on the model: frames, and flat lists, arrays and series."""
    if is_frame(inputs) or is_series(inputs) or (hasattr(inputs, "__array__") and getattr(inputs, "ndim", 0) == 1):
        return True
    if not isinstance(inputs, Sequence) or isinstance(inputs, (str, bytes, bytearray, memoryview)):
        return False
    scalars = (str, int, float, type(None))
    return any(isinstance(item, (int, float)) for item in inputs) and all(isinstance(item, scalars) for item in inputs)


def fitted(inputs: Any, schema: Mapping[str, Any], labels: Sequence[Any] = ()) -> Fitted:
    """Return inputs as a model takes them.

    Args:
        inputs: Inputs of a form that depends on the model.
        schema: JSON schema of one input of the model.
        labels: Labels of its predictions.

    Raises:
        InputError: A frame lacks columns or has others, or a row has another length.
    """
    taken = Taken.of(schema)
    if is_frame(inputs) and taken.is_series:
        return Fitted([table_of(inputs).rows()], as_one)  # Its rows are the steps of one series.
    if is_frame(inputs):
        return Fitted(_rows(table_of(inputs), taken), partial(back_in, inputs, labels=labels))
    return _flat(inputs, taken, labels)


def positional(inputs: Any) -> Fitted:
    """Return a frame as rows in the order of its columns; other inputs as they are."""
    return Fitted(table_of(inputs).rows(), partial(back_in, inputs)) if is_frame(inputs) else _as_given(inputs)


def by_name(inputs: Any) -> Fitted:
    """Return a frame as rows by the names of its columns; other inputs as they are."""
    return Fitted(table_of(inputs).rows_by_name(), partial(back_in, inputs)) if is_frame(inputs) else _as_given(inputs)


def _as_given(inputs: Any) -> Fitted:
    return Fitted(cells_of(inputs), partial(back_in, inputs)) if is_series(inputs) else Fitted(inputs)


def one_of_shape(inputs: Any, schema: Mapping[str, Any]) -> Fitted | None:
    """Return an array that is a single input, such as an image, as a list of one; None if it has another shape."""
    shape = tuple(getattr(inputs, "shape", ()))
    if len(shape) < 2 or not any(_shape_of(form) == shape for form in schema.get("anyOf", [schema])):
        return None
    return Fitted(inputs[None], as_one)


def _rows(table: Table, taken: Taken) -> list[Any]:
    if taken.columns is not None:
        _require_columns(table.columns, taken.columns)
        return table.rows_by_name()
    if taken.is_scalar and len(table.columns) == 1:
        return table.cells[0]
    if taken.n_values is not None and len(table.columns) != taken.n_values:
        raise InputError(f"expected a frame with {taken.n_values} columns, got {len(table.columns)}: {', '.join(table.columns[:_MOST_SHOWN])}")
    return table.rows()


def _flat(inputs: Any, taken: Taken, labels: Sequence[Any]) -> Fitted:
    values = cells_of(inputs) if is_series(inputs) else inputs.tolist() if hasattr(inputs, "tolist") else list(inputs)
    names = [str(name) for name in inputs.index] if library_of(inputs) == "pandas" else []
    if taken.columns is not None and set(names) & set(taken.columns):
        _require_columns(names, taken.columns)
        return Fitted([dict(zip(names, values))], as_one)
    many = partial(back_in, inputs, labels=labels) if is_series(inputs) else as_array if hasattr(inputs, "__array__") else None
    if taken.is_scalar:
        return Fitted(values, many)
    if taken.is_series:
        return Fitted([values], as_one)
    if taken.n_values == 1 and len(values) != 1:
        return Fitted([[value] for value in values], many)
    if taken.n_values is not None and len(values) != taken.n_values:
        raise InputError(f"expected a row of {taken.n_values} values, or a list of rows, got {len(values)} values")
    return Fitted([values], as_one)


def _require_columns(given: Sequence[str], wanted: Sequence[str]) -> None:
    lacking = [f"expected a column {name!r}, got none{_meant(name, given, wanted)}" for name in wanted if name not in given]
    more = [f"expected no other columns than the model's, got {name!r}" for name in given if name not in wanted]
    faults = lacking + more
    if faults:
        rest = f"; and {len(faults) - _MOST_SHOWN} more" if len(faults) > _MOST_SHOWN else ""
        raise InputError("; ".join(faults[:_MOST_SHOWN]) + rest)


def _meant(name: str, given: Sequence[str], wanted: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, [other for other in given if other not in wanted], 1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _shape_of(form: Mapping[str, Any]) -> tuple[int, ...]:
    """Return the shape of nested lists of numbers; empty for other forms."""
    if form.get("type") != "array" or "maxItems" not in form:
        return ()
    return (int(form["maxItems"]), *_shape_of(form.get("items") or {}))


def _is_nested(form: Mapping[str, Any]) -> bool:
    """Tell whether the items of a list are lists."""
    items = form.get("items")
    return isinstance(items, Mapping) and items.get("type") == "array"
