"""JSON objects with a key twice: which of the values is meant is not known."""

import json
from typing import Any

from models.core.errors import Fault
from models.core.faults import pointer_of, quote
from service.bodies.json_bounds import marks_of
from service.errors import Malformed

#: Types of decoded JSON that may hold objects; the character behind each key.
_CONTAINERS = (dict, list)
_COLON = ord(":")


def require_distinct_keys(body: bytes, decoded: Any) -> None:
    """Refuse a JSON text with an object that has a key twice, of which only the last value was decoded.

    Keys end in colons, so that a text with as many colons as there are keys in what was decoded has none twice.

    Args:
        body: The text.
        decoded: What was decoded of it.

    Raises:
        Malformed: It has such an object.
    """
    n_colons = body.count(b":")
    if n_colons <= (len(decoded) if isinstance(decoded, dict) else 0):
        return
    n_keys = _n_keys(decoded)
    if n_colons > n_keys and _n_colons_outside(body) > n_keys:
        _Objects().require_distinct(body)


def _n_keys(value: Any) -> int:
    """Return the number of keys of all objects."""
    n_keys, level = 0, [value]
    while level:
        objects = [item for item in level if type(item) is dict]
        n_keys += sum(map(len, objects))
        inner = [item for found in objects for item in found.values() if type(item) in _CONTAINERS]
        level = inner + [item for found in level if type(found) is list for item in found if type(item) in _CONTAINERS]
    return n_keys


def _n_colons_outside(body: bytes) -> int:
    """Return the number of colons that are not in strings."""
    return sum(marks.count(_COLON) for marks in marks_of(body))


class _Objects:
    """Finds the first object with a key twice in a text that is known to be JSON."""

    def __init__(self) -> None:
        self._doubled: list[tuple[dict[str, Any], str]] = []

    def require_distinct(self, body: bytes) -> None:
        root = json.loads(body, object_pairs_hook=self._object, parse_int=len, parse_float=len)  # Python refuses very long whole numbers.
        if self._doubled:
            found, key = self._doubled[0]
            pointer = pointer_of([*(_path_to(found, root) or []), key])
            raise Malformed(f"expected each key of an object once, got {quote(key)} twice", [Fault(pointer, "expected this key once, got it twice")])

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            keys = [key for key, _ in pairs]
            self._doubled.append((made, next(key for key in keys if keys.count(key) > 1)))
        return made


def _path_to(wanted: dict[str, Any], root: Any) -> list[str | int] | None:
    """Return the way from the root to an object."""
    left: list[tuple[Any, list[str | int]]] = [(root, [])]
    while left:
        value, path = left.pop()
        if value is wanted:
            return path
        if isinstance(value, dict):
            left += [(item, [*path, key]) for key, item in value.items() if isinstance(item, dict | list)]
        elif isinstance(value, list):
            left += [(item, [*path, index]) for index, item in enumerate(value) if isinstance(item, dict | list)]
    return None
