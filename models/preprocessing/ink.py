"""Ink white on black, laid out like MNIST's digits.

Source: LeCun, Cortes and Burges, the description of MNIST's files; for the threshold: Otsu, "A Threshold Selection Method from
Gray-Level Histograms", IEEE Transactions on Systems, Man, and Cybernetics 9 (1979).
"""

from typing import Literal

import numpy as np
from PIL import Image as Pillow

from models.core.arrays import Array

Negative = Literal["never", "auto", "always"]
Threshold = int | Literal["otsu"]
#: MNIST's digits fit into 20 of 28 pixels.
_SHARE = 20 / 28


def white_on_black(pixels: Array, negative: Negative) -> Array:
    """Return an image whose ink is lighter than its background.

    Args:
        pixels: uint8 array of shape (height, width).
        negative: "auto" inverts the shades if the median of the border is above Otsu's level, so that the background is light.

    Returns:
        uint8 array of shape (height, width).
    """
    if negative == "never" or (negative == "auto" and not _is_light(np.median(_border(pixels)), pixels)):
        return pixels
    return 255 - pixels


def cleared(pixels: Array, threshold: Threshold) -> Array:
    """Make pixels up to a threshold black, and stretch the others so that their mean and lighter pixels are white.

    The mean is used instead of the maximum because a reflection, or light from one side, would leave most of the ink grey.

    Args:
        pixels: uint8 array of shape (height, width), white on black.
        threshold: From 0 to 254; "otsu" evens the background and computes the threshold of this image. An image without a pixel
            above the threshold becomes black.

    Returns:
        uint8 array of shape (height, width).
    """
    if threshold == "otsu":
        pixels = evened(pixels)
        threshold = otsu_level(pixels)
    above = np.maximum(pixels.astype(np.float64) - threshold, 0)
    white = above.sum() / max(1, np.count_nonzero(above))
    stretched: Array = np.rint(np.minimum(above / (white or 1), 1) * 255).astype(np.uint8)
    return stretched


def evened(pixels: Array) -> Array:
    """Remove light from one side: subtract the plane that fits the border of an image best.

    Args:
        pixels: uint8 array of shape (height, width), white on black, with background at its border.

    Returns:
        uint8 array of shape (height, width).
    """
    border = _border(pixels)
    if not border.any():
        return pixels
    rows, columns = (np.linspace(-1, 1, edge) for edge in pixels.shape)
    plane = np.stack(np.broadcast_arrays(1.0, rows[:, None], columns[None, :]), axis=-1)
    fit = np.linalg.lstsq(_border(plane), border.astype(np.float64), rcond=None)[0]
    even: Array = np.rint(np.clip(pixels - plane @ fit, 0, 255)).astype(np.uint8)
    return even


def otsu_level(pixels: Array) -> int:
    """Return the shade that separates dark from light pixels with the largest variance between the groups.

    Args:
        pixels: uint8 array that is not empty.

    Returns:
        The lightest shade of the dark group; the median of the shades that separate the same groups. The shade of an image
        of one shade.
    """
    counts = np.bincount(pixels.ravel(), minlength=256).astype(np.float64)
    n_dark, sum_dark = np.cumsum(counts), np.cumsum(counts * np.arange(256))
    n_light = n_dark[-1] - n_dark
    parts = (n_dark > 0) & (n_light > 0)
    if not parts.any():
        return int(pixels.flat[0])
    gap = sum_dark / np.maximum(n_dark, 1) - (sum_dark[-1] - sum_dark) / np.maximum(n_light, 1)
    variance = np.where(parts, n_dark * n_light * gap**2, -1.0)
    best = np.flatnonzero(variance >= variance.max() * (1 - 1e-12))
    return int(best[len(best) // 2])


def center_ink(pixels: Array, size: tuple[int, int]) -> Array:
    """Scale the part of an image that is not black, and place its center of mass at the centre.

    Args:
        pixels: uint8 array of shape (height, width), white on black.
        size: Height and width of the output, in pixels. For MNIST's 28 x 28, the longer edge of the ink becomes 20, and its
            center of mass is at most half a pixel from pixel 14, as in MNIST.

    Returns:
        uint8 array of shape `size`. Ink beyond an edge, because of an off-centre center of mass, is cut off; a black image
        stays black.
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
    """Return the pixels of an image scaled to (height, width), uint8 array of shape (height, width[, channels])."""
    height, width = size
    if image.size != (width, height):
        image = image.resize((width, height), Pillow.Resampling.LANCZOS)
    return np.asarray(image, dtype=np.uint8)


def _is_light(shade: float, pixels: Array) -> bool:
    """Return whether a shade is above Otsu's level; black, the background of every MNIST digit, is never light."""
    return shade > 0 and shade > otsu_level(pixels)


def _border(pixels: Array) -> Array:
    return np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])


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
    """Return the overlapping slices of the canvas and of the ink along one axis."""
    start, end = max(first, 0), min(first + length, edge)
    return slice(start, end), slice(start - first, end - first)
