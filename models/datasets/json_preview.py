"""Samples as JSON values, within the size of one response."""

import base64
import io
import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from models.core.arrays import Array
from models.core.errors import Fault, InputError
from models.core.file_kinds import kind_of
from models.preprocessing.encoded_image import decode

#: Longest side of an image in a preview, in pixels.
THUMBNAIL = 128
#: Most numbers and characters in one response.
MAX_SHOWN = 1_000_000
#: Most bytes of image files that are whole in one response.
MAX_WHOLE_BYTES = 6_000_000


def plain_values(array: Array, *, whole_images: bool = False) -> list[Any]:
    """Return samples as JSON values: NaN and infinite numbers as null, an encoded image as a data URL.

    Args:
        array: The samples.
        whole_images: Whether an image is the file as it is, instead of a small PNG file.
    """
    shown = _whole if whole_images else _thumbnail
    values: list[Any] = [shown(value) if isinstance(value, bytes) else value for value in array.tolist()]
    return values if array.dtype.kind in "biuU" else [_finite(value) for value in values]


def require_few(arrays: Iterable[Array], pointer: str) -> None:
    """Refuse samples that are too large for one response.

    Args:
        arrays: The arrays of the response, samples first.
        pointer: Pointer to the number of samples in the request.

    Raises:
        InputError: They have more than `MAX_SHOWN` numbers and characters.
    """
    n_shown = sum(map(_n_shown, arrays))
    if n_shown > MAX_SHOWN:
        detail = f"expected at most {MAX_SHOWN:,} numbers and characters in one response, got {n_shown:,}; ask for fewer or smaller samples"
        raise InputError([Fault(pointer, detail)])


def require_few_images(arrays: Iterable[Array], pointer: str) -> None:
    """Refuse image files that are too large for one response as a whole.

    Args:
        arrays: The arrays of the response, samples first.
        pointer: Pointer to the number of samples in the request.

    Raises:
        InputError: They have more than `MAX_WHOLE_BYTES` bytes.
    """
    n_bytes = sum(len(value) for array in arrays if array.dtype == object for value in array.ravel() if isinstance(value, bytes))
    if n_bytes > MAX_WHOLE_BYTES:
        detail = f"expected at most {MAX_WHOLE_BYTES:,} bytes of image files in one response, got {n_bytes:,}; ask for fewer, or for reduced images"
        raise InputError([Fault(pointer, detail)])


def _n_shown(array: Array) -> int:
    if array.dtype.kind == "U":
        return array.size * array.dtype.itemsize // np.dtype("U1").itemsize
    if array.dtype != object:
        return array.size
    return sum(len(value) if isinstance(value, str) else 1 for value in array.ravel())


def _finite(value: Any) -> Any:
    if isinstance(value, list):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _thumbnail(encoded: bytes) -> str:
    image, file = decode(encoded).convert("RGBA"), io.BytesIO()
    image.thumbnail((THUMBNAIL, THUMBNAIL))
    image.save(file, "PNG")
    return _url(file.getvalue(), "png")


def _whole(encoded: bytes) -> str:
    kind = kind_of(encoded)
    return _url(encoded, "*" if kind is None else kind.name)


def _url(encoded: bytes, kind: str) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(encoded).decode()}"
