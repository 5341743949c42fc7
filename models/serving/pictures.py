"""Pictures as callers send them: files, or files written as base64 text where they come inside JSON."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any

import numpy as np

from models.core.arrays import Array
from models.core.errors import Fault, InputError
from models.preprocessing.chain import Chain
from models.preprocessing.image import Image, NotAnImageError
from models.serving.inputs import ROOT, kind_of


def prepare_pictures(items: Sequence[Any] | Array, chain: Chain) -> Array:
    """Decode pictures as the image step does, and apply the steps behind it.

    Args:
        items: A picture each: the bytes of a file, or their base64 text.
        chain: The fitted preprocessing.

    Raises:
        InputError: The model takes no pictures, or one of them is none.
    """
    place, step = next(((place, step) for place, step in enumerate(chain.inputs) if isinstance(step, Image)), (0, None))
    if step is None:
        raise InputError([Fault(ROOT, "this model does not take pictures; expected numbers")])
    pictures = np.stack([_convert(step, item, f"{ROOT}/{index}") for index, item in enumerate(items)])
    return chain.prepare(pictures, first=place + 1)


def _convert(step: Image, item: Any, pointer: str) -> Array:
    try:
        return step.convert(item if isinstance(item, bytes) else _file(item, pointer))
    except NotAnImageError as error:
        raise InputError([Fault(pointer, str(error))]) from error


def _file(item: Any, pointer: str) -> bytes:
    if not isinstance(item, str):
        raise InputError([Fault(pointer, f"expected a picture, as a file or as its base64 text, got {kind_of(item)}")])
    try:
        return base64.b64decode(item, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError([Fault(pointer, f"expected a picture as base64 text, got {kind_of(item)}: {error}")]) from error
