"""Draw a data set: points, images or series."""

from typing import TYPE_CHECKING

import numpy as np

from models.core.arrays import Array
from models.core.deferred_rows import Samples, in_memory
from models.core.drawing import plain, png_of
from models.core.errors import DataError
from models.core.tensors import CHANNELS, IMAGE, shape_text
from models.datasets.data_set import Data, Description
from models.evaluation.point_plots import draw_points, draw_values, drawable, has_values, number_columns, some_rows

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Rows and columns of the grid of images.
GRID = 10
#: Longest side of an image in the grid, in pixels.
CELL = 64
#: Most steps of a series, and most values of a step, that are drawn.
MAX_STEPS, MAX_LINES = 1000, 10


def plot_of(data: Data, description: Description, title: str = "") -> bytes:
    """Draw a data set: points, a grid of images, or the line of a series.

    At most a few thousand samples are drawn, always the same ones. Of rows with more than three
    columns of numbers the first two are drawn, or the first against the target where that is a number.

    Args:
        data: The loaded data set.
        description: Description of the data set.
        title: Title of the plot.

    Returns:
        A PNG file of 640 x 480 pixels.

    Raises:
        DataError: The data cannot be drawn, such as texts.
    """
    require_drawable(description)
    return png_of(lambda figure: _draw(figure, data, description), title)


def require_drawable(description: Description) -> None:
    """Refuse data that cannot be drawn, before it is loaded.

    Raises:
        DataError: The set holds texts, or samples of another form.
    """
    inputs = description.inputs
    if inputs.dtype == IMAGE:
        return
    if inputs.dtype == "str":
        raise DataError("texts are not drawn: expected inputs that are numbers or images")
    if None in inputs.shape or len(inputs.shape) > 3 or (len(inputs.shape) == 3 and inputs.shape[-1] not in CHANNELS):
        raise DataError(f"samples of shape {shape_text(inputs.shape)} are not drawn: expected numbers, rows or images")
    if not number_columns(description):
        raise DataError("rows of text only are not drawn: expected a column of numbers")


def is_image(description: Description) -> bool:
    """Tell whether the samples are images."""
    shape = description.inputs.shape
    is_array = description.inputs.axis == "sample" and None not in shape and (len(shape) == 2 or (len(shape) == 3 and shape[-1] in CHANNELS))
    return description.inputs.dtype == IMAGE or (is_array and description.inputs.is_numeric)


def _draw(figure: "Figure", data: Data, description: Description) -> None:
    columns = number_columns(description)
    if description.inputs.axis == "time":
        draw_series(figure, data)
    elif len(description.inputs.shape) > 1 or description.inputs.dtype == IMAGE:
        draw_images(figure, data, description)
    elif len(columns) == 1 or (len(columns) > 3 and has_values(description)):
        draw_values(figure, data, description)
    else:
        draw_points(figure, data, description, columns if len(columns) == 3 else columns[:2])


def draw_images(figure: "Figure", data: Data, description: Description) -> None:
    """Draw a grid of training images: a row for each class, or in order where there are no classes."""
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


def shaded(images: Samples, indices: Array) -> Array:
    """Return some of the images as drawn in a grid.

    Args:
        images: Images of shape (n_samples, height, width) or (n_samples, height, width, channels), or encoded ones.
        indices: Indices of the images, integer array of shape (n_drawn,), not empty.

    Returns:
        float64 array of values from 0 to 1, of shape (n_drawn, height, width), or (n_drawn, height, width, channels) for
        colours; no side longer than CELL.
    """
    small = _small(in_memory(images[indices]))
    chosen = np.nan_to_num(drawable(small))
    low, high = (chosen.min(), chosen.max()) if small.dtype != np.uint8 else (0, 255)
    chosen = (chosen - low) / ((high - low) or 1)
    return chosen[..., 0] if chosen.shape[3:] == (1,) else chosen


def draw_series(figure: "Figure", data: Data) -> None:
    """Draw the first steps of the training series, and below them those of the test series."""
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


def _small(images: Array) -> Array:
    """Return images small enough for a cell, decoded if encoded."""
    if images.dtype == object:
        from models.preprocessing.image import Image

        return Image(step="image", size=(CELL, CELL), mode="rgb").apply(images)
    return _thinned(images)


def _thinned(images: Array) -> Array:
    """Skip rows and columns of pixels so that images fit a cell; returns a view."""
    stride = -(-max(images.shape[1:3]) // CELL)
    return images[:, ::stride, ::stride]


def _mosaic(images: Array, counts: list[int]) -> Array:
    """Arrange shaded images in rows with white lines between them."""
    height, width, *color = images.shape[1:]
    mosaic = np.full((len(counts) * (height + 1), GRID * (width + 1), *color), 1.0)
    cells = ((row, column) for row, count in enumerate(counts) for column in range(count))
    for image, (row, column) in zip(images, cells, strict=True):
        top, left = row * (height + 1), column * (width + 1)
        mosaic[top : top + height, left : left + width] = image
    return mosaic
