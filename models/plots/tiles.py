"""Images, and other arrays that are drawn as images, in a grid with a caption below each."""

from collections.abc import Sequence
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.plots.plot import Numbers
from models.plots.style import SMALL_PT, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Most shades of all images of a figure, which keeps its numbers below their bound.
MAX_SHADES = 180_000
#: Longest side of an image, in pixels.
MAX_SIDE = 96
#: Space between images, as a share of the side of an image.
GAP = 0.08
#: Inches of one image at most, and of a line of a caption.
MAX_INCHES, LINE_INCHES = 1.3, 0.15
#: Width of a letter as a share of the size of its font.
LETTER = 0.58


class Tile(Numbers):
    """An image with a caption."""

    caption: str = Field(description="Text below it.")
    shades: list[list[int]] | list[list[list[int]]] = Field(description="Shades from 0 to 255 by row and column; of colours by channel.")


def tiles_of(images: Array, captions: Sequence[str], most: int = MAX_SHADES) -> list[Tile]:
    """Return images of one shape as tiles.

    Args:
        images: Array of shares from 0 (black) to 1 (white), of shape (n_images, height, width) or (n_images, height, width, channels).
        captions: A text for each.
        most: Most shades of all of them.
    """
    small = reduced(images, most // max(1, len(images)))
    shades = np.rint(np.clip(np.nan_to_num(small), 0, 1) * 255).astype(int)
    shades = shades[..., 0] if shades.shape[3:] == (1,) else shades
    return [Tile(caption=caption, shades=image.tolist()) for image, caption in zip(shades, captions, strict=True)]


def reduced(images: Array, most: int) -> Array:
    """Return images of at most `most` values each, and no side above MAX_SIDE: means of neighbouring pixels."""
    height, width = images.shape[1:3]
    n_channels = images.shape[3] if images.ndim > 3 else 1
    stride = max(ceil(max(height, width) / MAX_SIDE), ceil(sqrt(height * width * n_channels / max(1, most))))
    if stride == 1:
        return images
    rows, columns = height // stride or 1, width // stride or 1
    cut = images[:, : rows * stride, : columns * stride].astype(np.float64)
    steps = (min(stride, height), min(stride, width))
    means: Array = cut.reshape(len(cut), rows, steps[0], columns, steps[1], *cut.shape[3:]).mean(axis=(2, 4))
    return means


def as_shares(values: Array) -> Array:
    """Return values as shares of their range: the least becomes 0, the largest 1; equal ones 0.5."""
    numbers = np.nan_to_num(values.astype(np.float64))
    low, high = float(numbers.min()), float(numbers.max())
    return (numbers - low) / (high - low) if high > low else np.full(numbers.shape, 0.5)


def draw_tiles(axes: "Axes", tiles: Sequence[Tile], n_columns: int, n_lines: int = 1) -> None:
    """Draw images row by row, each as large as its longer side allows, with its caption below.

    Args:
        axes: Axes of their own, without frame.
        tiles: The images.
        n_columns: Images in a row.
        n_lines: Lines of a caption; 0 for none.
    """
    inches = axes.figure.bbox.width / axes.figure.dpi / n_columns
    height = row_height(n_columns, n_lines)
    size_pt = max(6.0, min(SMALL_PT - 1.0, 10 * inches))
    axes.set_axis_off()
    for index, tile in enumerate(tiles):
        x, y = (index % n_columns) * (1 + GAP), (index // n_columns) * height
        draw_tile(axes, np.array(tile.shades, np.uint8), x, y)
        if n_lines and tile.caption:
            text = "\n".join(shown(line, letters_in(inches, size_pt)) for line in tile.caption.split("\n"))
            axes.text(x + 0.5, y + 1 + GAP / 2, text, ha="center", va="top", fontsize=size_pt)
    axes.set_xlim(0, n_columns * (1 + GAP) - GAP)
    axes.set_ylim(ceil(len(tiles) / n_columns) * height - (GAP if n_lines == 0 else 0), 0)
    axes.set_aspect("equal")


def row_height(n_columns: int, n_lines: int) -> float:
    """Return the height of a row of images with their captions, as a multiple of the side of an image."""
    return 1 + GAP + n_lines * LINE_INCHES / _inches(n_columns)


def letters_in(inches: float, size_pt: float) -> int:
    """Return how many letters of a font fit into a width."""
    return max(3, int(72 * inches / (LETTER * size_pt)))


def draw_tile(axes: "Axes", image: Array, x: float, y: float, **look: Any) -> None:
    """Draw an image into the unit square whose upper left corner is (x, y), in the middle of it and with square pixels."""
    rows, columns = image.shape[:2]
    tall, wide = rows / max(rows, columns), columns / max(rows, columns)
    left, top = x + (1 - wide) / 2, y + (1 - tall) / 2
    options: dict[str, Any] = {"cmap": "gray", "vmin": 0, "vmax": 255, "interpolation": "nearest", **look}
    axes.imshow(image, extent=(left, left + wide, top + tall, top), aspect="auto", **options)


def size_of(n_tiles: int, n_columns: int, n_lines: int) -> tuple[float, float]:
    """Return width and height in inches of a figure with a grid of images, its title included."""
    n_rows = ceil(n_tiles / n_columns)
    return 6.8, max(1.4, n_rows * _inches(n_columns) * row_height(n_columns, n_lines) + 0.4)


def _inches(n_columns: int) -> float:
    return min(MAX_INCHES, 6.8 / n_columns / (1 + GAP))
