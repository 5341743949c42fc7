"""What plots of classifiers share: the report of an output, and axes of classes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from models.evaluation.record import ClassificationReport
from models.plots.run import Run
from models.plots.style import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Most classes that are named along an axis, and longest name.
MAX_NAMED, MAX_LETTERS = 30, 16


def report_of(subject: Run) -> ClassificationReport | None:
    """Return the report of a classifier; None for other models."""
    return subject.evaluation.classification if subject.evaluation else None


def part_of(subject: Run) -> str:
    """Return the part of the data that was evaluated, and its number of samples."""
    found = subject.evaluation
    assert found is not None
    return f"{found.part} part ({found.n_samples:,} samples)"


def name_classes(axes: "Axes", labels: Sequence[Any], indices: Sequence[float]) -> None:
    """Label rows (true) and columns (predicted); of many labels only some.

    Args:
        axes: Axes of the grid.
        labels: Labels of rows and columns.
        indices: Middle of each, along both axes.
    """
    stride = -(-len(labels) // MAX_NAMED)
    names = [shown(label, MAX_LETTERS) for label in labels[::stride]]
    long = max(map(len, names), default=0) > 3
    axes.set_xticks(indices[::stride], names, rotation=45 if long else 0, ha="right" if long else "center", rotation_mode="anchor")
    axes.set_yticks(indices[::stride], names)
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.set_xlabel("predicted")
    axes.set_ylabel("true")
