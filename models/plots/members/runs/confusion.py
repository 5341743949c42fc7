"""The confusion matrix as a heat map of its errors, with a grey diagonal."""

from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array
from models.evaluation.record import AnyLabel
from models.plots.classes import name_classes, part_of, report_of
from models.plots.plot import Numbers, Plot
from models.plots.run import Run

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most classes that are drawn: of more, those with the most errors. Most whose counts are written into the cells.
MAX_CLASSES, MAX_WRITTEN = 200, 20
#: Grey of the diagonal, so that colours show errors only.
RIGHT = 0.87


class ConfusionNumbers(Numbers):
    """Counts of true (rows) and predicted classes (columns)."""

    labels: list[AnyLabel]
    counts: list[list[int]]
    n_classes: int
    accuracy: float
    n_misclassified: int
    part: str


class ConfusionPlot(Plot[Run, ConfusionNumbers]):
    """Confusion matrix: colours show errors only."""

    name, title, subject, form, several, rank = "confusion", "confusion matrix", Run, ConfusionNumbers, True, 10
    size_inches = (6.4, 5.4)

    def applies(self, subject: Run) -> bool:
        report = report_of(subject)
        return report is not None and report.confusion_matrix is not None

    def numbers(self, subject: Run) -> ConfusionNumbers:
        report = report_of(subject)
        assert report is not None
        counts = np.array(report.confusion_matrix)
        errors = counts.sum(axis=0) + counts.sum(axis=1) - 2 * counts.diagonal()
        kept = np.sort(np.argsort(-errors, kind="stable")[:MAX_CLASSES])
        return ConfusionNumbers(
            labels=[report.labels[index] for index in kept],
            counts=counts[np.ix_(kept, kept)].tolist(),
            n_classes=len(report.labels),
            accuracy=report.accuracy,
            n_misclassified=report.n_misclassified,
            part=part_of(subject),
        )

    def draw(self, figure: "Figure", numbers: ConfusionNumbers) -> None:
        from matplotlib.ticker import MaxNLocator

        axes = figure.add_subplot()
        counts = np.array(numbers.counts)
        errors = np.where(np.eye(len(counts), dtype=bool), 0, counts)
        drawn = axes.imshow(errors, cmap="OrRd", vmin=0, vmax=max(1, errors.max()), interpolation="nearest")
        diagonal = np.zeros((*counts.shape, 4))
        np.einsum("iij->ij", diagonal)[:] = (RIGHT, RIGHT, RIGHT, 1)
        axes.imshow(diagonal, interpolation="nearest")
        name_classes(axes, numbers.labels, list(range(len(counts))))
        figure.colorbar(drawn, ax=axes, label="errors", fraction=0.046, pad=0.03, ticks=MaxNLocator(nbins=8, integer=True))
        if len(counts) <= MAX_WRITTEN:
            _write_counts(axes, counts, errors)

    def caption(self, numbers: ConfusionNumbers) -> str:
        text = f"{numbers.n_misclassified:,} samples of the {numbers.part} are misclassified: accuracy {numbers.accuracy:.4g}"
        counts = np.array(numbers.counts)
        np.fill_diagonal(counts, 0)
        some = f" Drawn are the {len(counts)} of {numbers.n_classes:,} classes with the most errors." if len(counts) < numbers.n_classes else ""
        if not counts.any():
            return f"{text}.{some}"
        true, predicted = np.unravel_index(counts.argmax(), counts.shape)
        worst = f"{numbers.labels[true]} is predicted as {numbers.labels[predicted]} {counts.max():,} times"
        return f"{text}; the most frequent error: {worst}.{some}"


def _write_counts(axes: Any, counts: Array, errors: Array) -> None:
    size = 9 if len(counts) <= 12 else 6.5
    for row, column in np.argwhere(counts > 0).tolist():
        dark = errors[row, column] > 0.6 * errors.max() and row != column
        axes.text(column, row, f"{counts[row, column]}", ha="center", va="center", fontsize=size, color="white" if dark else "black")
