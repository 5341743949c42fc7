"""The first samples of a data set, as JSON can hold them."""

import base64
import io
import math
from typing import Any

from models.core.arrays import Array
from models.datasets.data_set import Data, Description
from models.preprocessing.image import decode

#: Longest side of a picture in a preview, in pixels.
THUMBNAIL = 128


def preview(data: Data, description: Description, n: int) -> list[dict[str, Any]]:
    """Return the first samples of the training part.

    Args:
        data: The loaded data set.
        description: What is known of it; of a series the samples are its first steps.
        n: How many at most.

    Returns:
        An object for each: "input", a value or nested lists, and "target", null where the set brings none. What JSON has
        no number for, such as NaN, is null. An encoded picture is a small PNG file, as a data URL.
    """
    n = min(n, description.n_train)
    inputs = _plain(data.inputs[:n])
    targets = [None] * n if data.targets is None else _plain(data.targets[:n])
    return [{"input": given, "target": target} for given, target in zip(inputs, targets, strict=True)]


def _plain(array: Array) -> list[Any]:
    values: list[Any] = [_thumbnail(value) if isinstance(value, bytes) else value for value in array.tolist()]
    return values if array.dtype.kind in "biuU" else [_finite(value) for value in values]


def _finite(value: Any) -> Any:
    if isinstance(value, list):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _thumbnail(encoded: bytes) -> str:
    image, file = decode(encoded).convert("RGBA"), io.BytesIO()
    image.thumbnail((THUMBNAIL, THUMBNAIL))
    image.save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
