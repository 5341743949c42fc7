"""Small bodies as inputs: numbers straight into an array, or one image. What is not obviously sound is left to the ordinary route."""

import io
import struct
from collections.abc import Callable
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np
import simdjson

from models.artifact.samples.read import Items
from models.core.arrays import EXACT, ONE_THREAD, Array

#: Most pixels of an image that is decoded on the event loop.
MAX_PIXELS = 256 * 256
#: Longest header of a .npy file, with what is before it, in bytes: that of one array of numbers is 128. Headers are kept. And most axes of an array.
_MAX_HEADER, _MAX_AXES = 512, 16
_NPY, _PNG = b"\x93NUMPY\x01\x00", b"\x89PNG\r\n\x1a\n"


class LeftError(Exception):
    """The ordinary route has to read the body, and to say what is wrong with it if anything is."""


class JsonNumbers:
    """Reads `{"inputs": [...]}` with nested lists of numbers. One parser is used again for all bodies."""

    def __init__(self) -> None:
        self._parser = simdjson.Parser()

    def __call__(self, body: bytes) -> Array:
        """Return the numbers, float64 array of the shape of the lists.

        Raises:
            LeftError: There is anything else in the body, lists of unequal length among them.
        """
        try:
            found = _numbers(self._parser, body)
        except (ValueError, TypeError, KeyError, RuntimeError) as error:
            self._parser = simdjson.Parser()  # The error holds on to what was parsed, and so to the parser.
            raise LeftError from error
        if found is None:
            raise LeftError
        return found


def _numbers(parser: simdjson.Parser, body: bytes) -> Array | None:
    if not body.startswith(b"{"):
        return None
    root = parser.parse(body)
    inputs = root["inputs"] if isinstance(root, simdjson.Object) and len(root) == 1 else None
    if not isinstance(inputs, simdjson.Array) or not len(inputs):
        return None
    shape, n_lists = [len(inputs)], 1
    level: list[Any] = [inputs]
    while isinstance(level[0][0], simdjson.Array):
        level = [each for items in level for each in items]
        n_lists += len(level)
        shape.append(len(level[0]))
        if not shape[-1] or any(len(each) != shape[-1] for each in level):
            return None
    values = np.frombuffer(inputs.as_buffer(of_type="d"))
    if len(values) != len(level) * shape[-1] or body.count(b"[") != n_lists or not _are_exact(values):
        return None
    return values.reshape(shape)


def _are_exact(values: Array) -> bool:
    """Tell whether no number is as large as the first inexact integer: the sum of the squares is quicker to get than the largest."""
    return bool(np.vdot(values, values) < EXACT**2) if len(values) <= ONE_THREAD else bool(np.abs(values).max() < EXACT)


def npy_numbers(body: bytes) -> Array:
    """Return the array of a .npy file.

    Raises:
        LeftError: It is not one of numbers in the usual form.
    """
    end = 10 + int.from_bytes(body[8:10], "little")
    form = _npy_form(body[10:end]) if body.startswith(_NPY) and end <= _MAX_HEADER else None
    if form is None or len(body) != end + form[2]:
        raise LeftError
    return np.frombuffer(body, form[0], offset=end).reshape(form[1])


@lru_cache(256)
def _npy_form(header: bytes) -> tuple[np.dtype[np.generic], tuple[int, ...], int] | None:
    """Return type, shape and size in bytes of the array of a header; None for one that is not usual."""
    try:
        shape, is_fortran, dtype = np.lib.format.read_array_header_1_0(io.BytesIO(len(header).to_bytes(2, "little") + header))
    except Exception:  # noqa: BLE001 - NumPy raises errors of several parsers, all caused by the body.
        return None
    has_samples = 0 < len(shape) <= _MAX_AXES and all(type(size) is int and size > 0 for size in shape)
    is_usual = has_samples and not is_fortran and dtype.kind in "fiu" and dtype.isnative
    return (dtype, shape, prod(shape) * dtype.itemsize) if is_usual else None


def small_png(body: bytes) -> Items:
    """Return a PNG file as the one input.

    Raises:
        LeftError: It is not one, or decoding it may take longer than a moment.
    """
    if not body.startswith(_PNG) or len(body) < 24 or prod(struct.unpack(">II", body[16:24])) > MAX_PIXELS:
        raise LeftError
    return [body]


#: Readers by content type.
READERS: dict[bytes, Callable[[bytes], Items]] = {b"application/json": JsonNumbers(), b"application/x-npy": npy_numbers, b"image/png": small_png}
