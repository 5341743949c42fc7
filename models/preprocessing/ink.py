"""Make ink white on black, and all else black.

Source: Otsu, "A Threshold Selection Method from Gray-Level Histograms", IEEE Transactions on Systems, Man, and Cybernetics 9
(1979).
"""

from typing import Literal

import numpy as np

from models.preprocessing.step import Array

Negative = Literal["never", "auto", "always"]
Threshold = int | Literal["otsu"]


def white_on_black(pixels: Array, negative: Negative) -> Array:
    """Return a picture whose ink is lighter than its ground.

    Args:
        pixels: uint8 array of shape (height, width).
        negative: "auto" turns shades round where most of the border is above Otsu's level: ground is light there.
    """
    if negative == "never" or (negative == "auto" and np.median(_border(pixels)) <= otsu_level(pixels)):
        return pixels
    return 255 - pixels


def cleared(pixels: Array, threshold: Threshold) -> Array:
    """Return a picture whose pixels up to a threshold are black, those above stretched so that the lightest is white.

    Args:
        pixels: uint8 array of shape (height, width), white on black.
        threshold: From 0 to 254; "otsu" finds the one of this picture. A picture without a pixel above it becomes black.
    """
    level = otsu_level(pixels) if threshold == "otsu" else threshold
    above = np.maximum(pixels.astype(np.float64) - level, 0)
    stretched: Array = np.rint(above * (255 / (above.max() or 1))).astype(np.uint8)
    return stretched


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


def _border(pixels: Array) -> Array:
    return np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
