"""Differences of two JSON values: where they are, as JSON pointers (RFC 6901), and both values."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from models.core.faults import escaped

#: A value is in both, in the other one only, or in this one only; named as the operations of a JSON patch (RFC 6902).
Change = Literal["replace", "add", "remove"]


@dataclass(frozen=True)
class Difference:
    """A difference between this value and another one.

    Args:
        pointer: Where it is: after the differences before it in the list were applied.
        change: Whether the value is replaced, added or removed.
        value: The value of this one; None where it is added.
        other: The value of the other one; None where it is removed.
    """

    pointer: str
    change: Change
    value: Any
    other: Any


def differences(value: Any, other: Any) -> list[Difference]:
    """Return the differences between two JSON values, in the order in which they turn the first into the second.

    Objects are compared key by key. Of lists, what is equal at their beginnings and ends is left out, so that an item that was inserted is one
    difference. Together they are a JSON patch. `1` and `1.0` are equal, `1` and `true` are not.

    Args:
        value: A JSON value.
        other: Another one.
    """
    return list(_compared("", value, other))


def _compared(pointer: str, value: Any, other: Any) -> Iterator[Difference]:
    if isinstance(value, dict) and isinstance(other, dict):
        yield from _objects(pointer, value, other)
    elif isinstance(value, list) and isinstance(other, list):
        yield from _lists(pointer, value, other)
    elif not _same(value, other):
        yield Difference(pointer, "replace", value, other)


def _objects(pointer: str, value: dict[str, Any], other: dict[str, Any]) -> Iterator[Difference]:
    for key in [*value, *(key for key in other if key not in value)]:
        at = f"{pointer}/{escaped(key)}"
        if key not in other:
            yield Difference(at, "remove", value[key], None)
        elif key not in value:
            yield Difference(at, "add", None, other[key])
        else:
            yield from _compared(at, value[key], other[key])


def _lists(pointer: str, value: list[Any], other: list[Any]) -> Iterator[Difference]:
    shorter = min(len(value), len(other))
    first = next((index for index in range(shorter) if not _same(value[index], other[index])), shorter)
    n_last = next((index for index in range(shorter - first) if not _same(value[-1 - index], other[-1 - index])), shorter - first)
    end, other_end = len(value) - n_last, len(other) - n_last
    both = min(end, other_end)
    for index in range(first, both):
        yield from _compared(f"{pointer}/{index}", value[index], other[index])
    for index in reversed(range(both, end)):
        yield Difference(f"{pointer}/{index}", "remove", value[index], None)
    for index in range(both, other_end):
        yield Difference(f"{pointer}/{index}", "add", None, other[index])


def _same(value: Any, other: Any) -> bool:
    return bool(value == other) and _written(value) == _written(other)


def _written(value: Any) -> str:
    """Return a value as text in which truth values are not numbers, and whole numbers are written in one way."""
    return json.dumps(_plain(value), sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
