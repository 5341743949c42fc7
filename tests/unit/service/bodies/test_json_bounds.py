"""Bounds of JSON texts: counted on the bytes, exactly as they would be on the decoded values."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.bodies.json_bounds import MAX_DEPTH, PIECE, SHORT, JsonBounds, marks_of, require_bounded, require_depth
from service.errors import Invalid, Malformed

#: Text that would mislead a scan that does not know strings and escapes.
TEXTS = st.text(st.sampled_from('[]{},:"\\ aé\n'), max_size=8)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=30,
)


def nested(depth: int, begin: bytes = b"[", end: bytes = b"]") -> bytes:
    return begin * depth + b"1" + end * depth


def depth_of(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return int(isinstance(value, dict | list)) + max(map(depth_of, inner), default=0)


def counted(value: Any) -> tuple[int, int]:
    """Return the number of keys and of values that are no container, and of containers, at any depth."""
    if not isinstance(value, dict | list):
        return 0, 0
    inner = [counted(item) for item in (value.values() if isinstance(value, dict) else value)]
    return (len(value) if isinstance(value, dict) else 0) + sum(keys for keys, _ in inner), 1 + sum(opened for _, opened in inner)


@pytest.mark.parametrize("ends", [(b"[", b"]"), (b'{"a":', b"}"), (b'[{"a":', b"}]")], ids=["lists", "objects", "both"])
def test_the_deepest_nesting_is_taken_and_one_level_more_is_refused(ends: tuple[bytes, bytes]) -> None:
    levels = ends[0].count(b"[") + ends[0].count(b"{")
    require_depth(nested(MAX_DEPTH // levels, *ends))
    with pytest.raises(Malformed, match="at most 64 levels of nesting, got more"):
        require_depth(nested(MAX_DEPTH // levels + 1, *ends))


@pytest.mark.parametrize("depth", [400, 1000, 100_000])
def test_any_depth_is_refused_in_a_moment(depth: int) -> None:
    for body in (nested(depth), nested(depth, b'{"a":', b"}"), b"[" * depth):
        with pytest.raises(Malformed):
            require_depth(body)


def test_the_depth_is_counted_over_pieces() -> None:
    require_depth(b'[["' + b"[" * (PIECE + 9) + b'"]]')
    require_depth(b"[" + b"[]," * PIECE + nested(MAX_DEPTH - 1) + b"]")
    with pytest.raises(Malformed, match="levels"):
        require_depth(b"[" + b"[]," * PIECE + nested(MAX_DEPTH) + b"]")


def test_brackets_beside_each_other_and_in_strings_are_no_nesting() -> None:
    require_depth(orjson.dumps([[]] * 5000))
    require_depth(orjson.dumps(["[" * 5000, '\\"{[' * 500, "]"]))
    with pytest.raises(Malformed):  # Brackets that close in a string do not lift what is outside.
        require_depth(b'["]]]]]]]]",' * 65)


@given(DOCUMENTS)
def test_a_scan_finds_what_decoding_finds(document: Any) -> None:
    marks = list(marks_of(orjson.dumps(document)))
    n_keys, n_opened = counted(document)
    assert max((int(mark.depths.max(initial=0)) for mark in marks), default=0) == depth_of(document)
    assert sum(mark.count(b":"[0]) for mark in marks) == n_keys
    assert sum(mark.n_opened for mark in marks) == n_opened


@pytest.mark.parametrize(
    ("document", "bounds", "what"),
    [
        ({f"key{index}": 1 for index in range(5000)}, JsonBounds(4999, 10_000), "4,999 keys"),
        ([1] * 9999, JsonBounds(1, 9998), "9,998 values"),
        ([[]] * 9999, JsonBounds(1, 9999), "9,999 values"),
        ([{"a": [0]}] * 5000, JsonBounds(4999, 100_000), "4,999 keys"),
    ],
)
def test_more_keys_or_values_than_the_bounds_are_refused(document: Any, bounds: JsonBounds, what: str) -> None:
    body = orjson.dumps(document)
    assert len(body) > SHORT
    with pytest.raises(Invalid, match=f"expected at most {what} in the body"):
        require_bounded(body, bounds)
    require_bounded(body, JsonBounds(bounds.n_keys * 3, bounds.n_values * 3))
