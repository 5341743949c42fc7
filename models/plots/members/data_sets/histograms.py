"""Histograms of the columns of a data set."""

from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array, Label
from models.evaluation.point_plots import drawable
from models.evaluation.record import AnyLabel
from models.plots.data_columns import TARGET, across, has_number_targets, names_of, row_columns
from models.plots.plot import Numbers, Plot
from models.plots.rows import DrawnPart, data_parts, drawn_note
from models.plots.style import COLORS, SMALL_PT, shown
from models.plots.subjects import DataShown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most columns, and most classes that are told apart.
MAX_COLUMNS, MAX_CLASSES = 12, 6
#: Bars of each histogram.
N_BARS = 20
#: Most samples that are counted.
MAX_COUNTED = 50_000


class ColumnCounts(Numbers):
    """The samples of a column by its value: a row of counts for each class, or one for all."""

    column: str
    edges: list[float]
    counts: list[list[int]]
    n_missing: int


class HistogramNumbers(Numbers):
    """The columns."""

    n_columns: int
    n_samples: int
    n_counted: int
    classes: list[AnyLabel]
    columns: list[ColumnCounts]


class Histograms(Plot[DataShown, HistogramNumbers]):
    """How the values of each column are distributed, by class where there are few."""

    name, title, subject, form, rank = "histograms", "values of the columns", DataShown, HistogramNumbers, 204
    size_inches = (6.8, 5.0)

    def applies(self, subject: DataShown) -> bool:
        return bool(row_columns(subject))

    def numbers(self, subject: DataShown) -> HistogramNumbers:
        columns, (part, *_) = row_columns(subject), data_parts(subject.data, MAX_COUNTED)
        labels = subject.description.labels or ()
        classes = list(labels) if part.targets is not None and 0 < len(labels) <= MAX_CLASSES else []
        values, names = part.columns(columns[:MAX_COLUMNS]).T, names_of(subject, columns[:MAX_COLUMNS])
        found = [_counts(name, column, part, classes) for name, column in zip(names, values, strict=True)]
        if has_number_targets(subject) and len(found) < MAX_COLUMNS and part.targets is not None:
            found.append(_counts(TARGET, drawable(part.targets), part, []))
        return HistogramNumbers(n_columns=len(columns), n_samples=part.n_samples, n_counted=len(part.indices), classes=classes, columns=found)

    def draw(self, figure: "Figure", numbers: HistogramNumbers) -> None:
        n_across = across(len(numbers.columns))
        n_down = ceil(len(numbers.columns) / n_across)
        figure.set_size_inches(6.8, 0.6 + 1.5 * n_down if n_down > 1 else 2.8)
        panels = figure.subplots(n_down, n_across, squeeze=False).ravel()
        for axes, column in zip(panels, numbers.columns, strict=False):
            _draw(axes, column, numbers.classes)
        for axes in panels[len(numbers.columns) :]:
            axes.set_axis_off()
        if numbers.classes:
            handles, names = panels[0].get_legend_handles_labels()
            figure.legend(handles, names, loc="outside right upper")

    def caption(self, numbers: HistogramNumbers) -> str:
        n_drawn = len([column for column in numbers.columns if column.column != TARGET])
        few = f"The first {n_drawn} of {numbers.n_columns:,} columns of numbers" if n_drawn < numbers.n_columns else "The columns of numbers"
        missing = [f"{shown(column.column)} ({column.n_missing:,})" for column in numbers.columns if column.n_missing]
        gaps = f" Without a value: {', '.join(missing)}." if missing else ""
        return f"{few} of the training part.{gaps}{drawn_note(numbers.n_counted, numbers.n_samples).replace('drawn', 'counted')}"


def _counts(name: str, values: Array, part: DrawnPart, classes: list[Label]) -> ColumnCounts:
    known = np.isfinite(values)
    edges = _edges(values[known])
    groups = [known & (part.targets == label) for label in classes] or [known]
    counts = [np.histogram(values[group], edges)[0].tolist() for group in groups]
    return ColumnCounts(column=name, edges=edges.tolist(), counts=counts, n_missing=int((~known).sum()))


def _edges(values: Array) -> Array:
    """Return the edges of the bars: in the middle between few whole numbers, one wide bar for values that cannot be divided."""
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 0.0)
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        return np.array([low - max(abs(low), 1) / 2, low + max(abs(low), 1) / 2])
    is_whole = high - low < N_BARS and bool((values == np.round(values)).all())
    return np.arange(low - 0.5, high + 1) if is_whole else np.linspace(low, high, N_BARS + 1)


def _draw(axes: Any, column: ColumnCounts, classes: list[AnyLabel]) -> None:
    bottom = np.zeros(len(column.counts[0]))
    for index, counts in enumerate(column.counts):
        label = shown(classes[index]) if len(column.counts) > 1 else None
        axes.stairs(bottom + counts, column.edges, baseline=bottom, fill=True, color=COLORS[index], label=label)
        bottom = bottom + counts
    axes.set_title(shown(column.column), fontsize=SMALL_PT)
    axes.tick_params(labelsize=7)
    axes.locator_params(nbins=4)
