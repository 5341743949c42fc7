"""Numbers that are not finite: JSON has none, so null stands for them, with the reason beside it."""

from collections.abc import Iterator
from math import isfinite, isnan
from typing import Any

from models.core.faults import pointer_of

#: Name of the field with the reason.
REASON = "reason"


def explained(fields: dict[str, Any]) -> dict[str, Any]:
    """Return an object of an answer with null for each number that is not finite, and the reason beside it; itself if all are finite."""
    first = next(_gaps(fields), None)
    if first is None:
        return fields
    path, number = first
    return {**_nulled(fields), REASON: f"{pointer_of(path)} is {_named(number)}: JSON has no such number"}


def _named(number: float) -> str:
    if isnan(number):
        return "not a number (NaN)"
    return "infinite, too large for its type" if number > 0 else "minus infinity, too large for its type"


def _gaps(value: Any, *path: str | int) -> Iterator[tuple[list[str | int], float]]:
    """Yield the numbers that are not finite, each with the path to it."""
    if isinstance(value, float):
        if not isfinite(value):
            yield list(path), value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _gaps(each, *path, name)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _gaps(each, *path, index)


def _nulled(value: Any) -> Any:
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {name: _nulled(each) for name, each in value.items()}
    return [_nulled(each) for each in value] if isinstance(value, list) else value
