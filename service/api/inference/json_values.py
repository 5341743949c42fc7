"""Values of tensors in JSON: a flat list in row-major order, or lists nested by the axes of the shape."""

from collections.abc import Iterator, Sequence
from itertools import islice
from math import prod
from typing import Any, Literal

import numpy as np
import simdjson

from models.core.arrays import Array
from models.core.errors import Fault
from models.core.faults import quote
from service.api.inference.datatypes import BYTES, NUMBERS, Values
from service.errors import Invalid

#: Most items of a list or an object that a message shows.
_SHOWN = 100
#: What a value has to be, by the kind of NumPy type.
_EXPECTED = {"b": "true or false", "i": "an integer", "u": "an integer of 0 or more", "f": "a number"}
#: Types of simdjson and of NumPy that numbers are read as, by the same.
_WIDEST: dict[str, tuple[Literal["d", "i", "u"], type]] = {"i": ("i", np.int64), "u": ("u", np.uint64), "f": ("d", np.float64)}
#: Types of single values, by the same.
_PYTHON: dict[str, tuple[type, ...]] = {"b": (bool,), "i": (int,), "u": (int,), "f": (int, float)}


def n_lists(data: Any, shape: Sequence[int]) -> int:
    """Return the number of lists that the values of a tensor of this shape are written with."""
    return sum(prod(shape[:rank]) for rank in range(len(shape))) if _is_nested(data) else 1


def json_values(data: Any, datatype: str, shape: Sequence[int], pointer: str, may_be_deeper: bool) -> Values:
    """Return the values of a tensor.

    Args:
        data: Its `data`, as parsed by simdjson.
        datatype: Its datatype.
        shape: Its shape.
        pointer: Pointer to `data`.
        may_be_deeper: Whether there may be a list in the place of a value.

    Raises:
        Invalid: It is not a list, flat or nested by the shape, of values of the datatype.
    """
    if not isinstance(data, simdjson.Array):
        raise _invalid(pointer, "expected a list of values", data)
    rows = _rows(data, shape, pointer)
    if may_be_deeper:
        _require_flat(rows, shape)
    if datatype == BYTES:
        return [_text(value, where) for value, where in _leaves(data, pointer)]
    return _numbers(data, NUMBERS[datatype], datatype, pointer).reshape(shape)


def plain(value: Any) -> Any:
    """Return a value of simdjson as one of Python, as much of it as a message shows."""
    if isinstance(value, simdjson.Array):
        return [plain(item) for item, _ in zip(value, range(_SHOWN), strict=False)]
    if isinstance(value, simdjson.Object):
        return {name: plain(value[name]) for name, _ in zip(value, range(_SHOWN), strict=False)}
    return value


def _is_nested(data: Any) -> bool:
    return isinstance(data, simdjson.Array) and len(data) > 0 and isinstance(data[0], simdjson.Array)


def _rows(data: Any, shape: Sequence[int], pointer: str) -> list[tuple[Any, str]]:
    """Return the lists that hold the values, with their pointers: one of a flat tensor, else those of the last axis."""
    *axes, last = shape if _is_nested(data) else [prod(shape)]
    rows = [(data, pointer)]
    for size in axes:
        _require_lengths(rows, size, shape)
        rows = [(item, f"{where}/{index}") for items, where in rows for index, item in enumerate(items)]
    _require_lengths(rows, last, shape)
    return rows


def _require_lengths(rows: list[tuple[Any, str]], size: int, shape: Sequence[int]) -> None:
    for items, where in rows:
        if not isinstance(items, simdjson.Array):
            raise _invalid(where, f"expected a list of {size:,}, as the shape {list(shape)} says", items)
        if len(items) != size:
            raise Invalid.of([Fault(where, f"expected {size:,} values for the shape {list(shape)}, got {len(items):,}")])


def _require_flat(rows: list[tuple[Any, str]], shape: Sequence[int]) -> None:
    """Require that no value is a list."""
    for items, where in rows:
        for index, item in enumerate(items):
            if isinstance(item, simdjson.Array):
                raise _invalid(f"{where}/{index}", f"expected a value, as the shape {list(shape)} has no further axis", item)


def _numbers(data: Any, dtype: np.dtype[np.generic], datatype: str, pointer: str) -> Array:
    if dtype.kind == "b":
        return np.array([_value(value, dtype, where) for value, where in _leaves(data, pointer)], bool)
    of_type, widest = _WIDEST[dtype.kind]
    try:
        flat: Array = np.frombuffer(data.as_buffer(of_type=of_type), widest)
    except (TypeError, ValueError):
        # One of them is null, a missing value; or is not of the type, and is refused here.
        flat = np.array([_value(value, dtype, where) for value, where in _leaves(data, pointer)], widest)
    if dtype.kind in "iu" and flat.size and not (np.iinfo(dtype.name).min <= flat.min() and flat.max() <= np.iinfo(dtype.name).max):
        at = int(np.argmax((flat < np.iinfo(dtype.name).min) | (flat > np.iinfo(dtype.name).max)))
        (_, where) = next(islice(_leaves(data, pointer), at, None))
        raise _invalid(where, f"expected an integer that is within {datatype}", int(flat[at]))
    with np.errstate(over="ignore"):  # What becomes infinite is refused by the model.
        return flat.astype(dtype, copy=False)


def _value(value: Any, dtype: np.dtype[np.generic], where: str) -> Any:
    if value is None and dtype.kind == "f":
        return np.nan
    if type(value) not in _PYTHON[dtype.kind] or (dtype.kind == "u" and value < 0) or (dtype.kind == "i" and value >= 2**63):
        raise _invalid(where, f"expected {_EXPECTED[dtype.kind]}", value)
    return value


def _text(value: Any, where: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise _invalid(where, "expected a text, of an image its file as base64 text", value)
    return value


def _leaves(data: Any, pointer: str) -> Iterator[tuple[Any, str]]:
    """Yield the values of nested lists in order, with their pointers. One at a time: other threads run in between."""
    for index, item in enumerate(data):
        if isinstance(item, simdjson.Array):
            yield from _leaves(item, f"{pointer}/{index}")
        else:
            yield item, f"{pointer}/{index}"


def _invalid(pointer: str, expected: str, got: Any) -> Invalid:
    return Invalid.of([Fault(pointer, f"{expected}, got {quote(plain(got))}")])
