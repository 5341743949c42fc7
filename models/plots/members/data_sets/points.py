"""The rows of a data set as points: in the plane, or in space."""

from typing import TYPE_CHECKING, Any

import numpy as np

from models.evaluation.point_plots import drawable
from models.plots.class_points import ClassPoints, class_points, draw_class_points, draw_key, marker_area
from models.plots.data_columns import TARGET, drawn_columns, has_number_targets, names_of, row_columns
from models.plots.plot import Numbers, Plot
from models.plots.rows import DrawnPart, data_parts
from models.plots.style import ORDERED, name_axes, name_space
from models.plots.subjects import DataShown

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class DataPointNumbers(Numbers):
    """Points of two or three columns, by class and part; of targets that are numbers also these, in the order of the points."""

    columns: list[str]
    n_columns: int
    samples: ClassPoints
    targets: list[float | None] | None


class DataPoints(Plot[DataShown, DataPointNumbers]):
    """Rows as points, by class or by target."""

    name, title, subject, form, rank = "points", "samples", DataShown, DataPointNumbers, 202
    shows_data = True
    size_inches = (6.4, 4.2)

    def applies(self, subject: DataShown) -> bool:
        return len(row_columns(subject)) > 1

    def numbers(self, subject: DataShown) -> DataPointNumbers:
        drawn, parts = drawn_columns(subject), data_parts(subject.data)
        points = [part.columns(drawn) for part in parts]
        return DataPointNumbers(
            columns=names_of(subject, drawn),
            n_columns=len(row_columns(subject)),
            samples=class_points(parts, points, subject.description.labels),
            targets=_targets(parts, points) if has_number_targets(subject) else None,
        )

    def draw(self, figure: "Figure", numbers: DataPointNumbers) -> None:
        in_space = len(numbers.columns) == 3
        axes: Any = figure.add_subplot(projection="3d" if in_space else None)
        if numbers.targets is None:
            draw_class_points(axes, numbers.samples)
            draw_key(axes, numbers.samples)
        else:
            points = np.array([point for group in numbers.samples.groups for point in group.points]).reshape(-1, len(numbers.columns))
            colored = axes.scatter(*points.T, c=np.array(numbers.targets, np.float64), cmap=ORDERED, s=marker_area(len(points)), linewidths=0)
            figure.colorbar(colored, ax=axes, label=TARGET)
        if in_space:
            name_space(axes, numbers.columns)
        else:
            name_axes(axes, *numbers.columns)

    def caption(self, numbers: DataPointNumbers) -> str:
        n_drawn = len(numbers.columns)
        columns = f"{n_drawn} of {numbers.n_columns:,} columns of numbers" if n_drawn < numbers.n_columns else f"The {n_drawn} columns of numbers"
        by = ", class by colour and marker" if numbers.samples.classes else "" if numbers.targets is None else ", target by colour"
        return f"{columns} of {numbers.samples.n_samples:,} samples{by}.{numbers.samples.note}"


def _targets(parts: list[DrawnPart], points: list[np.ndarray[Any, Any]]) -> list[float | None]:
    """Return the targets of the points that are drawn, in order."""
    found: list[float | None] = []
    for part, placed in zip(parts, points, strict=True):
        known = np.isfinite(placed).all(axis=1)
        targets = np.full(len(known), np.nan) if part.targets is None else drawable(part.targets)
        found += targets[known].tolist()
    return found
