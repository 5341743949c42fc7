"""Tiles of an image: what is converted tile by tile needs little memory beside the image."""

from collections.abc import Iterator

#: Longest side of a tile, in pixels.
_SIDE = 1_024


def tiles(size: tuple[int, int]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the boxes (left, top, right, bottom) that cover an image of a size (width, height)."""
    width, height = size
    for top in range(0, height, _SIDE):
        for left in range(0, width, _SIDE):
            yield left, top, min(left + _SIDE, width), min(top + _SIDE, height)
