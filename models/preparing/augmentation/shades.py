"""Prepared images as PNG files."""

import io

import numpy as np
from PIL import Image

from models.core.arrays import Array
from models.preparing.augmentation.draws import Values

#: Least length of the longer side of an image in a grid, in pixels; smaller ones are enlarged by an integer factor.
CELL = 96
#: Pixels between the images of a grid, and their shade.
_GAP, _GROUND = 4, 255


def png_of_image(image: Array, values: Values) -> bytes:
    """Return an image as a PNG file, the least of the training values black and the greatest white.

    Args:
        image: Array of shape (height, width, channels); with other than 3 channels the first is drawn, in grey.
        values: The range of values of the training images.
    """
    return _png(_shades(image[None], values)[0])


def png_of_grid(images: Array, values: Values) -> bytes:
    """Return images of one size as a PNG file, in a nearly square grid.

    Args:
        images: Array of shape (n_images, height, width, channels).
        values: The range of values of the training images.
    """
    shades = _shades(images, values)
    factor = max(1, -(-CELL // max(shades.shape[1:3])))
    shades = shades.repeat(factor, axis=1).repeat(factor, axis=2)
    height, width = shades.shape[1:3]
    columns = int(np.ceil(np.sqrt(len(shades))))
    rows = -(-len(shades) // columns)
    grid = np.full((rows * (height + _GAP) - _GAP, columns * (width + _GAP) - _GAP, *shades.shape[3:]), _GROUND, np.uint8)
    for index, shade in enumerate(shades):
        top, left = index // columns * (height + _GAP), index % columns * (width + _GAP)
        grid[top : top + height, left : left + width] = shade
    return _png(grid)


def _shades(images: Array, values: Values) -> Array:
    """Return uint8 shades of shape (n_images, height, width), or (n_images, height, width, 3) for three channels."""
    shares = (np.nan_to_num(images.astype(np.float64)) - values.low) / (values.span or 1.0)
    shades = np.round(np.clip(shares, 0, 1) * 255).astype(np.uint8)
    return shades if shades.shape[-1] == 3 else shades[..., 0]


def _png(shades: Array) -> bytes:
    file = io.BytesIO()
    Image.fromarray(shades).save(file, "PNG")
    return file.getvalue()
