"""Pictures and series drawn."""

from typing import TYPE_CHECKING

import numpy as np

from models.core.arrays import Array
from models.core.drawing import plain
from models.datasets.data_set import Data, Description
from models.evaluation.point_plots import drawable, some_rows

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Rows and columns of the grid of pictures.
GRID = 10
#: Most pixels of a picture in the grid, along its longer side.
CELL = 64
#: Most steps of a series, and most values of a step, that are drawn.
MAX_STEPS, MAX_LINES = 1000, 10


def draw_images(figure: "Figure", data: Data, description: Description) -> None:
    """Draw a grid of pictures of the training part: a row for each class, or any where there are no classes."""
    rows = _rows_by_class(data.targets, description) if data.targets is not None and description.labels else _rows_in_order(len(data.inputs))
    chosen = shaded(data.inputs, np.concatenate([indices for _, indices in rows]))
    height, width = chosen.shape[1:3]
    axes = figure.add_subplot()
    mosaic = _mosaic(chosen, [len(indices) for _, indices in rows])
    # Pixels stay squares as long as there is room for all; else thin lines would be lost between those that are drawn.
    axes.imshow(mosaic, cmap="gray", interpolation="nearest" if mosaic.shape[1] < 0.9 * figure.bbox.width else "antialiased")
    axes.set_xticks([])
    axes.set_yticks([(height + 1) * row + height / 2 for row in range(len(rows))], [plain(name) for name, _ in rows])
    axes.tick_params(length=0)
    axes.set_frame_on(False)
    axes.set_xlim(-0.5, GRID * (width + 1) - 0.5)


def shaded(images: Array, indices: Array) -> Array:
    """Return some of the pictures as they are drawn in a grid.

    Args:
        pictures: Array of shape (n, height, width) or (n, height, width, channels), or of encoded pictures.
        places: Which of them, integer array; at least one.

    Returns:
        float64 array of values from 0 to 1, of shape (len(places), height, width), with a last axis of colours where the
        pictures have some; no side longer than CELL.
    """
    small = _small(images, indices)
    chosen = np.nan_to_num(drawable(small))
    low, high = (chosen.min(), chosen.max()) if small.dtype != np.uint8 else (0, 255)
    chosen = (chosen - low) / ((high - low) or 1)
    return chosen[..., 0] if chosen.shape[3:] == (1,) else chosen


def draw_series(figure: "Figure", data: Data) -> None:
    """Draw the beginning of the training series, and below it that of the test series."""
    parts = [("training", data.inputs), *([] if data.test_inputs is None else [("test", data.test_inputs)])]
    all_axes = figure.subplots(len(parts), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
    for axes, (part, series) in zip(all_axes, parts, strict=True):
        lines = drawable(series[:MAX_STEPS].reshape(len(series[:MAX_STEPS]), -1)[:, :MAX_LINES])
        axes.plot(lines, linewidth=1.4)
        axes.set_title(f"{part}, {len(series):,} steps" + (f", the first {MAX_STEPS:,}" if len(series) > MAX_STEPS else ""), fontsize=10)
        axes.set_ylabel("value")
        axes.grid(alpha=0.25)
    all_axes[-1].set_xlabel("step")


def _rows_by_class(targets: Array, description: Description) -> list[tuple[str, Array]]:
    return [(str(label), np.flatnonzero(targets == label)[:GRID]) for label in (description.labels or ())[:GRID]]


def _rows_in_order(n: int) -> list[tuple[str, Array]]:
    indices = some_rows(n, GRID * GRID)
    return [("", indices[at : at + GRID]) for at in range(0, len(indices), GRID)]


def _small(images: Array, indices: Array) -> Array:
    """Return some of the pictures, small enough for a cell; encoded ones are decoded."""
    if images.dtype == object:
        from models.preprocessing.image import Image

        return Image(step="image", size=(CELL, CELL), mode="rgb").apply(images[indices])
    return _thinned(images)[indices]


def _thinned(images: Array) -> Array:
    """Leave out rows and columns of pixels that a cell of the grid has no room for; a view."""
    stride = -(-max(images.shape[1:3]) // CELL)
    return images[:, ::stride, ::stride]


def _mosaic(images: Array, counts: list[int]) -> Array:
    """Lay shaded pictures out in rows, a white line between them."""
    height, width, *color = images.shape[1:]
    mosaic = np.full((len(counts) * (height + 1), GRID * (width + 1), *color), 1.0)
    cells = ((row, column) for row, count in enumerate(counts) for column in range(count))
    for image, (row, column) in zip(images, cells, strict=True):
        top, left = row * (height + 1), column * (width + 1)
        mosaic[top : top + height, left : left + width] = image
    return mosaic
