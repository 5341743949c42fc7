"""Large bodies of predictions: decoded piece by piece to what they hold, and refused before that where they hold too much."""

from typing import Any

import numpy as np
import orjson
import pytest

from service.bodies.large_inputs import PIECE, decode_large
from service.errors import Invalid, Malformed

WIDE = [[float(row * 100 + column) for column in range(100)] for row in range(2000)]
MIXED = [[1, "a,[b", None, '"'], [2.5, "é", 3, "x" * 100]] * 4000


def plain(decoded: Any) -> Any:
    inputs = [item.tolist() if isinstance(item, np.ndarray) else item for item in decoded["inputs"]]
    return {**decoded, "inputs": inputs}


@pytest.mark.parametrize(
    "body",
    [
        {"inputs": WIDE},
        {"method": "predict", "inputs": WIDE},
        {"inputs": [[[1, 2], [3, 4]]] * 9000, "method": None},
        {"inputs": [*WIDE, ["x"] * 100, [1, [2]]]},
        {"inputs": [{"a": 1, "b": "two"}] * 9000},
        {"inputs": MIXED},
        {"inputs": ['a text, with [brackets] and \\ " quotes'] * 9000},
        {"inputs": []},
        {"inputs": [1, True, 2.5, False, 3]},
        {"inputs": [[0.5, 1, -3] * 100_000, [7] * 300_000]},
        {"inputs": [[0.5, 1, 2**53 + 1] * 100_000]},
        {"inputs": [[0.5, True] * 200_000]},
    ],
    ids=[
        "rows",
        "method first",
        "images",
        "unlike samples",
        "objects",
        "mixed",
        "texts",
        "none",
        "numbers",
        "long",
        "long integers",
        "long booleans",
    ],
)
def test_a_body_is_decoded_to_what_it_holds(body: dict[str, Any]) -> None:
    assert plain(decode_large(orjson.dumps(body))) == body


def test_samples_of_numbers_become_arrays_and_others_stay() -> None:
    found = decode_large(orjson.dumps({"inputs": [*WIDE, ["x"]]}))["inputs"]
    assert isinstance(found[0], np.ndarray)
    assert found[-1] == ["x"]
    assert len(orjson.dumps(WIDE)) > 2 * PIECE


@pytest.mark.parametrize("body", [{"inputs": {"a": [1]}}, {"input": [[1]]}, [1, 2], {"inputs": [[1]], "more": [2]}, {"inputs": None}])
def test_another_form_of_body_is_decoded_for_its_fault_to_be_named(body: Any) -> None:
    assert decode_large(orjson.dumps(body, option=orjson.OPT_INDENT_2)) == body


@pytest.mark.parametrize(
    ("body", "phrase"),
    [
        (b'{"inputs":[' + b"[]," * 20_000 + b"[]]}", "at most 10,000 inputs"),
        (b'{"inputs":[' + (b"[" + b"[0]," * 500_000 + b"[0]],") * 8 + b"[]]}", "at most 4,000,000 lists and objects"),
        (b'{"inputs":[[' + b"[]," * 1_000_001 + b"[]]]}", "at most 1,000,000 lists and objects"),
        (b'{"inputs":[[' + b"0," * 4_000_001 + b"0]]}", "at most 4,000,000 values of one sample"),
        (b'{"inputs":[[' + b'"a",' * 200_001 + b'"a"]]}', "at most 200,000 strings of one sample"),
        (b'{"inputs":{' + b'"a":[],' * 100_001 + b'"a":1}}', "at most 10,000 inputs|at most 100,000"),
        (b"[" + b"[[]]," * 100_001 + b"1]", "at most 10,000 inputs|at most 100,000"),
    ],
    ids=["inputs", "all lists", "lists", "values", "strings", "an object", "a list"],
)
def test_a_body_that_holds_too_much_is_refused(body: bytes, phrase: str) -> None:
    with pytest.raises(Invalid, match=phrase):
        decode_large(body)


@pytest.mark.parametrize(
    "body", [b'{"inputs":[1,,2]}', b'{"inputs":[1,2}', b'{"inputs":[01]}', b'{"inputs":[NaN]}', b'{"inputs":[1]', b'{"inputs":[1]}}']
)
def test_a_body_that_is_no_json_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed, match="expected JSON"):
        decode_large(body)


@pytest.mark.parametrize("end", [b"1e400", b"NaN", b"1,", b"01", b"1] 2"])
def test_a_long_sample_that_is_no_json_is_malformed(end: bytes) -> None:
    with pytest.raises(Malformed, match="expected JSON"):
        decode_large(b'{"inputs":[[' + b"0.5," * 200_000 + end + b"]]}")


def test_a_deep_body_is_malformed() -> None:
    with pytest.raises(Malformed, match="64 levels"):
        decode_large(b'{"inputs":' + b"[" * 64 + b"]" * 64 + b"}")
