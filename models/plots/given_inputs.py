"""The inputs of a request as a figure shows them."""

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np

from models.artifact.samples.images import file_of_text
from models.artifact.signature import InputSignature
from models.core.errors import DataError
from models.evaluation.dataset_plot import shaded
from models.plots.some_samples import takes_images
from models.plots.subjects import Answer
from models.plots.tiles import Tile, tiles_of
from models.preprocessing.encoded_image import NotAnImageError

#: Most shades of the images of all inputs.
MOST = 150_000


def inputs_of(answer: Answer) -> list[Any]:
    """Return the inputs of a request to predict: the list in its JSON, or one file; empty where it had another form."""
    request = answer.request
    given = request.get("inputs") if isinstance(request, dict) else request
    return list(given) if isinstance(given, list) else [given] if isinstance(given, bytes) else []


def images_of(answer: Answer, count: int) -> list[Tile | None]:
    """Return the first inputs of a request as images; None for those that are no images."""
    inputs = inputs_of(answer)[:count]
    name = next((name for name, given in answer.signature.inputs.items() if takes_images(given)), None)
    if name is None or len(inputs) < count:
        return [None] * count
    given = answer.signature.inputs[name]
    return [_tile(one[name] if isinstance(one, dict) and name in one else one, given, MOST // count) for one in inputs]


def _tile(item: Any, given: InputSignature, most: int) -> Tile | None:
    """Return an input as an image; None if it is none."""
    try:
        if isinstance(item, bytes | str):
            file = np.empty(1, object)
            file[0] = item if isinstance(item, bytes) else file_of_text(item)
            images = shaded(file, np.arange(1))
        else:
            images = shaded(_array(item, given)[None], np.arange(1))
        return tiles_of(images, [""], most)[0]
    except (NotAnImageError, DataError, ValueError, TypeError):
        return None


def _array(item: Sequence[Any], given: InputSignature) -> Any:
    array = np.asarray(item, np.float64)
    shape = [size or 0 for size in given.input_shape]
    array = array.reshape(shape) if array.ndim == 1 and array.size == prod(shape) else array
    if array.ndim not in (2, 3):
        raise ValueError("expected an image, got another array")
    return array.astype(np.uint8) if given.input_dtype == "uint8" or given.images else array
