"""Datatypes of tensors, and the bytes of their values."""

import struct
from collections.abc import Iterable, Sequence
from math import prod

import numpy as np

from models.core.arrays import Array
from models.core.errors import Fault
from service.errors import Invalid

#: Datatype of texts and files.
BYTES = "BYTES"
#: NumPy types of the datatypes of numbers.
NUMBERS: dict[str, np.dtype[np.generic]] = {
    "BOOL": np.dtype("bool"),
    **{f"{kind}{size}": np.dtype(f"<{code}{size // 8}") for kind, code in (("INT", "i"), ("UINT", "u")) for size in (8, 16, 32, 64)},
    **{f"FP{size}": np.dtype(f"<f{size // 8}") for size in (16, 32, 64)},
}
#: All datatypes.
DATATYPES = (*NUMBERS, BYTES)
_NAMES = {dtype: name for name, dtype in NUMBERS.items()}
_LENGTH = struct.Struct("<I")

#: Values of a tensor in their order: an array of numbers, or a list of texts and files.
Values = Array | list[bytes | str | None]


def datatype_of(dtype: np.dtype[np.generic]) -> str:
    """Return the datatype of an array; BYTES for one of texts."""
    return _NAMES.get(dtype, BYTES)


def values_of(content: bytes | memoryview, datatype: str, shape: Sequence[int], pointer: str) -> Values:
    """Return the values of a tensor that is sent as bytes.

    Args:
        content: Numbers in row-major order, little-endian; or for each text its length in four bytes, and its bytes.
        datatype: Its datatype.
        shape: Its shape.
        pointer: Where the request says so.

    Raises:
        Invalid: They are not as many bytes as the shape has values.
    """
    if datatype == BYTES:
        return list(_elements(content, prod(shape), pointer))
    dtype = NUMBERS[datatype]
    if len(content) != prod(shape) * dtype.itemsize:
        detail = f"expected {prod(shape) * dtype.itemsize:,} bytes for {datatype} of shape {list(shape)}, got {len(content):,}"
        raise Invalid.of([Fault(pointer, detail)])
    if datatype == "BOOL":
        return np.asarray(np.frombuffer(content, np.uint8) != 0).reshape(shape)
    return np.frombuffer(content, dtype).reshape(shape)


def content_of(values: Values) -> bytes:
    """Return the bytes of the values of a tensor; see `values_of`."""
    if isinstance(values, np.ndarray):
        return values.astype(values.dtype.newbyteorder("<"), copy=False).tobytes()
    return b"".join(part for value in _encoded(values) for part in (_LENGTH.pack(len(value)), value))


def _encoded(values: Iterable[bytes | str | None]) -> Iterable[bytes]:
    for value in values:
        yield value.encode() if isinstance(value, str) else value or b""


def _elements(content: bytes | memoryview, count: int, pointer: str) -> Iterable[bytes]:
    """Yield that many elements, each after its length."""
    at = 0
    for index in range(count):
        start = at + _LENGTH.size
        at = start + _LENGTH.unpack_from(content, at)[0] if start <= len(content) else start
        if at > len(content):
            detail = f"expected {count:,} elements, each after its length in 4 bytes, got bytes that end within element {index:,}"
            raise Invalid.of([Fault(pointer, detail)])
        yield bytes(content[start:at])
    if at != len(content):
        raise Invalid.of([Fault(pointer, f"expected {count:,} elements, got {len(content) - at:,} more bytes after them")])
