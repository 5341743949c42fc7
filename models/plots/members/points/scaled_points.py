"""Raw points beside scaled ones, with the range of the training part as a box."""

from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array
from models.plots.class_points import ClassPoints, class_points, draw_class_points, draw_key
from models.plots.plane import Rectangle
from models.plots.plot import Numbers, Plot
from models.plots.row_model import n_columns
from models.plots.rows import column_name, drawn_parts
from models.plots.run import Run
from models.plots.stages import n_scaling, stages_of, through
from models.plots.style import name_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Columns that are drawn.
SHOWN = (0, 1)
#: Most samples of a part by which its range is measured.
MAX_ROWS = 200_000


class ScaledNumbers(Numbers):
    """The samples before and after scaling, each with the range of the training part."""

    columns: tuple[str, str]
    n_columns: int
    raw: ClassPoints
    raw_box: Rectangle
    scaled: ClassPoints
    scaled_box: Rectangle
    n_outside: int
    n_test: int


class ScaledPoints(Plot[Run, ScaledNumbers]):
    """Points before and after the steps that scale them."""

    name = "scaled-points"
    title = "raw and scaled points"
    subject = Run
    form = ScaledNumbers
    shows_data = True
    size_inches = (6.8, 3.4)
    rank = 130

    def applies(self, subject: Run) -> bool:
        return n_columns(subject) > 1 and n_scaling(subject) > 0

    def numbers(self, subject: Run) -> ScaledNumbers:
        parts, source = drawn_parts(subject.raw), next(iter(subject.raw.inputs.values()))
        stages = stages_of(subject)[: n_scaling(subject)]
        raw, scaled = [part.columns(SHOWN) for part in parts], [through(stages, part.inputs)[:, list(SHOWN)] for part in parts]
        labels = source.labels
        whole = drawn_parts(subject.raw, MAX_ROWS)
        corners = _corners(whole[0].inputs)
        box = _box(corners)
        outside = [~_inside(part.columns(SHOWN), box) for part in whole[1:]]
        return ScaledNumbers(
            columns=(column_name(source, 0), column_name(source, 1)),
            n_columns=n_columns(subject),
            raw=class_points(parts, raw, labels),
            raw_box=box,
            scaled=class_points(parts, scaled, labels),
            scaled_box=_box(through(stages, corners)),
            n_outside=int(sum(flags.sum() for flags in outside)),
            n_test=sum(map(len, outside)),
        )

    def draw(self, figure: "Figure", numbers: ScaledNumbers) -> None:
        left, right = figure.subplots(1, 2)
        x, y = numbers.columns
        for axes, points, box, suffix in ((left, numbers.raw, numbers.raw_box, ""), (right, numbers.scaled, numbers.scaled_box, ", scaled")):
            draw_class_points(axes, points)
            _draw_box(axes, box)
            name_axes(axes, f"{x}{suffix}", f"{y}{suffix}")
        draw_key(right, numbers.scaled)

    def caption(self, numbers: ScaledNumbers) -> str:
        box = numbers.scaled_box
        said = f"The dashed box is the range of the training part: scaled, {_ends(box.x)} by {_ends(box.y)}."
        outside = f" {numbers.n_outside:,} of {numbers.n_test:,} test samples are outside of it." if numbers.n_test else ""
        wide = f" The first two of {numbers.n_columns:,} columns are drawn." if numbers.n_columns > len(SHOWN) else ""
        return f"{said}{outside}{wide}{numbers.raw.note}"


def _corners(rows: Array) -> Array:
    """Return the least and the greatest value of each column, array of shape (2, n_columns)."""
    return np.stack([np.nanmin(rows, axis=0), np.nanmax(rows, axis=0)])


def _box(corners: Array) -> Rectangle:
    """Return the rectangle between two rows, which scaling may have exchanged."""
    (x_low, x_high), (y_low, y_high) = np.sort(corners[:, list(SHOWN)].T.astype(np.float64), axis=1).tolist()
    return Rectangle(x=(x_low, x_high), y=(y_low, y_high))


def _inside(points: Array, box: Rectangle) -> Array:
    low, high = zip(box.x, box.y, strict=True)
    return np.asarray(np.all((points >= low) & (points <= high), axis=1))


def _draw_box(axes: Any, box: Rectangle) -> None:
    (x_low, x_high), (y_low, y_high) = box.x, box.y
    axes.plot([x_low, x_high, x_high, x_low, x_low], [y_low, y_low, y_high, y_high, y_low], color="black", linestyle="--", linewidth=1)


def _ends(ends: tuple[float, float]) -> str:
    return f"{ends[0]:.3g} to {ends[1]:.3g}"
