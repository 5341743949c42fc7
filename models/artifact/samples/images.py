"""Images as callers send them: files, or files written as base64 text where they come inside JSON."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any

import numpy as np

from models.artifact.samples.numbers import ROOT, described
from models.core.arrays import Array
from models.core.errors import Fault, InputError
from models.preprocessing import Step
from models.preprocessing.image import Image, NotAnImageError


def decode_images(items: Sequence[Any] | Array, steps: Sequence[Step]) -> tuple[Array, int]:
    """Decode images as the image step over an input does.

    Args:
        items: An image each: the bytes of a file, or their base64 text.
        steps: The fitted steps over the input.

    Returns:
        What the image step gives, and the index of the step behind it.

    Raises:
        InputError: The model takes no images, or one of the items is not one.
    """
    index, step = next(((index, step) for index, step in enumerate(steps) if isinstance(step, Image)), (0, None))
    if step is None:
        raise InputError([Fault(ROOT, "this model does not take pictures; expected numbers")])
    return np.stack([_convert(step, item, f"{ROOT}/{number}") for number, item in enumerate(items)]), index + 1


def _convert(step: Image, item: Any, pointer: str) -> Array:
    try:
        return step.convert(item if isinstance(item, bytes) else _file(item, pointer))
    except NotAnImageError as error:
        raise InputError([Fault(pointer, str(error))]) from error


def _file(item: Any, pointer: str) -> bytes:
    if not isinstance(item, str):
        raise InputError([Fault(pointer, f"expected a picture, as a file or as its base64 text, got {described(item)}")])
    try:
        return base64.b64decode(item, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError([Fault(pointer, f"expected a picture as base64 text, got {described(item)}: {error}")]) from error
