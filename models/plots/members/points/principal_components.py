"""Rows before and after a principal component analysis, and the variance that each component explains."""

from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.plots.class_points import ClassPoints, class_points, draw_class_points, draw_key
from models.plots.plot import Numbers, Plot
from models.plots.row_model import n_columns, takes_numbers
from models.plots.rows import column_name, drawn_parts
from models.plots.run import Run
from models.plots.stages import Stage, n_scaling, stage_names, stages_of, through
from models.plots.style import COLORS, name_axes, name_space

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Names of the step and of the estimator.
_NAMES = ("pca", "PCA")
#: Most rows by which the explained variance is measured.
MAX_ROWS = 20_000
#: Most components whose variance is drawn.
MAX_COMPONENTS = 50


class ComponentNumbers(Numbers):
    """Points before and after, and the share of the variance of each component."""

    columns: list[str]
    n_columns: int
    n_components: int
    before: ClassPoints
    after: ClassPoints
    explained: list[float]
    total: float


class PrincipalComponents(Plot[Run, ComponentNumbers]):
    """Rows before and after the projection to their principal components."""

    name = "principal-components"
    title = "principal components"
    subject = Run
    form = ComponentNumbers
    shows_data = True
    size_inches = (6.8, 3.0)
    rank = 131

    def applies(self, subject: Run) -> bool:
        return takes_numbers(subject) and any(name in _NAMES for name in stage_names(subject))

    def numbers(self, subject: Run) -> ComponentNumbers:
        stages = stages_of(subject)
        at = next((index for index, stage in enumerate(stages) if stage.name in _NAMES), None)
        if at is None:
            raise DataError("the model has no principal component analysis of its inputs")
        explained = _explained(stages[at], through(stages[:at], drawn_parts(subject.raw, MAX_ROWS)[0].inputs))
        parts, source = drawn_parts(subject.raw), next(iter(subject.raw.inputs.values()))
        before = [through(stages[:at], part.inputs) for part in parts]
        after = [np.asarray(stages[at].apply(rows), np.float64) for rows in before]
        chosen, keeps_names = _widest(before[0]), at <= n_scaling(subject) and n_columns(subject) > 0
        return ComponentNumbers(
            columns=[column_name(source, column) if keeps_names else f"column {column}" for column in chosen],
            n_columns=before[0].shape[1],
            n_components=len(explained),
            before=class_points(parts, [rows[:, chosen] for rows in before], source.labels),
            after=class_points(parts, [_two(rows) for rows in after], source.labels),
            explained=explained[:MAX_COMPONENTS].tolist(),
            total=float(explained.sum()),
        )

    def draw(self, figure: "Figure", numbers: ComponentNumbers) -> None:
        in_space = len(numbers.columns) == 3
        before: Any = figure.add_subplot(1, 3, 1, projection="3d" if in_space else None)
        after, shares = figure.add_subplot(1, 3, 2), figure.add_subplot(1, 3, 3)
        draw_class_points(before, numbers.before)
        if in_space:
            name_space(before, numbers.columns, zoom=0.7)
        else:
            name_axes(before, *numbers.columns)
        draw_class_points(after, numbers.after)
        name_axes(after, "component 1", "component 2")
        _draw_shares(shares, numbers.explained)
        draw_key(shares, numbers.after)

    def caption(self, numbers: ComponentNumbers) -> str:
        shares = ", ".join(f"{share:.1%}" for share in numbers.explained[:3]) + (", ..." if numbers.n_components > 3 else "")
        said = f"The components explain {shares} of the variance of {numbers.n_columns:,} columns, together {numbers.total:.1%}."
        n_drawn = len(numbers.columns)
        few = f" {n_drawn} of {numbers.n_columns:,} columns are drawn, the most widely spread." if n_drawn < numbers.n_columns else ""
        return f"{said}{few}{numbers.before.note}"


def _explained(stage: Stage, rows: Array) -> Array:
    """Return the share of the variance of rows that each component explains, float64 array of shape (n_components,).

    It is measured by the inverse, which has the length that whitening takes away.
    """
    found = np.asarray(stage.apply(rows), np.float64)
    origin = np.asarray(stage.invert(np.zeros((1, found.shape[1]))), np.float64)
    lengths = np.linalg.norm(np.asarray(stage.invert(np.eye(found.shape[1])), np.float64) - origin, axis=1)
    total = rows.var(axis=0).sum()
    shares: Array = found.var(axis=0) * lengths**2 / (total or 1.0)
    return shares


def _widest(rows: Array) -> list[int]:
    """Return at most three columns in order: all, or the two with the most variance of more."""
    if rows.shape[1] <= 3:
        return list(range(rows.shape[1]))
    return sorted(np.argsort(-rows.var(axis=0), kind="stable")[:2].tolist())


def _two(rows: Array) -> Array:
    return rows[:, :2] if rows.shape[1] > 1 else np.hstack([rows, np.zeros_like(rows)])


def _draw_shares(axes: Any, explained: list[float]) -> None:
    numbers = np.arange(1, len(explained) + 1)
    axes.bar(numbers, explained, color=COLORS[5])
    axes.plot(numbers, np.cumsum(explained), color="black", marker="o")
    axes.set_ylim(0, 1.02)
    name_axes(axes, "component", "variance, each and together")
    axes.locator_params(axis="x", nbins=5, integer=True)
