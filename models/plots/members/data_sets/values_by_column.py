"""The target of a regression against each column."""

from math import ceil
from typing import TYPE_CHECKING

from models.evaluation.point_plots import drawable
from models.plots.class_points import marker_area
from models.plots.data_columns import TARGET, across, has_number_targets, names_of, row_columns
from models.plots.plot import Numbers, Plot
from models.plots.rows import data_parts, drawn_note, finite
from models.plots.style import COLORS, MARKERS, SMALL_PT, shown
from models.plots.subjects import DataShown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most columns, and most points of each.
MAX_COLUMNS, MAX_POINTS = 9, 1000


class TargetPoints(Numbers):
    """Values of a column and the targets, of one part."""

    part: str
    x: list[float]
    target: list[float]


class ColumnTargets(Numbers):
    """A column against the target."""

    column: str
    parts: list[TargetPoints]


class TargetNumbers(Numbers):
    """The columns against the target."""

    n_columns: int
    n_samples: int
    n_drawn: int
    columns: list[ColumnTargets]


class ValuesByColumn(Plot[DataShown, TargetNumbers]):
    """The target by the value of each column."""

    name, title, subject, form, rank = "targets", "targets by column", DataShown, TargetNumbers, 203
    shows_data = True
    size_inches = (6.8, 4.2)

    def applies(self, subject: DataShown) -> bool:
        return bool(row_columns(subject)) and has_number_targets(subject)

    def numbers(self, subject: DataShown) -> TargetNumbers:
        columns, parts = row_columns(subject), data_parts(subject.data, MAX_POINTS)
        drawn = columns[:MAX_COLUMNS]
        found = []
        for column, name in zip(drawn, names_of(subject, drawn), strict=True):
            pairs = [(part.name, finite(part.columns([column])[:, 0], drawable(part.targets))) for part in parts if part.targets is not None]
            points = [TargetPoints(part=part, x=x.tolist(), target=target.tolist()) for part, (x, target) in pairs]
            found.append(ColumnTargets(column=name, parts=points))
        return TargetNumbers(
            n_columns=len(columns),
            n_samples=sum(part.n_samples for part in parts),
            n_drawn=sum(len(part.indices) for part in parts),
            columns=found,
        )

    def draw(self, figure: "Figure", numbers: TargetNumbers) -> None:
        n_across = across(len(numbers.columns))
        n_down = ceil(len(numbers.columns) / n_across)
        figure.set_size_inches(6.8, 0.7 + 1.7 * n_down if n_down > 1 else 3.6)
        panels = figure.subplots(n_down, n_across, sharey=True, squeeze=False).ravel()
        area = marker_area(numbers.n_drawn) / (2 if n_down > 1 else 1)
        for axes, column in zip(panels, numbers.columns, strict=False):
            for index, part in enumerate(column.parts):
                axes.scatter(part.x, part.target, s=area, color=COLORS[index], marker=MARKERS[index], alpha=0.6, linewidths=0, label=part.part)
            axes.set_xlabel(shown(column.column), fontsize=SMALL_PT)
            axes.tick_params(labelsize=8)
            axes.locator_params(nbins=4)
        for axes in panels[len(numbers.columns) :]:
            axes.set_axis_off()
        for axes in panels[::n_across]:
            axes.set_ylabel(TARGET)
        if len(numbers.columns[0].parts) > 1:
            panels[0].legend()

    def caption(self, numbers: TargetNumbers) -> str:
        n_drawn = len(numbers.columns)
        few = f" The first {n_drawn} of {numbers.n_columns:,} columns of numbers are drawn." if n_drawn < numbers.n_columns else ""
        return f"Targets of {numbers.n_samples:,} samples against each column of numbers.{few}{drawn_note(numbers.n_drawn, numbers.n_samples)}"
