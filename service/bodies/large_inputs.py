"""Large JSON bodies of predictions, decoded piece by piece: other threads run in between, and only arrays are kept of samples of numbers."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import simdjson

from models.artifact.samples.bounds import MAX_ITEMS
from models.core.arrays import EXACT, Array
from models.core.errors import Fault
from service.bodies.content import decode_json
from service.bodies.json_bounds import COMMA, LIST, LIST_END, OBJECT, marks_of, require_at_most
from service.errors import Malformed

#: Size in bytes from which a body is decoded piece by piece.
LARGE = 1024 * 1024
#: Approximate size of a piece, in bytes; one sample is never divided.
PIECE = 256 * 1024
#: Most lists and objects of a body: 4,900 images of 28 x 28 x 1, or 130,000 of 28 x 28.
MAX_OPENED = 4_000_000
#: Most lists and objects of a body that stay Python objects, and most of one piece; and most strings and keys of a body.
MAX_CONTAINERS, MAX_STRINGS = 1_000_000, 2_000_000
#: Most values, and most strings and keys, of one sample.
MAX_SAMPLE_VALUES, MAX_SAMPLE_STRINGS = 4_000_000, 200_000
#: Most lists, objects and strings of a body that is not an object with one list: no such body is valid, but its fault is to be named.
MAX_OTHER = 100_000
#: What no sample of numbers holds.
_NO_NUMBERS = (b'"', b"null", b"{")


@dataclass(frozen=True)
class _Outline:
    """What is known of a body before anything of it is decoded.

    Args:
        n_opened: Number of its lists and objects.
        n_strings: Number of its strings, keys among them.
        cuts: Where the samples begin and end: positions of the brackets of the only list in the top-level object, and of the commas
            between its items. Empty for another form of body.
    """

    n_opened: int
    n_strings: int
    cuts: list[int]


def decode_large(body: bytes) -> Any:
    """Decode the body of a prediction; samples of numbers become arrays. Called off the event loop.

    Raises:
        Malformed: It is not JSON, or nested too deeply.
        Invalid: It holds too much.
    """
    outline = _outline(body)
    if outline.cuts:
        require_at_most(outline.n_opened, MAX_OPENED, "lists and objects")
        decoded = decode_json(body[: outline.cuts[0] + 1] + body[outline.cuts[-1] :])
        if isinstance(decoded, dict) and decoded.get("inputs") == []:
            return {**decoded, "inputs": _items(body, outline.cuts)}
    require_at_most(outline.n_opened, MAX_OTHER, "lists and objects")
    require_at_most(outline.n_strings, MAX_OTHER, "strings")
    return decode_json(body)


def _outline(body: bytes) -> _Outline:
    lists, ends, commas = list[int](), list[int](), list[int]()
    n_opened = n_quotes = n_objects = 0
    for marks in marks_of(body):
        n_opened, n_quotes = n_opened + marks.n_opened, n_quotes + marks.n_quotes
        n_objects += len(marks.at(OBJECT, 2))
        lists, ends, commas = lists + marks.at(LIST, 2), ends + marks.at(LIST_END, 1), commas + marks.at(COMMA, 2)
        require_at_most(n_quotes // 2, MAX_STRINGS, "strings")
        require_at_most(len(commas) + 1, MAX_ITEMS, "inputs", "/inputs")
    is_plain = body.lstrip().startswith(b"{") and len(lists) == len(ends) == 1 and not n_objects
    return _Outline(n_opened, n_quotes // 2, [lists[0], *commas, ends[0]] if is_plain else [])


def _items(body: bytes, cuts: list[int]) -> list[Any]:
    """Decode the items of a list, several at a time."""
    items: list[Any] = []
    n_kept, first = 0, 0
    while first < len(cuts) - 1:
        last = first + 1
        while last < len(cuts) - 1 and cuts[last] - cuts[first] < PIECE:
            last += 1
        piece = body[cuts[first] + 1 : cuts[last]]
        n_opened = piece.count(b"[") + piece.count(b"{")
        n_kept += 0 if _is_numbers(piece) else n_opened
        require_at_most(max(n_kept, n_opened), MAX_CONTAINERS, "lists and objects", "/inputs")
        require_at_most(piece.count(b'"') // 2, MAX_SAMPLE_STRINGS, "strings of one sample", "/inputs")
        require_at_most(piece.count(b",") + 1, MAX_SAMPLE_VALUES, "values of one sample", "/inputs")
        items += _decoded(piece, len(items))
        first = last
    return items


def _decoded(piece: bytes, index: int) -> list[Any]:
    """Decode some of the items, the first of which has an index."""
    if len(piece) > 2 * PIECE and (flat := _flat_numbers(piece)) is not None:
        return [flat]
    try:
        found: list[Any] = decode_json(b"[" + piece + b"]")
    except Malformed as error:
        raise Malformed(error.detail, [_shifted(fault, index) for fault in error.errors]) from error
    return [_array_of(item) for item in found] if _is_numbers(piece) else found


def _flat_numbers(piece: bytes) -> Array | None:
    """Return one large sample that is a flat list of numbers; None for another one.

    As Python objects, millions of numbers would hold up all other threads while they are made.
    """
    if piece.count(b"[") != 1 or not _is_numbers(piece):
        return None
    try:
        found = simdjson.Parser().parse(piece)
        values = np.frombuffer(found.as_buffer(of_type="d")) if isinstance(found, simdjson.Array) else None
    except (ValueError, TypeError, RuntimeError):
        return None
    return values if values is not None and values.size and np.abs(values).max() < EXACT else None


def _is_numbers(piece: bytes) -> bool:
    return not any(other in piece for other in _NO_NUMBERS)


def _array_of(item: Any) -> Any:
    """Return a list of numbers as an array; another item, such as rows of unequal length, as it is."""
    try:
        array = np.asarray(item) if isinstance(item, list) else None
    except ValueError:
        return item
    if array is None or array.dtype.kind not in "fiub" or (array.dtype.kind == "f" and np.abs(array).max(initial=0) >= EXACT):
        return item  # Beside fractions, NumPy would round whole numbers above 2**53.
    return array


def _shifted(fault: Fault, index: int) -> Fault:
    """Return a fault of an item of a piece as one of the body."""
    first, _, rest = fault.pointer.removeprefix("/").partition("/")
    return replace(fault, pointer=f"/inputs/{int(first) + index}/{rest}") if first.isdigit() else fault
