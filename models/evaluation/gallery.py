"""A gallery of misclassified pictures: one for each pair of true and predicted class."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array
from models.core.drawing import png_of
from models.evaluation.confusion import SIZE_INCHES, name_axes
from models.evaluation.image_plots import shaded
from models.evaluation.record import ClassificationReport, Mistake

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most classes of the grid: those with the most mistakes are shown.
MAX_CLASSES = 20
#: Shades of the lines between cells, of cells without a mistake, and of the diagonal, where there can be none.
LINE, EMPTY, DIAGONAL = 1.0, 0.94, 0.8


def gallery_png(report: ClassificationReport, images: Array, title: str) -> bytes:
    """Draw misclassified pictures in a grid: the row is the true class, the column the predicted one, the diagonal empty.

    Args:
        report: Of a classifier of pictures.
        pictures: The raw inputs of the part that was evaluated, pictures of shape (height, width) or
            (height, width, channels), or encoded ones.
        title: What is written above.

    Returns:
        A PNG file of 680 x 640 pixels.
    """
    shown = chosen(report)
    labels = shown_labels(report)
    cells = shaded(images, np.array([one.index for one in shown])) if shown else np.zeros((0, 1, 1))
    return png_of(lambda figure: _draw(figure, _grid(cells, shown, labels), labels), title, SIZE_INCHES)


def shown_labels(report: ClassificationReport) -> list[Any]:
    """Return the classes of the grid, in the order of the model's."""
    counts = Counter(label for one in report.misclassified for label in (one.true, one.predicted))
    kept = sorted(report.labels, key=lambda label: -counts[label])[:MAX_CLASSES]
    return [label for label in report.labels if label in kept]


def chosen(report: ClassificationReport) -> list[Mistake]:
    """Return the first mistake of each cell of the grid."""
    labels = shown_labels(report)
    by_cell: dict[tuple[Any, Any], Mistake] = {}
    for one in report.misclassified:
        if one.true in labels and one.predicted in labels:
            by_cell.setdefault((one.true, one.predicted), one)
    return list(by_cell.values())


def _grid(cells: Array, shown: Sequence[Mistake], labels: Sequence[Any]) -> Array:
    """Lay the cells out, lines between them; float64 array of values from 0 to 1, square where the pictures are."""
    height, width, *color = cells.shape[1:]
    grid = np.full((len(labels) * (height + 1) + 1, len(labels) * (width + 1) + 1, *color), LINE)
    for row in range(len(labels)):
        for column in range(len(labels)):
            _cell(grid, row, column, height, width)[:] = DIAGONAL if row == column else EMPTY
    for cell, one in zip(cells, shown, strict=True):
        _cell(grid, labels.index(one.true), labels.index(one.predicted), height, width)[:] = cell
    return grid


def _cell(grid: Array, row: int, column: int, height: int, width: int) -> Array:
    top, left = 1 + row * (height + 1), 1 + column * (width + 1)
    return grid[top : top + height, left : left + width]


def _draw(figure: "Figure", grid: Array, labels: Sequence[Any]) -> None:
    axes: Any = figure.add_subplot()
    axes.imshow(grid, cmap="gray", vmin=0, vmax=1, interpolation="nearest", extent=(0, len(labels), len(labels), 0))
    axes.set_frame_on(False)
    name_axes(axes, labels, [index + 0.5 for index in range(len(labels))])
