"""Bounds of JSON texts, counted on the bytes before any object is built: a text of a few megabytes can stand for gigabytes of objects."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.core.arrays import Array
from models.core.errors import Fault
from service.errors import Invalid, Malformed

#: Deepest nesting of objects and lists.
MAX_DEPTH = 64
#: Bytes scanned at a time; other threads run between the pieces.
PIECE = 256 * 1024
#: Longest text whose keys and values are not counted: whatever it holds is decoded in milliseconds.
SHORT = 8 * 1024

COMMA, LIST, LIST_END, OBJECT = b",[]{"
_QUOTE, _COLON = b'":'
#: Change of the nesting by each byte.
_STEPS = np.zeros(256, np.int8)
_STEPS[list(b"[{")], _STEPS[list(b"]}")] = 1, -1
_NO_BRACKET = bytes(set(range(256)) - set(b'"[]{}'))
_IS_MARK = np.isin(np.arange(256), list(b'"[]{},:'))


@dataclass(frozen=True)
class JsonBounds:
    """Limits of a JSON text.

    Args:
        n_keys: Most keys of all its objects together.
        n_values: Most values, at any depth.
        is_stored: Whether what it holds is stored.
    """

    n_keys: int
    n_values: int
    is_stored: bool = False


#: Limits of a job, a check, a sweep, an architecture.
SPEC = JsonBounds(n_keys=20_000, n_values=50_000, is_stored=True)
#: Limits of parameters of a call, such as a series to continue.
CALL = JsonBounds(n_keys=20_000, n_values=1_000_000)


@dataclass(frozen=True)
class Marks:
    """The brackets, commas and colons of a piece of a JSON text, without those inside strings.

    Args:
        positions: Position of each in the text, int64 array of shape (n_marks,).
        bytes: The bytes, uint8 array of shape (n_marks,).
        depths: Nesting after each, int64 array of shape (n_marks,).
        n_quotes: Number of quotes that begin or end a string.
    """

    positions: Array
    bytes: Array
    depths: Array
    n_quotes: int

    def count(self, byte: int) -> int:
        """Return how often a byte occurs."""
        return int(np.count_nonzero(self.bytes == byte))

    def at(self, byte: int, depth: int) -> list[int]:
        """Return the positions of a byte after which the nesting is `depth`."""
        positions: list[int] = self.positions[(self.bytes == byte) & (self.depths == depth)].tolist()
        return positions

    @property
    def n_opened(self) -> int:
        """Return the number of objects and lists that begin."""
        return int(np.count_nonzero(_STEPS[self.bytes] > 0))


def require_depth(body: bytes) -> None:
    """Refuse a JSON text that is nested too deeply; a text that is not JSON may pass.

    Raises:
        Malformed: It has more than MAX_DEPTH levels.
    """
    if not (_has_many(body, b"[") or _has_many(body, b"{")):
        return
    marks = np.frombuffer(_without_escapes(body).translate(None, _NO_BRACKET), np.uint8)
    depth = n_quotes = 0
    for start in range(0, len(marks), PIECE):
        piece = marks[start : start + PIECE]
        quotes = n_quotes + np.cumsum(piece == _QUOTE)
        depths = depth + np.cumsum(_STEPS[piece] * (quotes % 2 == 0), dtype=np.int64)
        if depths.max() > MAX_DEPTH:
            raise _too_deep()
        depth, n_quotes = int(depths[-1]), int(quotes[-1])


def require_bounded(body: bytes, bounds: JsonBounds) -> None:
    """Refuse a JSON text that is nested too deeply or holds too much; a text that is not JSON may pass.

    Raises:
        Malformed: It has more than MAX_DEPTH levels.
        Invalid: It has more keys or values than the bounds allow.
    """
    if len(body) <= SHORT:
        require_depth(body)
        return
    n_keys, n_values = 0, 1
    for marks in marks_of(body):
        n_keys, n_values = n_keys + marks.count(_COLON), n_values + marks.count(COMMA) + marks.n_opened
        require_at_most(n_keys, bounds.n_keys, "keys")
        require_at_most(n_values, bounds.n_values, "values")


def require_at_most(found: int, most: int, what: str, pointer: str = "") -> None:
    """Refuse a body that holds too many of something.

    Raises:
        Invalid: It does.
    """
    if found > most:
        raise Invalid.of([Fault(pointer, f"expected at most {most:,} {what} in the body, got {found:,} or more")])


def marks_of(body: bytes) -> Iterator[Marks]:
    """Scan a JSON text piece by piece.

    Raises:
        Malformed: It has more than MAX_DEPTH levels.
    """
    text = np.frombuffer(_without_escapes(body), np.uint8)
    depth, in_string = 0, False
    for start in range(0, len(text), PIECE):
        piece = text[start : start + PIECE]
        positions = np.flatnonzero(_IS_MARK[piece])
        found = piece[positions]
        was_in_string = in_string
        quotes = np.cumsum(found == _QUOTE) + in_string
        outside = (quotes % 2 == 0) & (found != _QUOTE)
        in_string = bool(len(quotes) and quotes[-1] % 2)
        positions, found = positions[outside] + start, found[outside]
        depths = depth + np.cumsum(_STEPS[found], dtype=np.int64)
        depth = int(depths[-1]) if len(depths) else depth
        if depths.max(initial=0) > MAX_DEPTH:
            raise _too_deep()
        yield Marks(positions, found, depths, int(quotes[-1]) - was_in_string if len(quotes) else 0)


def _has_many(body: bytes, bracket: bytes) -> bool:
    """Tell whether a bracket occurs more than MAX_DEPTH / 2 times; less than a microsecond for a row of numbers, as `find` skips them."""
    position = -1
    for _ in range(MAX_DEPTH // 2 + 1):
        position = body.find(bracket, position + 1)
        if position < 0:
            return False
    return True


def _without_escapes(body: bytes) -> bytes:
    """Replace what a backslash escapes by blanks, so that every quote left begins or ends a string; positions stay the same."""
    return body if b"\\" not in body else body.replace(rb"\\", b"  ").replace(rb"\"", b"  ")


def _too_deep() -> Malformed:
    detail = f"expected JSON of at most {MAX_DEPTH} levels of nesting, got more"
    return Malformed(detail, [Fault("", detail)])
