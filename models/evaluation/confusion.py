"""Draw a confusion matrix, and a gallery of misclassified images: one for each pair of true and predicted class."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array
from models.core.deferred_rows import Samples
from models.core.drawing import plain, png_of
from models.evaluation.dataset_plot import shaded
from models.evaluation.record import ClassificationReport, Mistake

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most classes whose counts are written into the cells, and most that are named along the axes.
MAX_WRITTEN, MAX_NAMED = 20, 30
#: Longest name of a class that is written out.
MAX_LETTERS = 16
#: Width and height in inches.
SIZE_INCHES = (6.8, 6.4)
#: Grey of the diagonal, so that colours show errors only.
RIGHT = 0.87
#: Most classes of the grid: those with the most mistakes are shown.
MAX_CLASSES = 20
#: Shades of the lines between cells, of cells without a mistake, and of the diagonal.
LINE, EMPTY, DIAGONAL = 1.0, 0.94, 0.8


def confusion_png(matrix: Sequence[Sequence[int]], labels: Sequence[Any], title: str) -> bytes:
    """Draw a confusion matrix as a heat map of its errors, with a grey diagonal.

    Args:
        matrix: Counts, rows true, columns predicted.
        labels: Labels of rows and columns.
        title: Title of the plot.

    Returns:
        A PNG file of 680 x 640 pixels.
    """
    return png_of(lambda figure: _draw(figure, np.array(matrix), labels), title, SIZE_INCHES)


def name_axes(axes: Any, labels: Sequence[Any], indices: Sequence[float]) -> None:
    """Label rows (true) and columns (predicted); of many labels only some.

    Args:
        axes: Axes of the grid.
        labels: Labels of rows and columns.
        indices: Middle of each, along both axes.
    """
    stride = -(-len(labels) // MAX_NAMED)
    names = [_shortened(label) for label in labels[::stride]]
    upright = max(map(len, names)) > 3
    size = 10 if len(names) <= MAX_WRITTEN else 8
    axes.set_xticks(
        indices[::stride], names, rotation=45 if upright else 0, ha="right" if upright else "center", rotation_mode="anchor", fontsize=size
    )
    axes.set_yticks(indices[::stride], names, fontsize=size)
    axes.tick_params(length=0)
    axes.set_xlabel("predicted")
    axes.set_ylabel("true")


def _draw(figure: "Figure", counts: Array, labels: Sequence[Any]) -> None:
    from matplotlib.ticker import MaxNLocator

    axes = figure.add_subplot()
    errors = np.where(np.eye(len(counts), dtype=bool), 0, counts)
    drawn = axes.imshow(errors, cmap="OrRd", vmin=0, vmax=max(1, errors.max()), interpolation="nearest")
    diagonal = np.zeros((*counts.shape, 4))
    np.einsum("iij->ij", diagonal)[:] = (RIGHT, RIGHT, RIGHT, 1)
    axes.imshow(diagonal, interpolation="nearest")
    name_axes(axes, labels, list(range(len(labels))))
    figure.colorbar(drawn, ax=axes, label="errors", fraction=0.046, pad=0.03, ticks=MaxNLocator(nbins=8, integer=True))
    if len(counts) <= MAX_WRITTEN:
        _write_counts(axes, counts, errors)


def _write_counts(axes: Any, counts: Array, errors: Array) -> None:
    size = 10 if len(counts) <= 12 else 7
    for row, column in np.argwhere(counts > 0).tolist():
        dark = errors[row, column] > 0.6 * errors.max() and row != column
        axes.text(column, row, f"{counts[row, column]}", ha="center", va="center", fontsize=size, color="white" if dark else "black")


def _shortened(label: Any) -> str:
    text = str(label)
    return plain(text if len(text) <= MAX_LETTERS else text[: MAX_LETTERS - 1] + "…")


def gallery_png(report: ClassificationReport, images: Samples, title: str) -> bytes:
    """Draw misclassified images in a grid: the row is the true class, the column the predicted one, the diagonal empty.

    Args:
        report: Report of an image classifier.
        images: Raw inputs of the evaluated part, of shape (n_samples, height, width) or (n_samples, height, width, channels),
            or encoded images.
        title: Title of the plot.

    Returns:
        A PNG file of 680 x 640 pixels.
    """
    shown = chosen(report)
    labels = shown_labels(report)
    cells = shaded(images, np.array([one.index for one in shown])) if shown else np.zeros((0, 1, 1))
    return png_of(lambda figure: _draw_images(figure, _grid(cells, shown, labels), labels), title, SIZE_INCHES)


def shown_labels(report: ClassificationReport) -> list[Any]:
    """Return the classes of the grid, in the model's order."""
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
    """Return the grid of cells with lines between them, float64 array of values from 0 to 1."""
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


def _draw_images(figure: "Figure", grid: Array, labels: Sequence[Any]) -> None:
    axes: Any = figure.add_subplot()
    axes.imshow(grid, cmap="gray", vmin=0, vmax=1, interpolation="nearest", extent=(0, len(labels), len(labels), 0))
    axes.set_frame_on(False)
    name_axes(axes, labels, [index + 0.5 for index in range(len(labels))])
