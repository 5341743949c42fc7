"""The scores of a search over two keys as a map."""

from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array
from models.plots.candidates import best_index, is_number, searched, short, value_text, varied_keys
from models.plots.plot import Numbers, Plot
from models.plots.run import Candidate, Run
from models.plots.style import COLORS, ORDERED, drawable, name_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most values of a key on an axis, and most cells whose scores are written.
MAX_VALUES, MAX_WRITTEN = 40, 80


class ScoreMapNumbers(Numbers):
    """The best mean score for each pair of values of two keys, one row for each value of the second key."""

    keys: tuple[str, str]
    others: list[str]
    columns: list[str]
    rows: list[str]
    scores: list[list[float | None]]
    best: tuple[int, int] | None


class ScoreMap(Plot[Run, ScoreMapNumbers]):
    """Scores over the two keys with the most values."""

    name, title, subject, form, rank = "score-map", "scores over two parameters", Run, ScoreMapNumbers, 61

    def applies(self, subject: Run) -> bool:
        keys = _keys(searched(subject))
        return len(keys) > 1 and all(len(_values(subject.candidates, key)) <= MAX_VALUES for key in keys[:2])

    def numbers(self, subject: Run) -> ScoreMapNumbers:
        candidates = searched(subject)
        across, up, *others = _keys(candidates)
        columns, rows = _values(candidates, across), _values(candidates, up)
        scores: list[list[float | None]] = [[None] * len(columns) for _ in rows]
        for one in candidates:
            row, column = rows.index(one.params.get(up)), columns.index(one.params.get(across))
            before = scores[row][column]
            if one.mean is not None and (before is None or one.mean > before):
                scores[row][column] = one.mean
        named = [list(map(value_text, values)) for values in (columns, rows)]
        best = best_index(candidates)
        at = None if best is None else (rows.index(candidates[best].params.get(up)), columns.index(candidates[best].params.get(across)))
        return ScoreMapNumbers(keys=(across, up), others=others, columns=named[0], rows=named[1], scores=scores, best=at)

    def draw(self, figure: "Figure", numbers: ScoreMapNumbers) -> None:
        axes = figure.add_subplot()
        grid = np.array([drawable(row) for row in numbers.scores])
        image = axes.imshow(grid, cmap=ORDERED, aspect="auto", origin="lower")
        axes.grid(visible=False)
        axes.set_xticks(range(len(numbers.columns)), numbers.columns, rotation=90 if len(numbers.columns) > 8 else 0)
        axes.set_yticks(range(len(numbers.rows)), numbers.rows)
        name_axes(axes, *numbers.keys)
        figure.colorbar(image, ax=axes, label="mean score")
        if numbers.best is not None:
            _mark(axes, grid, *numbers.best)

    def caption(self, numbers: ScoreMapNumbers) -> str:
        if numbers.best is None:
            return "No candidate has all its scores."
        row, column = numbers.best
        names = f"{short(numbers.keys[0])} {numbers.columns[column]} and {short(numbers.keys[1])} {numbers.rows[row]}"
        others = f" Each cell is the best over {', '.join(map(short, numbers.others))}." if numbers.others else ""
        n_missing = sum(score is None for line in numbers.scores for score in line)
        missing = f" {n_missing:,} cells have no score." if n_missing else ""
        return f"The best mean score is {numbers.scores[row][column]:.4g}, at {names} (framed).{others}{missing}"


def _keys(candidates: list[Candidate]) -> list[str]:
    """Return the varied keys, those with the most values first."""
    return sorted(varied_keys(candidates), key=lambda key: -len(_values(candidates, key)))


def _values(candidates: Any, key: str) -> list[Any]:
    """Return the values of a key: numbers in order, others as they come."""
    found: list[Any] = []
    for one in candidates:
        if one.params.get(key) not in found:
            found.append(one.params.get(key))
    return sorted(found) if all(map(is_number, found)) else found


def _mark(axes: Any, grid: Array, row: int, column: int) -> None:
    """Frame the best cell, and write the scores into few cells."""
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor=COLORS[1], linewidth=2.5))
    if grid.size > MAX_WRITTEN:
        return
    middle = (np.nanmin(grid) + np.nanmax(grid)) / 2
    for (at_row, at_column), score in np.ndenumerate(grid):
        if np.isfinite(score):
            color = "black" if score >= middle else "white"
            axes.text(at_column, at_row, f"{score:.3g}", ha="center", va="center", fontsize=7, color=color)
