"""Requests to infer: JSON, and the bytes of tensors after it (binary tensor data extension)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, NoReturn

import simdjson

from models.core.errors import Fault
from models.core.faults import did_you_mean, pointer_of, quote
from service.api.inference.datatypes import DATATYPES, Values, values_of
from service.api.inference.json_values import json_values, n_lists, plain
from service.bodies.json_bounds import require_depth
from service.errors import Invalid, Malformed

#: Most axes of a tensor, and most values that its axes may stand for: no array has axes of any length, not even an empty one.
MAX_AXES, MAX_VALUES = 16, 2**40
#: Most tensors of a request: a table has one for each column. And most parameters of a part.
MAX_TENSORS, MAX_PARAMETERS = 10_000, 1_000
#: Longest time that a request may name, in microseconds: a day.
MAX_TIMEOUT_US = 86_400_000_000
#: Parameters that ask for what only Triton has, by what settles it.
_LACKING = {
    "shared_memory_region": "send the values in the request: this server has no shared memory",
    "sequence_id": "this server keeps no sequences between requests: use the sessions of /v1/models/{ref}/sessions",
}
_TENSOR, _ASKED = ("name", "shape", "datatype", "parameters", "data"), ("name", "parameters")
_REQUEST = ("id", "parameters", "inputs", "outputs", "model_name", "model_version")


@dataclass(frozen=True)
class Tensor:
    """A tensor of a request.

    Args:
        name: Its name.
        datatype: Its datatype.
        shape: Its shape.
        values: Numbers in an array of that shape, or texts and files in a list.
        pointer: Where the request has it.
    """

    name: str
    datatype: str
    shape: tuple[int, ...]
    values: Values
    pointer: str


@dataclass(frozen=True)
class Asked:
    """An output that is asked for.

    Args:
        name: Its name.
        is_binary: Whether it is to be sent as bytes.
        n_classes: How many of the likeliest classes are to be sent instead of its values; 0 for the values.
        pointer: Where the request asks for it.
    """

    name: str
    is_binary: bool
    n_classes: int
    pointer: str


@dataclass(frozen=True)
class InferRequest:
    """A request to infer.

    Args:
        id: Its id, which the answer repeats; None for none.
        inputs: The inputs, by name.
        outputs: The outputs that are asked for; None for all.
        is_binary: Whether outputs are sent as bytes unless the request says otherwise of one.
        timeout_s: Seconds within which its caller wants the answer; None for no such time.
    """

    id: str | None
    inputs: dict[str, Tensor]
    outputs: list[Asked] | None
    is_binary: bool
    timeout_s: float | None


def request_of(body: bytes, n_json: int) -> InferRequest:
    """Read a request.

    Args:
        body: Its body.
        n_json: Number of bytes of JSON, with which the body begins; the rest are the values of tensors, one after the other.

    Raises:
        Invalid: It is not a request to infer.
        Malformed: It is not JSON, or nested too deeply.
    """
    head = body[:n_json]
    fields = _fields(_parsed(head), _REQUEST, "")
    parameters = _parameters(fields, "")
    is_binary = _flag(parameters, "binary_data_output", default=False, pointer="")
    asked = None if fields.get("outputs") is None else _list(fields["outputs"], "/outputs")
    outputs = None if asked is None else [_asked(item, f"/outputs/{index}", is_binary) for index, item in enumerate(asked)]
    tensors = [_fields(item, _TENSOR, f"/inputs/{index}") for index, item in enumerate(_list(fields.get("inputs"), "/inputs"))]
    inputs = _inputs(tensors, head, memoryview(body)[n_json:], asked is not None)
    return InferRequest(_id(fields), inputs, outputs or None, is_binary, _timeout_s(parameters))


def _parsed(head: bytes) -> Any:
    require_depth(head)  # What is refused is shown, and looked through for that.
    try:
        return simdjson.Parser().parse(head)
    except (ValueError, RuntimeError) as error:
        raise Malformed(f"expected JSON (which has no NaN or Infinity, and here no integers of more than 64 bits), got: {error}") from error


def _inputs(tensors: list[dict[str, Any]], head: bytes, content: memoryview, has_outputs: bool) -> dict[str, Tensor]:
    shapes = [_shape(fields.get("shape"), f"/inputs/{index}/shape") for index, fields in enumerate(tensors)]
    pairs = list(zip(tensors, shapes, strict=True))
    n_known = 1 + has_outputs + sum(1 + n_lists(fields["data"], shape) for fields, shape in pairs if "data" in fields)
    may_be_deeper = head.count(b"[") > n_known + sum("data" not in fields for fields in tensors)
    found: dict[str, Tensor] = {}
    at = 0
    for index, (fields, shape) in enumerate(pairs):
        pointer = f"/inputs/{index}"
        size = _binary_size(fields, pointer)
        tensor = _tensor(fields, shape, None if size is None else content[at : at + size], pointer, may_be_deeper)
        at += size or 0
        if tensor.name in found:
            _refuse(f"{pointer}/name", f"expected each input once, got {quote(tensor.name)} again")
        found[tensor.name] = tensor
    if at != len(content):
        _refuse("", f"expected {at:,} bytes of tensors after the JSON, as their binary_data_size says, got {len(content):,}")
    return found


def _tensor(fields: dict[str, Any], shape: tuple[int, ...], content: memoryview | None, pointer: str, may_be_deeper: bool) -> Tensor:
    name, datatype = _text(fields, "name", pointer), _text(fields, "datatype", pointer)
    if datatype not in DATATYPES:
        _refuse(f"{pointer}/datatype", f"expected one of {', '.join(DATATYPES)}, got {quote(datatype)}{did_you_mean(datatype, DATATYPES)}")
    if (content is None) == ("data" not in fields):
        _refuse(pointer, "expected either `data`, or the parameter `binary_data_size` and bytes after the JSON")
    if content is not None:
        return Tensor(name, datatype, shape, values_of(content, datatype, shape, pointer), pointer)
    return Tensor(name, datatype, shape, json_values(fields["data"], datatype, shape, f"{pointer}/data", may_be_deeper), pointer)


def _asked(item: Any, pointer: str, is_binary: bool) -> Asked:
    fields = _fields(item, _ASKED, pointer)
    parameters = _parameters(fields, pointer)
    n_classes = parameters.get("classification", 0)
    if type(n_classes) is not int or n_classes < 0:
        _refuse(f"{pointer}/parameters/classification", f"expected a number of classes, got {quote(n_classes)}")
    return Asked(_text(fields, "name", pointer), _flag(parameters, "binary_data", is_binary, pointer), n_classes, pointer)


def _binary_size(fields: dict[str, Any], pointer: str) -> int | None:
    size = _parameters(fields, pointer).get("binary_data_size")
    if size is not None and (type(size) is not int or size < 0):
        _refuse(f"{pointer}/parameters/binary_data_size", f"expected a number of bytes, got {quote(size)}")
    return size


def _timeout_s(parameters: Mapping[str, Any]) -> float | None:
    """Return the time of a request, which tritonclient sends in microseconds; 0 is none, as Triton has it."""
    timeout = parameters.get("timeout")
    if timeout is None or timeout == 0:
        return None
    if type(timeout) is not int or not 0 < timeout <= MAX_TIMEOUT_US:
        _refuse("/parameters/timeout", f"expected microseconds, an integer of at most {MAX_TIMEOUT_US:,}, got {quote(timeout)}")
    return timeout / 1e6


def _shape(given: Any, pointer: str) -> tuple[int, ...]:
    shape: Any = given.as_list() if isinstance(given, simdjson.Array) and 0 < len(given) <= MAX_AXES else None
    if shape is None or not all(type(size) is int and size >= 0 for size in shape):
        _refuse(pointer, f"expected a list of 1 to {MAX_AXES} integers, the samples first, got {quote(plain(given))}")
    if prod(size or 1 for size in shape) > MAX_VALUES:
        _refuse(pointer, f"expected axes of at most {MAX_VALUES:,} values, got {quote(shape)}")
    return tuple(shape)


def _id(fields: dict[str, Any]) -> str | None:
    return None if fields.get("id") is None else _text(fields, "id", "")


def _text(fields: Mapping[str, Any], name: str, pointer: str) -> str:
    found = fields.get(name)
    if not isinstance(found, str):
        _refuse(f"{pointer}/{name}", f"expected a text, got {quote(plain(found))}")
    return found


def _flag(parameters: Mapping[str, Any], name: str, default: bool, pointer: str) -> bool:
    found = parameters.get(name, default)
    if not isinstance(found, bool):
        _refuse(f"{pointer}/parameters/{name}", f"expected true or false, got {quote(found)}")
    return found


def _parameters(fields: Mapping[str, Any], pointer: str) -> dict[str, Any]:
    """Return the parameters of a part. Those that are not known mean something to other servers, and nothing here."""
    given = fields.get("parameters")
    if given is None:
        return {}
    if not isinstance(given, simdjson.Object) or len(given) > MAX_PARAMETERS:
        _refuse(f"{pointer}/parameters", f"expected an object of at most {MAX_PARAMETERS:,} parameters, got {quote(plain(given))}")
    found = {name: plain(given[name]) for name in given}
    for name, settles in _LACKING.items():
        if found.get(name):
            _refuse(f"{pointer}/parameters/{name}", f"expected none; {settles}")
    return found


def _fields(given: Any, known: Sequence[str], pointer: str) -> dict[str, Any]:
    """Return the fields of an object; their values as parsed by simdjson, so that numbers are not converted one by one."""
    if not isinstance(given, simdjson.Object):
        _refuse(pointer, f"expected an object with {', '.join(known)}, got {quote(plain(given))}")
    found: dict[str, Any] = {}
    for name in given:
        if name not in known:
            _refuse(f"{pointer}{pointer_of([name])}", f"expected one of {', '.join(known)}{did_you_mean(name, known)}")
        if name in found:
            _refuse(f"{pointer}/{name}", "expected it once, got it again")
        found[name] = given[name]
    return found


def _list(given: Any, pointer: str) -> list[Any]:
    if not isinstance(given, simdjson.Array) or len(given) > MAX_TENSORS:
        _refuse(pointer, f"expected a list of at most {MAX_TENSORS:,} objects with a name each, got {quote(plain(given))}")
    return list(given)


def _refuse(pointer: str, detail: str) -> NoReturn:
    raise Invalid.of([Fault(pointer, detail)])
