"""Pictures and series drawn."""

from typing import TYPE_CHECKING

import numpy as np

from models.datasets.data_set import Data, Description
from models.datasets.points import drawable, plain, some_rows
from models.preprocessing.step import Array

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Rows and columns of the grid of pictures.
GRID = 10
#: Most pixels of a picture in the grid, along its longer side.
CELL = 64
#: Most steps of a series, and most values of a step, that are drawn.
MAX_STEPS, MAX_LINES = 1000, 10


def draw_pictures(figure: "Figure", data: Data, description: Description) -> None:
    """Draw a grid of pictures of the training part: a row for each class, or any where there are no classes."""
    rows = _rows_by_class(data.targets, description) if data.targets is not None and description.labels else _rows_in_order(len(data.inputs))
    pictures = _thinned(data.inputs)
    height, width = pictures.shape[1:3]
    axes = figure.add_subplot()
    axes.imshow(_mosaic(pictures, [places for _, places in rows]), cmap="gray", interpolation="nearest")
    axes.set_xticks([])
    axes.set_yticks([(height + 1) * row + height / 2 for row in range(len(rows))], [plain(name) for name, _ in rows])
    axes.tick_params(length=0)
    axes.set_frame_on(False)
    axes.set_xlim(-0.5, GRID * (width + 1) - 0.5)


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
    places = some_rows(n, GRID * GRID)
    return [("", places[at : at + GRID]) for at in range(0, len(places), GRID)]


def _thinned(pictures: Array) -> Array:
    """Leave out rows and columns of pixels that a cell of the grid has no room for; a view."""
    stride = -(-max(pictures.shape[1:3]) // CELL)
    return pictures[:, ::stride, ::stride]


def _mosaic(pictures: Array, rows: list[Array]) -> Array:
    """Lay pictures out in rows, a white line between them; float64 array of values from 0 to 1, with colours where the pictures have some."""
    chosen = np.nan_to_num(drawable(pictures[np.concatenate(rows)]))
    low, high = (chosen.min(), chosen.max()) if pictures.dtype != np.uint8 else (0, 255)
    chosen = (chosen - low) / ((high - low) or 1)
    chosen = chosen[..., 0] if chosen.shape[3:] == (1,) else chosen
    height, width, *color = chosen.shape[1:]
    mosaic = np.full((len(rows) * (height + 1), GRID * (width + 1), *color), 1.0)
    cells = ((row, column) for row, places in enumerate(rows) for column in range(len(places)))
    for picture, (row, column) in zip(chosen, cells, strict=True):
        top, left = row * (height + 1), column * (width + 1)
        mosaic[top : top + height, left : left + width] = picture
    return mosaic
