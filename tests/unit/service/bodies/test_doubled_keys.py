"""JSON objects with a key twice are refused, whatever the text around them holds."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.bodies.content import decode_json
from service.bodies.large_inputs import decode_large
from service.errors import Malformed

LEAVES = st.none() | st.booleans() | st.integers(-9, 9) | st.text(':{}[],"\\ab', max_size=6)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(':"\\ab', max_size=3), inner, max_size=4))


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ('{"inputs": [[1]], "inputs": [[2]]}', "/inputs"),
        ('{"a": 1, "\\u0061": 2}', "/a"),
        ('{"inputs": [{"x": 1}, {"x": 1, "y:": 2, "x": 3}]}', "/inputs/1/x"),
        ('[[{"a": {"b": ":", "b": 1' + "0" * 300 + "}}]]", "/0/0/a/b"),
        ('{"a/b": {"~": 1, "~": 1}}', "/a~1b/~0"),
    ],
)
def test_a_key_twice_is_refused_where_it_is(text: str, pointer: str) -> None:
    with pytest.raises(Malformed, match="expected each key of an object once, got") as raised:
        decode_json(text.encode())
    assert [fault.pointer for fault in raised.value.errors] == [pointer]


@given(VALUES)
def test_what_has_no_key_twice_is_decoded(value: object) -> None:
    assert decode_json(orjson.dumps(value)) == value


def test_a_key_twice_in_a_large_body_is_refused_where_it_is() -> None:
    rows = [b'{"x": 1, "y": "' + b"text: " * 20 + b'"}'] * 9000
    rows[8000] = b'{"x": 1, "x": 2}'
    with pytest.raises(Malformed) as raised:
        decode_large(b'{"inputs": [' + b",".join(rows) + b"]}")
    assert [fault.pointer for fault in raised.value.errors] == ["/inputs/8000/x"]
