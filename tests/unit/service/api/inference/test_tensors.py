"""Tensors of requests and answers, as JSON and as bytes."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as numbers

from models.core.arrays import Array
from service.api.inference.answer import PIECE, answer_of
from service.api.inference.datatypes import BYTES, NUMBERS, content_of, datatype_of, values_of
from service.api.inference.outputs import Answered
from service.api.inference.request import InferRequest, request_of
from service.errors import Invalid, Malformed, ServiceError

SHAPES = numbers.array_shapes(min_dims=1, max_dims=4, min_side=0, max_side=3)
ARRAYS = st.sampled_from(sorted(NUMBERS)).flatmap(lambda name: numbers.arrays(NUMBERS[name], SHAPES, elements=_elements(NUMBERS[name])))
ELEMENTS = st.lists(st.one_of(st.binary(max_size=20), st.text(max_size=20).map(str.encode)), max_size=5)


def _elements(dtype: np.dtype[Any]) -> Any:
    """Finite values that are exact in JSON."""
    finite = {"allow_nan": False, "allow_infinity": False} if dtype.kind == "f" else {}
    return numbers.from_dtype(dtype, **finite)


def tensor(array: Array, nested: bool) -> dict[str, Any]:
    data = array.tolist() if nested else array.reshape(-1).tolist()
    return {"name": "x", "shape": list(array.shape), "datatype": datatype_of(array.dtype), "data": data}


def read(*inputs: Any, content: bytes = b"", **more: Any) -> InferRequest:
    head = json.dumps({"inputs": inputs, **more}).encode()
    return request_of(head + content, len(head))


def refused(*inputs: Any, content: bytes = b"", **more: Any) -> tuple[str, str]:
    """Return pointer and detail of the fault of a request."""
    with pytest.raises(Invalid) as error:
        read(*inputs, content=content, **more)
    (fault,) = error.value.errors
    return fault.pointer, fault.detail


@given(ARRAYS, st.booleans())
def test_numbers_in_json_keep_their_bits(array: Array, nested: bool) -> None:
    found = read(tensor(array, nested)).inputs["x"].values
    assert isinstance(found, np.ndarray)
    assert (found.dtype, found.shape) == (array.dtype, array.shape)
    assert found.tobytes() == array.tobytes()


@given(ARRAYS)
def test_numbers_as_bytes_keep_their_bits(array: Array) -> None:
    found = values_of(content_of(array), datatype_of(array.dtype), array.shape, "")
    assert isinstance(found, np.ndarray)
    assert found.dtype == array.dtype
    assert found.tobytes() == array.tobytes()


@given(ELEMENTS)
def test_texts_and_files_come_back(elements: list[bytes]) -> None:
    assert values_of(content_of(list(elements)), BYTES, [len(elements)], "") == elements


@given(ARRAYS, st.booleans())
def test_an_answer_is_read_as_it_was_meant(array: Array, binary: bool) -> None:
    body, length = answer_of([Answered("y", datatype_of(array.dtype), array.shape, array, binary)], {"id": "i"})
    head = json.loads(body[:length])
    (found,) = head["outputs"]
    assert (head["id"], found["shape"], found["datatype"]) == ("i", list(array.shape), datatype_of(array.dtype))
    if binary:
        assert found["parameters"] == {"binary_data_size": array.nbytes}
        assert body[length:] == array.tobytes()
    else:
        assert np.array(found["data"], array.dtype).tobytes() == array.tobytes()


def test_a_long_answer_is_written_in_pieces() -> None:
    array = np.arange(2 * PIECE + 1, dtype=np.int64)
    body, _ = answer_of([Answered("y", "INT64", array.shape, array, False)], {})
    assert json.loads(body)["outputs"][0]["data"] == array.tolist()


def test_what_is_not_finite_becomes_null() -> None:
    for dtype in (np.float16, np.float32, np.float64):
        array = np.array([[np.nan, 1.0], [np.inf, -np.inf]], dtype)
        body, _ = answer_of([Answered("y", datatype_of(array.dtype), array.shape, array, False)], {})
        assert json.loads(body)["outputs"][0]["data"] == [None, 1.0, None, None]


def test_null_is_a_missing_number() -> None:
    values = read({"name": "x", "shape": [2, 2], "datatype": "FP64", "data": [[1, None], [0.1, 4]]}).inputs["x"].values
    assert np.array_equal(values, [[1, np.nan], [0.1, 4]], equal_nan=True)


def test_integers_above_the_exact_ones_of_floats_survive() -> None:
    large = [2**53 + 1, -(2**63), 2**63 - 1]
    values = read({"name": "x", "shape": [3], "datatype": "INT64", "data": large}).inputs["x"].values
    assert isinstance(values, np.ndarray)
    assert values.tolist() == large
    body, _ = answer_of([Answered("y", "INT64", (3,), values, False)], {})
    assert json.loads(body)["outputs"][0]["data"] == large


@pytest.mark.parametrize(
    ("changes", "pointer", "phrase"),
    [
        ({"data": [1, 2, 3]}, "/inputs/0/data", "expected 4 values for the shape [2, 2], got 3"),
        ({"data": [[1, 2], [3]]}, "/inputs/0/data/1", "expected 2 values for the shape [2, 2], got 1"),
        ({"data": [[1, 2, 3], [4]]}, "/inputs/0/data/0", "expected 2 values for the shape [2, 2], got 3"),
        ({"data": [[1, 2], 3]}, "/inputs/0/data/1", "expected a list of 2"),
        ({"data": [[1, 2], [3, [4]]]}, "/inputs/0/data/1/1", "expected a value"),
        ({"data": [[1, [2, 3]], [4, []]]}, "/inputs/0/data/0/1", "expected a value"),
        ({"data": [1, 2, [3, 4], []]}, "/inputs/0/data/2", "expected a value"),
        ({"data": [1, 2, 3, "4"]}, "/inputs/0/data/3", 'expected a number, got "4"'),
        ({"datatype": "INT8", "data": [[1, 2], [3, None]]}, "/inputs/0/data/1/1", "expected an integer, got null"),
        ({"data": [None, 2, 3, "x"]}, "/inputs/0/data/3", 'expected a number, got "x"'),
        ({"data": [1, 2, 3, True]}, "/inputs/0/data/3", "expected a number, got true"),
        ({"data": {"x": 1}}, "/inputs/0/data", "expected a list of values"),
        ({"datatype": "INT8", "data": [1, 2, 3, 128]}, "/inputs/0/data/3", "expected an integer that is within INT8, got 128"),
        ({"datatype": "INT64", "data": [1, 2, 3, 2**63]}, "/inputs/0/data/3", "expected an integer"),
        ({"datatype": "INT32", "data": [1, 2.5, 3, 4]}, "/inputs/0/data/1", "expected an integer, got 2.5"),
        ({"datatype": "UINT8", "data": [1, 2, -3, 4]}, "/inputs/0/data/2", "expected an integer of 0 or more, got -3"),
        ({"datatype": "BOOL", "data": [True, False, 1, True]}, "/inputs/0/data/2", "expected true or false, got 1"),
        ({"datatype": "BYTES", "data": ["a", "b", "c", 1]}, "/inputs/0/data/3", "expected a text"),
        ({"datatype": "FP23"}, "/inputs/0/datatype", "expected one of BOOL, INT8"),
        ({"shape": [-1, 4]}, "/inputs/0/shape", "expected a list of 1 to 16 integers"),
        ({"shape": [2.0, 2]}, "/inputs/0/shape", "expected a list of 1 to 16 integers"),
        ({"shape": []}, "/inputs/0/shape", "expected a list of 1 to 16 integers"),
        ({"shape": [True, 4]}, "/inputs/0/shape", "expected a list of 1 to 16 integers"),
        ({"shape": "2"}, "/inputs/0/shape", "expected a list of 1 to 16 integers"),
        ({"shape": [1] * 17}, "/inputs/0/shape", "expected a list of 1 to 16 integers"),
        ({"shape": [0, 2**62], "data": []}, "/inputs/0/shape", "expected axes of at most"),
        ({"shape": [2**63, 0], "data": []}, "/inputs/0/shape", "expected axes of at most"),
        ({"shape": [2**64 - 1, 0], "data": [], "datatype": "BYTES"}, "/inputs/0/shape", "expected axes of at most"),
        ({"name": 1}, "/inputs/0/name", "expected a text, got 1"),
        ({"parameters": []}, "/inputs/0/parameters", "expected an object"),
        ({"parameters": {"binary_data_size": 4}}, "/inputs/0", "expected either `data`, or the parameter `binary_data_size`"),
        ({"dtype": "FP32"}, "/inputs/0/dtype", "did you mean datatype?"),
    ],
)
def test_a_tensor_that_is_not_sound_is_pointed_at(changes: dict[str, Any], pointer: str, phrase: str) -> None:
    found = refused({"name": "x", "shape": [2, 2], "datatype": "FP32", "data": [1, 2, 3, 4], **changes})
    assert found[0] == pointer
    assert phrase in found[1]


@pytest.mark.parametrize(
    ("changes", "content", "pointer", "phrase"),
    [
        ({"parameters": {"binary_data_size": 8}}, b"x" * 8, "/inputs/0", "expected 16 bytes for FP32 of shape [2, 2], got 8"),
        ({"parameters": {"binary_data_size": 16}}, b"x" * 15, "/inputs/0", "expected 16 bytes for FP32 of shape [2, 2], got 15"),
        ({"parameters": {"binary_data_size": 16}}, b"x" * 17, "", "expected 16 bytes of tensors after the JSON"),
        ({"parameters": {"binary_data_size": -1}}, b"", "/inputs/0/parameters/binary_data_size", "expected a number of bytes"),
        ({"parameters": {"binary_data_size": "16"}}, b"x" * 16, "/inputs/0/parameters/binary_data_size", "expected a number of bytes"),
        ({"datatype": "BYTES", "parameters": {"binary_data_size": 9}}, b"\x09\0\0\0abcde", "/inputs/0", "end within element 0"),
        ({"datatype": "BYTES", "parameters": {"binary_data_size": 4}}, b"\xff\xff\xff\xff", "/inputs/0", "end within element 0"),
        ({"datatype": "BYTES", "parameters": {"binary_data_size": 2}}, b"\0\0", "/inputs/0", "end within element 0"),
        ({"datatype": "BYTES", "parameters": {"binary_data_size": 20}}, b"\0" * 20, "/inputs/0", "got 4 more bytes after them"),
        ({}, b"", "/inputs/0", "expected either `data`"),
    ],
)
def test_bytes_that_are_not_those_of_the_tensor_are_refused(changes: dict[str, Any], content: bytes, pointer: str, phrase: str) -> None:
    found = refused({"name": "x", "shape": [2, 2], "datatype": "FP32", **changes}, content=content)
    assert found[0] == pointer
    assert phrase in found[1]


GOOD = {"name": "x", "shape": [1], "datatype": "FP32", "data": [1]}


@pytest.mark.parametrize(
    ("request_", "pointer"),
    [
        ({"inputs": [GOOD, GOOD]}, "/inputs/1/name"),
        ({"inputs": GOOD}, "/inputs"),
        ({"inputs": [1]}, "/inputs/0"),
        ({}, "/inputs"),
        ({"inputs": [GOOD], "output": []}, "/output"),
        ({"inputs": [GOOD], "id": 7}, "/id"),
        ({"inputs": [GOOD], "outputs": {}}, "/outputs"),
        ({"inputs": [GOOD], "outputs": [{"name": "y", "parameters": {"binary_data": 1}}]}, "/outputs/0/parameters/binary_data"),
        ({"inputs": [GOOD], "outputs": [{"name": "y", "parameters": {"classification": -1}}]}, "/outputs/0/parameters/classification"),
        ({"inputs": [GOOD], "parameters": {"binary_data_output": "yes"}}, "/parameters/binary_data_output"),
        ({"inputs": [GOOD], "parameters": {"sequence_id": 3}}, "/parameters/sequence_id"),
        ({"inputs": [{**GOOD, "parameters": {"shared_memory_region": "a"}}]}, "/inputs/0/parameters/shared_memory_region"),
        ([GOOD], ""),
    ],
)
def test_a_request_that_is_not_sound_is_pointed_at(request_: Any, pointer: str) -> None:
    body = json.dumps(request_).encode()
    with pytest.raises(Invalid) as error:
        request_of(body, len(body))
    assert [fault.pointer for fault in error.value.errors] == [pointer]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'{"inputs": NaN}', b'{"id": 1e400}', b'{"id": 123456789012345678901}', b"[" * 100_000])
def test_what_is_not_json_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed, match="expected JSON"):
        request_of(body, len(body))


@pytest.mark.parametrize(
    "around",
    [
        b'{"inputs": %b}',
        b'{"inputs": [{"name": "x", "shape": %b}]}',
        b'{"inputs": [{"name": "x", "shape": [1], "datatype": "FP32", "data": %b}]}',
        b'{"inputs": [{"name": "x", "shape": [1], "datatype": "FP32", "data": [1], "parameters": {"any": %b}}]}',
    ],
)
@pytest.mark.parametrize("levels", [(b"[", b"]"), (b'{"a":', b"}")], ids=["lists", "objects"])
def test_what_is_nested_too_deeply_is_malformed(around: bytes, levels: tuple[bytes, bytes]) -> None:
    body = around % (levels[0] * 900 + b"1" + levels[1] * 900)
    with pytest.raises(Malformed, match="at most 64 levels of nesting"):
        request_of(body, len(body))


@given(st.binary(max_size=60), st.integers(0, 60))
def test_no_bytes_make_it_fail(body: bytes, n_json: int) -> None:
    with pytest.raises(ServiceError):
        request_of(body, min(n_json, len(body)))


def test_parameters_that_mean_something_to_other_servers_are_taken() -> None:
    found = read(GOOD, parameters={"timeout": 5_000_000, "priority": 1, "content_type": "np"}, outputs=[{"name": "y", "parameters": {"any": [1]}}])
    assert found.outputs is not None
    assert [asked.name for asked in found.outputs] == ["y"]
