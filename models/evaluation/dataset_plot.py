"""What of a data set can be drawn, and its images as they are drawn."""

import numpy as np

from models.core.arrays import Array
from models.core.deferred_rows import Samples, in_memory
from models.core.errors import DataError
from models.core.tensors import CHANNELS, IMAGE, shape_text
from models.datasets.data_set import Description
from models.evaluation.point_plots import drawable, number_columns

#: Longest side of an image in the grid, in pixels.
CELL = 64


def require_drawable(description: Description) -> None:
    """Refuse data that cannot be drawn, before it is loaded.

    Raises:
        DataError: The set holds texts, or samples of another form.
    """
    inputs = description.inputs
    if inputs.dtype == IMAGE:
        return
    if inputs.dtype == "str":
        raise DataError("texts are not drawn: expected inputs that are numbers or images")
    if None in inputs.shape or len(inputs.shape) > 3 or (len(inputs.shape) == 3 and inputs.shape[-1] not in CHANNELS):
        raise DataError(f"samples of shape {shape_text(inputs.shape)} are not drawn: expected numbers, rows or images")
    if not number_columns(description):
        raise DataError("rows of text only are not drawn: expected a column of numbers")


def is_image(description: Description) -> bool:
    """Tell whether the samples are images."""
    shape = description.inputs.shape
    is_array = description.inputs.axis == "sample" and None not in shape and (len(shape) == 2 or (len(shape) == 3 and shape[-1] in CHANNELS))
    return description.inputs.dtype == IMAGE or (is_array and description.inputs.is_numeric)


def shaded(images: Samples, indices: Array) -> Array:
    """Return some of the images as drawn in a grid.

    Args:
        images: Images of shape (n_samples, height, width) or (n_samples, height, width, channels), or encoded ones.
        indices: Indices of the images, integer array of shape (n_drawn,), not empty.

    Returns:
        float64 array of values from 0 to 1, of shape (n_drawn, height, width), or (n_drawn, height, width, channels) for
        colours; no side longer than CELL.
    """
    small = _small(in_memory(images[indices]))
    chosen = np.nan_to_num(drawable(small))
    low, high = (chosen.min(), chosen.max()) if small.dtype != np.uint8 else (0, 255)
    chosen = (chosen - low) / ((high - low) or 1)
    return chosen[..., 0] if chosen.shape[3:] == (1,) else chosen


def _small(images: Array) -> Array:
    """Return images small enough for a cell, decoded if encoded."""
    if images.dtype == object:
        from models.preprocessing.image import Image

        return Image(step="image", size=(CELL, CELL), mode="rgb").apply(images)
    return _thinned(images)


def _thinned(images: Array) -> Array:
    """Skip rows and columns of pixels so that images fit a cell; returns a view."""
    stride = -(-max(images.shape[1:3]) // CELL)
    return images[:, ::stride, ::stride]
