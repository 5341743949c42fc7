"""Make ink white on black, and all else black.

Source: Otsu, "A Threshold Selection Method from Gray-Level Histograms", IEEE Transactions on Systems, Man, and Cybernetics 9
(1979).
"""

from typing import Literal

import numpy as np

from models.core.arrays import Array

Negative = Literal["never", "auto", "always"]
Threshold = int | Literal["otsu"]


def white_on_black(pixels: Array, negative: Negative) -> Array:
    """Return a picture whose ink is lighter than its ground.

    Args:
        pixels: uint8 array of shape (height, width).
        negative: "auto" turns shades round where most of the border is above Otsu's level: ground is light there.
    """
    if negative == "never" or (negative == "auto" and not _is_light(np.median(_border(pixels)), pixels)):
        return pixels
    return 255 - pixels


def cleared(pixels: Array, threshold: Threshold) -> Array:
    """Return a picture whose pixels up to a threshold are black, those above stretched so that their mean, and what is lighter, is white.

    The mean, not the lightest: a glint, or light from one side, would leave most of the ink grey.

    Args:
        pixels: uint8 array of shape (height, width), white on black.
        threshold: From 0 to 254; "otsu" evens the ground, and finds the threshold of this picture. A picture without a pixel
            above it becomes black.
    """
    if threshold == "otsu":
        pixels = evened(pixels)
        threshold = otsu_level(pixels)
    above = np.maximum(pixels.astype(np.float64) - threshold, 0)
    white = above.sum() / max(1, np.count_nonzero(above))
    stretched: Array = np.rint(np.minimum(above / (white or 1), 1) * 255).astype(np.uint8)
    return stretched


def evened(pixels: Array) -> Array:
    """Take light that falls from one side off a picture: the plane that fits its border best.

    Args:
        pixels: uint8 array of shape (height, width), white on black, its border ground.
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
    """Return the shade that parts dark from light pixels best: the variance between the two groups is largest.

    Args:
        pixels: uint8 array that is not empty.

    Returns:
        The lightest shade of the dark group; where several part the same groups, the one in their middle. The only shade
        of a picture that has but one.
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


def _is_light(ground: float, pixels: Array) -> bool:
    """Tell whether a shade is one of a picture's light ones; black, as in every digit of MNIST, never is."""
    return ground > 0 and ground > otsu_level(pixels)


def _border(pixels: Array) -> Array:
    return np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
