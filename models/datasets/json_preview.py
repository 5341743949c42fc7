"""The first samples of a data set as JSON values."""

import base64
import io
import math
from typing import Any

from models.core.arrays import Array
from models.datasets.data_set import Data, Description
from models.preprocessing.image import decode

#: Longest side of an image in a preview, in pixels.
THUMBNAIL = 128


def preview(data: Data, description: Description, n_samples: int) -> list[dict[str, Any]]:
    """Return the first samples of the training part.

    Args:
        data: The loaded data set.
        description: Its description; the samples of a series are its first steps.
        n_samples: Number of samples, at most.

    Returns:
        An object for each sample: "input", a value or nested lists, and "target", null where the set has no targets. NaN and
        infinite numbers are null. An encoded image is a small PNG file, as a data URL.
    """
    n_samples = min(n_samples, description.n_train)
    inputs = _plain(data.inputs[:n_samples])
    targets = [None] * n_samples if data.targets is None else _plain(data.targets[:n_samples])
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
