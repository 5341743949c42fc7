"""Lay out a digit, or other ink, as MNIST does. Source: LeCun, Cortes and Burges, the description of MNIST's files."""

import numpy as np
from PIL import Image as Pillow

from models.core.arrays import Array

#: MNIST's digits fit into 20 of 28 pixels.
_SHARE = 20 / 28


def center_ink(pixels: Array, size: tuple[int, int]) -> Array:
    """Fit what is not black into the middle of a picture, its center of mass on the picture's middle.

    Args:
        pixels: uint8 array of shape (height, width), white on black.
        size: Height and width of the picture given. In MNIST's 28 x 28, the longer edge of the ink becomes 20, and its
            center of mass lies at most half a pixel from pixel 14, as in MNIST itself.

    Returns:
        uint8 array of shape `size`. Ink that is pushed over an edge by a far-off center of mass is cut off; a black
        picture gives a black one.
    """
    canvas = np.zeros(size, np.uint8)
    if not pixels.any():
        return canvas
    ink = _fitted(_cropped(pixels), size)
    tops = [round(edge / 2 - middle) for edge, middle in zip(size, _center_of_mass(ink), strict=True)]
    indices, parts = zip(*(_overlap(*edges) for edges in zip(tops, ink.shape, size, strict=True)), strict=True)
    canvas[indices] = ink[parts]
    return canvas


def resized(image: Pillow.Image, size: tuple[int, int]) -> Array:
    """Return a picture's pixels, scaled to a height and width where it has others."""
    height, width = size
    if image.size != (width, height):
        image = image.resize((width, height), Pillow.Resampling.LANCZOS)
    return np.asarray(image, dtype=np.uint8)


def _cropped(pixels: Array) -> Array:
    rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
    return pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _fitted(ink: Array, size: tuple[int, int]) -> Array:
    boxes = [max(1, round(edge * _SHARE)) for edge in size]
    factor = min(box / edge for box, edge in zip(boxes, ink.shape, strict=True))
    height, width = (max(1, round(edge * factor)) for edge in ink.shape)
    return resized(Pillow.fromarray(ink), (height, width))


def _center_of_mass(ink: Array) -> tuple[float, float]:
    mass = ink.astype(np.float64)
    total = mass.sum() or 1.0
    return float(mass.sum(axis=1) @ np.arange(ink.shape[0]) / total), float(mass.sum(axis=0) @ np.arange(ink.shape[1]) / total)


def _overlap(first: int, length: int, edge: int) -> tuple[slice, slice]:
    """Return which pixels of the canvas, and which of the ink, meet along one axis."""
    start, end = max(first, 0), min(first + length, edge)
    return slice(start, end), slice(start - first, end - first)
