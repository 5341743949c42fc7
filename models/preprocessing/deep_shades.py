"""Shades of more than eight bits, as shades of eight: by the meaning of their numbers, never cut off."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image as Pillow

from models.core.arrays import Array
from models.preprocessing.tiles import tiles

#: Modes of Pillow's images with one number of 16 bits, of 32 bits, or a float a pixel.
DEEP_MODES = ("I;16", "I;16L", "I;16B", "I;16N", "I", "F")
#: White of eight bits.
WHITE = 255
_PHOTOMETRIC, _BITS = 262, 258


class ShadeError(ValueError):
    """Numbers are not the shades of an image; the message gives the range expected and the range found."""


def shades_of(pixels: Array, white: float) -> Array:
    """Convert shades from 0 for black to `white`, of any numeric type, to shades from 0 to 255.

    Args:
        pixels: Numbers of any shape.
        white: The number that means white.

    Returns:
        uint8 array of the same shape; each shade is within a half of the exact one.

    Raises:
        ShadeError: There are other numbers.
    """
    if pixels.dtype == np.uint8 and white == WHITE:
        return pixels
    if pixels.size and not (pixels.min() >= 0 and pixels.max() <= white):
        raise ShadeError(f"expected shades from 0 to {white:,g}, got {_range_of([pixels])}")
    if pixels.dtype == np.uint16:
        shades: Array = _table(white)[pixels]
        return shades
    exact = pixels.astype(np.float64) * (WHITE / white)
    return np.rint(exact).astype(np.uint8)


@lru_cache(maxsize=8)
def _table(white: float) -> Array:
    """Return the shade of eight bits of each of 16 bits: a large image takes a tenth of the time and memory of computing each pixel's."""
    table: Array = np.rint(np.arange(2**16) * (WHITE / white)).clip(0, WHITE).astype(np.uint8)
    return table


def white_of(dtype: np.dtype[Any]) -> float:
    """Return the number that means white in arrays of a type: 1 for floats and truth values, all bits for unsigned numbers of 16 bits, else 255."""
    if dtype.kind in "fb":
        return 1
    return 65_535 if dtype == np.uint16 else WHITE


def eight_bits(image: Pillow.Image, tags: Mapping[int, Any]) -> Pillow.Image:
    """Convert an image of one of `DEEP_MODES` to shades of eight bits; pixels of the transparent shade become white.

    Args:
        image: The image.
        tags: The tags of a TIFF file, by number; empty for other files.

    Raises:
        ShadeError: Floats outside 0 to 1, or whole numbers of 32 bits or with a sign, whose white is not known.
    """
    if image.mode == "I":
        raise ShadeError(
            f"expected whole shades of at most 16 bits, without a sign, got {_range_in(image)} in numbers of 32 bits or with a sign; "
            "save the image with 16 bits, or as floats from 0 to 1"
        )
    white = 1 if image.mode == "F" else 2 ** max(9, *tags.get(_BITS, (16,))) - 1
    made = Pillow.new("L", image.size)
    try:
        for box in tiles(image.size):
            made.paste(_tile(image.crop(box), white, tags, image.info.get("transparency")), box)
    except ShadeError as error:
        of_what = "floats" if image.mode == "F" else "more than 8 bits"
        raise ShadeError(f"expected shades from 0 to {white:,g}, got {_range_in(image)} in an image of {of_what}") from error
    return made


def _tile(tile: Pillow.Image, white: float, tags: Mapping[int, Any], clear: Any) -> Pillow.Image:
    """Convert a tile; `clear` is the transparent shade, if it is one."""
    pixels = np.asarray(tile)
    shades = shades_of(pixels, white)
    if tags.get(_PHOTOMETRIC) == 0:  # A TIFF file in which 0 is white.
        shades = WHITE - shades
    if isinstance(clear, int):
        shades = np.where(pixels == clear, np.uint8(WHITE), shades)
    return Pillow.fromarray(shades)


def _range_in(image: Pillow.Image) -> str:
    return _range_of(np.asarray(image.crop(box)) for box in tiles(image.size))


def _range_of(parts: Iterable[Array]) -> str:
    ends = np.array([(part.min(), part.max()) for part in parts], np.float64)
    return f"{ends.min():,g} to {ends.max():,g}" if np.isfinite(ends).all() else "numbers that are not finite"
