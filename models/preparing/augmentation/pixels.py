"""Pixels moved as TensorFlow's ImageProjectiveTransformV3 moves them, for processes that have no TensorFlow."""

import numpy as np

from models.core.arrays import Array
from models.preparing.augmentation.draws import Changes
from models.preparing.augmentation.values import Values
from models.specs.augmentation import Augmentation


def changed(images: Array, changes: Changes, augmentation: Augmentation, values: Values) -> Array:
    """Change pictures as training does, to rounding.

    Args:
        pictures: Array of shape (n, height, width, channels).
        changes: What is done to each.
        augmentation: How edges are filled, and whether brightness changes.
        values: The range of values of the training pictures.

    Returns:
        float32 array of the same shape.
    """
    moved = _moved(images.astype(np.float32), changes.moves, augmentation.fill_mode, np.float32(values.fill(augmentation)))
    if not augmentation.brightness:
        return moved
    lifted = moved + changes.lifts[:, None, None, None] * np.float32(values.span)
    return np.clip(lifted, np.float32(values.low), np.float32(values.high))


def _moved(images: Array, moves: Array, fill_mode: str, fill: np.float32) -> Array:
    """Read each pixel from between the four pixels it comes from."""
    height, width = images.shape[1:3]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    a0, a1, a2, b0, b1, b2 = (moves[:, index, None, None] for index in range(6))
    from_x, from_y = _inside(a0 * x + a1 * y + a2, width, fill_mode), _inside(b0 * x + b1 * y + b2, height, fill_mode)
    left, top = np.floor(from_x), np.floor(from_y)
    right, below = (from_x - left)[..., None], (from_y - top)[..., None]
    upper = (1 - right) * _read(images, top, left, fill) + right * _read(images, top, left + 1, fill)
    lower = (1 - right) * _read(images, top + 1, left, fill) + right * _read(images, top + 1, left + 1, fill)
    moved: Array = (1 - below) * upper + below * lower
    return moved


def _read(images: Array, rows: Array, columns: Array, fill: np.float32) -> Array:
    height, width = images.shape[1:3]
    known = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    row, column = (np.where(known, indices, 0).astype(np.int64) for indices in (rows, columns))
    return np.where(known[..., None], images[np.arange(len(images))[:, None, None], row, column], fill)


def _inside(at: Array, size: int, fill_mode: str) -> Array:
    """Return where along an axis of `size` pixels a value is taken from that would come from beyond its ends."""
    if fill_mode == "constant":
        return at
    if fill_mode == "reflect":
        at = _reflected(at, size)
    elif fill_mode == "wrap":
        at = _wrapped(at, size)
    return np.clip(at, np.float32(0), np.float32(size - 1))


def _reflected(at: Array, size: int) -> Array:
    """Mirror at the outer sides of the first and the last pixel."""
    turn = np.float32(2 * size)
    before = np.where(at < 0, turn * np.trunc(-at / turn) + at, at)
    before = np.where(before < -size, before + turn, -before - 1)
    behind = at - turn * np.trunc(at / turn)
    behind = np.where(behind >= size, turn - behind - 1, behind)
    return np.where(at < 0, before, np.where(at > size - 1, behind, at))


def _wrapped(at: Array, size: int) -> Array:
    """Begin again at the other end; a period is one pixel shorter than the axis where whole turns are counted, as TensorFlow counts them."""
    if size == 1:
        return np.zeros_like(at)
    length, turn = np.float32(size), np.float32(size - 1)
    before = at + length * (np.trunc(-at / turn) + 1)
    behind = at - length * np.trunc(at / turn)
    return np.where(at < 0, before, np.where(at > size - 1, behind, at))
