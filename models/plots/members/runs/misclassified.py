"""A gallery of misclassified images: one for each pair of true class (row) and predicted class (column)."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array
from models.core.tensors import CHANNELS
from models.evaluation.dataset_plot import shaded
from models.evaluation.record import AnyLabel, ClassificationReport, Mistake
from models.plots.classes import name_classes, part_of, report_of
from models.plots.plot import Numbers, Plot
from models.plots.run import Run

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most classes of the grid: those with the most mistakes are shown.
MAX_CLASSES = 20
#: Most values of all images together: larger images are thinned.
MAX_VALUES = 150_000
#: Shades of the lines between cells, of cells without a mistake, and of the diagonal.
LINE, EMPTY, DIAGONAL = 1.0, 0.94, 0.8


class ShownMistake(Numbers):
    """One misclassified image: its index in the part, its classes, and its shades from 0 to 255, rows first."""

    index: int
    true: AnyLabel
    predicted: AnyLabel
    pixels: list[list[int]] | list[list[list[int]]]


class MisclassifiedNumbers(Numbers):
    """Misclassified images, the first of each pair of classes."""

    labels: list[AnyLabel]
    mistakes: list[ShownMistake]
    n_misclassified: int
    part: str


class MisclassifiedPlot(Plot[Run, MisclassifiedNumbers]):
    """Misclassified images in a grid of true and predicted classes."""

    name, title, subject, form, rank = "misclassified", "misclassified images", Run, MisclassifiedNumbers, 11
    shows_data, size_inches = True, (6.4, 6.0)

    def applies(self, subject: Run) -> bool:
        report = report_of(subject) if subject.has_model and subject.content.signature.has_single_ports else None
        return report is not None and report.n_misclassified > 0 and _takes_images(subject)

    def numbers(self, subject: Run) -> MisclassifiedNumbers:
        report, found = report_of(subject), subject.evaluation
        assert report is not None
        assert found is not None
        (images,) = subject.raw_parts[found.part].inputs.values()
        shown = chosen(report)
        cells = np.rint(255 * _thinned(shaded(images, np.array([one.index for one in shown])))).astype(int).tolist() if shown else []
        return MisclassifiedNumbers(
            labels=shown_labels(report),
            mistakes=[_shown(one, shades) for one, shades in zip(shown, cells, strict=True)],
            n_misclassified=report.n_misclassified,
            part=part_of(subject),
        )

    def draw(self, figure: "Figure", numbers: MisclassifiedNumbers) -> None:
        axes: Any = figure.add_subplot()
        size = len(numbers.labels)
        axes.imshow(grid_of(numbers), cmap="gray", vmin=0, vmax=1, interpolation="nearest", extent=(0, size, size, 0))
        axes.set_frame_on(False)
        name_classes(axes, numbers.labels, [index + 0.5 for index in range(size)])

    def caption(self, numbers: MisclassifiedNumbers) -> str:
        n_shown = f"{len(numbers.mistakes):,} of {numbers.n_misclassified:,} misclassified samples of the {numbers.part}"
        return f"{n_shown}: the first of each pair of true class (row) and predicted class (column)."


def _takes_images(subject: Run) -> bool:
    given = subject.content.signature.input
    shape = given.input_shape
    is_array = given.takes_numbers and None not in shape and (len(shape) == 2 or (len(shape) == 3 and shape[-1] in CHANNELS))
    return given.images or is_array


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


def grid_of(numbers: MisclassifiedNumbers) -> Array:
    """Return the grid of cells with lines between them, float64 array of values from 0 to 1."""
    labels: Sequence[Any] = numbers.labels
    images = [np.array(one.pixels) / 255 for one in numbers.mistakes] or [np.zeros((1, 1))]
    height, width, *color = images[0].shape
    grid = np.full((len(labels) * (height + 1) + 1, len(labels) * (width + 1) + 1, *color), LINE)
    for row in range(len(labels)):
        for column in range(len(labels)):
            _cell(grid, row, column, height, width)[:] = DIAGONAL if row == column else EMPTY
    for image, one in zip(images, numbers.mistakes, strict=False):
        _cell(grid, labels.index(one.true), labels.index(one.predicted), height, width)[:] = image
    return grid


def _shown(one: Mistake, pixels: Any) -> ShownMistake:
    assert one.true is not None  # Of those of unseen classes none is chosen.
    return ShownMistake(index=one.index, true=one.true, predicted=one.predicted, pixels=pixels)


def _thinned(cells: Array) -> Array:
    """Skip rows and columns of pixels until all images together are small enough."""
    stride = max(1, int(np.ceil(np.sqrt(cells.size / MAX_VALUES))))
    return cells[:, ::stride, ::stride]


def _cell(grid: Array, row: int, column: int, height: int, width: int) -> Array:
    top, left = 1 + row * (height + 1), 1 + column * (width + 1)
    return grid[top : top + height, left : left + width]
