"""The correlations between the columns of a data set."""

from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array
from models.evaluation.point_plots import drawable
from models.plots.data_columns import TARGET, has_number_targets, names_of, row_columns
from models.plots.plot import Numbers, Plot
from models.plots.rows import data_parts, drawn_note
from models.plots.style import DIVERGING, shown
from models.plots.style import drawable as with_gaps
from models.plots.subjects import DataShown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most columns, and most whose correlations are written into the cells.
MAX_COLUMNS, MAX_WRITTEN = 40, 12
#: Most rows by which correlations are computed.
MAX_ROWS = 50_000


class CorrelationNumbers(Numbers):
    """Pearson's correlation of each pair of columns; null where a column has one value only."""

    columns: list[str]
    n_columns: int
    n_samples: int
    n_rows: int
    correlations: list[list[float | None]]


class Correlations(Plot[DataShown, CorrelationNumbers]):
    """Correlation of each pair of columns, with the target where it is a number."""

    name, title, subject, form, rank = "correlations", "correlations of the columns", DataShown, CorrelationNumbers, 206
    size_inches = (6.4, 5.6)

    def applies(self, subject: DataShown) -> bool:
        return len(row_columns(subject)) + has_number_targets(subject) > 2

    def numbers(self, subject: DataShown) -> CorrelationNumbers:
        columns, (part, *_) = row_columns(subject), data_parts(subject.data, MAX_ROWS)
        drawn = columns[:MAX_COLUMNS]
        names, values = names_of(subject, drawn), part.columns(drawn)
        if has_number_targets(subject) and part.targets is not None:
            names, values = [*names, TARGET], np.column_stack([values, drawable(part.targets)])
        return CorrelationNumbers(
            columns=names,
            n_columns=len(columns),
            n_samples=part.n_samples,
            n_rows=len(part.indices),
            correlations=_correlations(values).tolist(),
        )

    def draw(self, figure: "Figure", numbers: CorrelationNumbers) -> None:
        axes = figure.add_subplot()
        grid = np.array([with_gaps(row) for row in numbers.correlations])
        image = axes.imshow(grid, cmap=DIVERGING, vmin=-1, vmax=1)
        axes.grid(visible=False)
        size = 9 if len(numbers.columns) <= 15 else 6
        names = [shown(name, 18) for name in numbers.columns]
        axes.set_xticks(range(len(names)), names, rotation=90, fontsize=size)
        axes.set_yticks(range(len(names)), names, fontsize=size)
        figure.colorbar(image, ax=axes, label="correlation")
        if len(names) <= MAX_WRITTEN:
            _write(axes, grid)

    def caption(self, numbers: CorrelationNumbers) -> str:
        grid = np.array([with_gaps(row) for row in numbers.correlations])
        np.fill_diagonal(grid, np.nan)
        few = f" The first {MAX_COLUMNS} of {numbers.n_columns:,} columns are drawn." if numbers.n_columns > MAX_COLUMNS else ""
        note = drawn_note(numbers.n_rows, numbers.n_samples).replace("drawn", "counted")
        if not np.isfinite(grid).any():
            return f"No two columns vary together.{few}{note}"
        row, column = np.unravel_index(np.nanargmax(np.abs(grid)), grid.shape)
        pair = f"{shown(numbers.columns[row])} and {shown(numbers.columns[column])}"
        return f"The strongest correlation is {grid[row, column]:.3g}, of {pair}.{few}{note}"


def _correlations(values: Array) -> Array:
    """Return the correlations over the rows in which both columns of a pair have a value, array of shape (n_columns, n_columns)."""
    known = np.isfinite(values).astype(np.float64)
    x = np.where(known > 0, values, 0.0)
    n_rows, sums, squares, products = known.T @ known, x.T @ known, (x**2).T @ known, x.T @ x
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = np.sqrt(np.maximum(squares / n_rows - (sums / n_rows) ** 2, 0))
        found = (products / n_rows - sums * sums.T / n_rows**2) / (spread * spread.T)
    return np.where(np.isfinite(found), np.clip(found, -1, 1), np.nan)


def _write(axes: Any, grid: Array) -> None:
    for (row, column), value in np.ndenumerate(grid):
        if np.isfinite(value):
            axes.text(column, row, f"{value:.2f}", ha="center", va="center", fontsize=7, color="white" if abs(value) > 0.6 else "black")
