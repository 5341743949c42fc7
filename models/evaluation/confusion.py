"""The confusion matrix drawn."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array
from models.core.drawing import plain, png_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most classes whose counts are written into the cells, and most that are named along the axes.
MAX_WRITTEN, MAX_NAMED = 20, 30
#: Longest name of a class that is written out.
MAX_LETTERS = 16
#: Width and height in inches.
SIZE_INCHES = (6.8, 6.4)
#: Grey behind what is right, so that the scale of colours is left to the errors.
RIGHT = 0.87


def confusion_png(matrix: Sequence[Sequence[int]], labels: Sequence[Any], title: str) -> bytes:
    """Draw a confusion matrix as a heat map of its errors; what is right stands on the diagonal, in grey.

    Args:
        matrix: Counts, rows true, columns predicted.
        labels: Labels of rows and columns.
        title: What is written above.

    Returns:
        A PNG file of 680 x 640 pixels.
    """
    return png_of(lambda figure: _draw(figure, np.array(matrix), labels), title, SIZE_INCHES)


def name_axes(axes: Any, labels: Sequence[Any], indices: Sequence[float]) -> None:
    """Name rows (true) and columns (predicted) by their labels; of many labels some are named.

    Args:
        axes: Where the grid is drawn.
        labels: Labels of rows and columns.
        places: Middle of each, along both axes.
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
    axes = figure.add_subplot()
    errors = np.where(np.eye(len(counts), dtype=bool), 0, counts)
    drawn = axes.imshow(errors, cmap="OrRd", vmin=0, vmax=max(1, errors.max()), interpolation="nearest")
    diagonal = np.zeros((*counts.shape, 4))
    np.einsum("iij->ij", diagonal)[:] = (RIGHT, RIGHT, RIGHT, 1)
    axes.imshow(diagonal, interpolation="nearest")
    name_axes(axes, labels, list(range(len(labels))))
    figure.colorbar(drawn, ax=axes, label="errors", fraction=0.046, pad=0.03, ticks=_whole_numbers())
    if len(counts) <= MAX_WRITTEN:
        _write_counts(axes, counts, errors)


def _write_counts(axes: Any, counts: Array, errors: Array) -> None:
    size = 10 if len(counts) <= 12 else 7
    for row, column in np.argwhere(counts > 0).tolist():
        dark = errors[row, column] > 0.6 * errors.max() and row != column
        axes.text(column, row, f"{counts[row, column]}", ha="center", va="center", fontsize=size, color="white" if dark else "black")


def _whole_numbers() -> Any:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=8, integer=True)


def _shortened(label: Any) -> str:
    text = str(label)
    return plain(text if len(text) <= MAX_LETTERS else text[: MAX_LETTERS - 1] + "…")
