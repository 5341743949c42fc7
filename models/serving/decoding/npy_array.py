"""A NumPy .npy file."""

import io
from typing import Any, ClassVar

import numpy as np

from models.artifact.samples.read import Items
from models.artifact.signature import Signature
from models.core.arrays import Array
from models.core.errors import DataError
from models.core.redaction import reason_of
from models.core.tensors import shape_text
from models.serving.decoding import FILE, BodyError, BodyFormat
from models.serving.extras import Extras
from models.uploads.stored.array_header import ArrayHeader, read_header, require_simple
from models.uploads.stored.code_points import require_letters


class NpyArray(BodyFormat):
    """A NumPy .npy file of numbers, samples first, without pickled objects; or of rows with named fields, as objects by column name."""

    name = "npy"
    rank = 20
    media_types = ("application/x-npy",)
    first_bytes = (b"\x93NUMPY",)
    documented: ClassVar = {"application/x-npy": {**FILE, "description": "A NumPy .npy file, samples first."}}

    def decode(self, body: bytes, signature: Signature, extras: Extras) -> Items:
        header = _header(body)
        if header.dtype.names is not None and header.dtype.subdtype is None and signature.input.columns is not None:
            return _rows(_array(body), signature, extras)
        _require_numbers(header)
        return _array(body)


def _header(body: bytes) -> ArrayHeader:
    try:
        header = read_header(io.BytesIO(body))
    except Exception as error:  # NumPy raises errors of its parser, all caused by the body.
        raise BodyError(f"expected a NumPy .npy file, got {len(body)} bytes that are none: {reason_of(error)}") from error
    if header.file_bytes > len(body):  # NumPy asks for the memory of all values before it reads the first.
        came = f"for the shape {shape_text(header.shape)}, got {len(body):,}"
        raise BodyError(f"expected a whole NumPy .npy file of {header.file_bytes:,} bytes {came}")
    return header


def _require_numbers(header: ArrayHeader) -> None:
    try:
        require_simple(header.dtype)
    except DataError as error:
        raise BodyError(str(error)) from error
    if header.dtype.kind == "U" or not header.shape:
        came = "text" if header.dtype.kind == "U" else f"the shape {shape_text(header.shape)}"
        raise BodyError(f"expected one array of numbers, samples first, got {came}")


def _array(body: bytes) -> Array:
    try:
        array: Array = np.load(io.BytesIO(body), allow_pickle=False)
    except Exception as error:  # NumPy raises errors of its parser and of the allocator, all caused by the body.
        raise BodyError(f"expected a whole NumPy .npy file, got {len(body)} bytes that do not load: {reason_of(error)}") from error
    return array if array.dtype.isnative or array.dtype.names else array.astype(array.dtype.newbyteorder("="))


def _rows(array: Array, signature: Signature, extras: Extras) -> list[dict[str, Any]]:
    """Return rows with named fields as objects; unknown names are refused where the rows are read."""
    names = array.dtype.names or ()
    known = {*(signature.input.columns or ()), *signature.input.passed_over}
    refused = extras.taken_out(names, known)
    kept = [name for name in names if name in known or name in refused]
    columns = [_cells(array[name].reshape(-1)) for name in kept]
    return [dict(zip(kept, row, strict=True)) for row in zip(*columns, strict=True)]


def _cells(values: Array) -> list[Any]:
    """Return the values of a field as rows of JSON have them: dates and bytes as text, as uploads take them."""
    if values.dtype.kind == "M":
        texts = np.datetime_as_string(values.astype("datetime64[us]")).tolist()
        return [None if text == "NaT" else text for text in texts]
    if values.dtype.kind == "U":
        try:
            require_letters(values)
        except DataError as error:
            raise BodyError(str(error)) from error
    found: list[Any] = values.tolist()
    if values.dtype.kind != "S":
        return found
    try:
        return [value.decode() for value in found]
    except UnicodeDecodeError as error:
        raise BodyError(f"expected bytes of text in UTF-8, got {error.object!r}") from error
