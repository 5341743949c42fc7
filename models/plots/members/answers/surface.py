"""A surface as it was sent: values over two features."""

from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from models.artifact.signature import Method
from models.core.arrays import Array
from models.evaluation.record import AnyLabel
from models.plots.class_points import MAX_NAMED
from models.plots.plane import Rectangle
from models.plots.plot import Numbers, Plot
from models.plots.regions import Regions, draw_regions, region_color, regions_of
from models.plots.style import ORDERED, SMALL_PT, first_of, shown
from models.plots.subjects import Answer
from models.plots.surfaces import Surface, draw_surface

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most points along an axis of values that are drawn, and of regions; of more, every second (third ...) one.
MAX_STEPS, MAX_REGION_STEPS = 101, 400
#: Most grids of values: of more classes the first are drawn.
MAX_GRIDS = 6


class ValueGrid(Numbers):
    """Values over the grid, from the lowest y to the highest; null for values that are not finite."""

    name: str
    values: list[list[float | None]]


class AnsweredSurface(Numbers):
    """Either the class at each point, or one or several grids of values."""

    model: str
    features: tuple[str, str]
    method: str
    range: Rectangle
    labels: list[AnyLabel]
    regions: Regions | None = Field(description="Classes or clusters at each point; null of values.")
    grids: list[ValueGrid]
    n_grids: int


class AnsweredSurfacePlot(Plot[Answer, AnsweredSurface]):
    """Values over two features in space and from above; classes as regions; several values side by side from above."""

    name, title, subject, form, rank = "answer-surface", "surface", Answer, AnsweredSurface, 203
    size_inches = (6.8, 3.6)

    def applies(self, subject: Answer) -> bool:
        return subject.verb == "surface"

    def numbers(self, subject: Answer) -> AnsweredSurface:
        body = subject.body
        x, y, values = body["x"], body["y"], np.array(body["values"], np.float64)
        rectangle = Rectangle(x=(x[0], x[-1]), y=(y[0], y[-1]))
        labels, is_regions = list(body["labels"] or []), _is_regions(subject)
        grids = [] if is_regions else _grids(values[None] if values.ndim == 2 else values, labels)
        return AnsweredSurface(
            model=subject.title,
            features=(_feature(subject, "x"), _feature(subject, "y")),
            method=str(body["method"]),
            range=rectangle,
            labels=labels,
            regions=regions_of(rectangle, _thinned(np.nan_to_num(values), MAX_REGION_STEPS).astype(int).tolist()) if is_regions else None,
            grids=grids[:MAX_GRIDS],
            n_grids=len(grids),
        )

    def draw(self, figure: "Figure", numbers: AnsweredSurface) -> None:
        if numbers.regions is not None:
            _draw_classes(figure, numbers, numbers.regions)
        elif len(numbers.grids) == 1:
            values = _filled(numbers.grids[0])
            ends = float(values.min()), float(values.max())
            clamp = ends if ends[0] < ends[1] else (ends[0] - 0.5, ends[1] + 0.5)
            draw_surface(figure, Surface(numbers.range.x, numbers.range.y, numbers.features, values, clamp, _meaning(numbers)))
        else:
            _draw_side_by_side(figure, numbers)

    def note(self, numbers: AnsweredSurface) -> str:
        return first_of(len(numbers.grids), numbers.n_grids, "classes")

    def caption(self, numbers: AnsweredSurface) -> str:
        over = f"over {numbers.features[0]} and {numbers.features[1]}"
        if numbers.regions is not None:
            count = len(numbers.regions.positions)
            groups = "classes" if numbers.labels else "clusters"
            return f"{numbers.model} predicts {count:,} {groups} {over}."
        known = [value for grid in numbers.grids for row in grid.values for value in row if value is not None]
        if not known:
            return f"{numbers.model} gives no finite value {over}."
        left_out = numbers.n_grids - len(numbers.grids)
        more = f" {left_out:,} more are not drawn." if left_out else ""
        return f"Values of {numbers.method} of {numbers.model} {over}, from {min(known):.4g} to {max(known):.4g}.{more}"


def _is_regions(answer: Answer) -> bool:
    """Tell whether the values are positions of labels, or clusters."""
    kind = answer.signature.output.kind
    return answer.body["method"] == Method.PREDICT and (bool(answer.body["labels"]) or kind == "clustering")


def _feature(answer: Answer, axis: str) -> str:
    feature, columns = answer.request[axis]["feature"], answer.signature.input.columns
    return str(columns[feature]) if isinstance(feature, int) and columns else str(feature) if isinstance(feature, str) else f"column {feature}"


def _grids(values: Array, labels: list[AnyLabel]) -> list[ValueGrid]:
    names = [str(label) for label in labels] if len(labels) == len(values) else [f"value {index + 1}" for index in range(len(values))]
    return [ValueGrid(name=name, values=_nulls(_thinned(grid, MAX_STEPS))) for name, grid in zip(names, values, strict=True)]


def _thinned(grid: Array, most: int) -> Array:
    """Return at most so many rows and columns of a grid, its ends included as far as the steps allow."""
    rows, columns = (np.unique(np.linspace(0, size - 1, min(size, most)).round().astype(int)) for size in grid.shape)
    thinned: Array = grid[np.ix_(rows, columns)]
    return thinned


def _nulls(grid: Array) -> list[list[float | None]]:
    return [[value if np.isfinite(value) else None for value in row] for row in grid.tolist()]


def _filled(grid: ValueGrid) -> Array:
    """Return the values of a grid, the least one where there is none: a surface in space has no holes."""
    values = np.array(grid.values, np.float64)
    known = values[np.isfinite(values)]
    return np.nan_to_num(values, nan=float(known.min()) if len(known) else 0.0)


def _meaning(numbers: AnsweredSurface) -> str:
    of_second = f" of class {numbers.labels[1]}" if len(numbers.labels) == 2 else ""
    return {
        Method.PREDICT: "predicted value",
        Method.PREDICT_PROBA: f"probability{of_second}",
        Method.DECISION_FUNCTION: f"decision function{of_second}",
    }.get(Method(numbers.method), "value")


def _draw_classes(figure: "Figure", numbers: AnsweredSurface, regions: Regions) -> None:
    from matplotlib.patches import Patch

    axes: Any = figure.add_subplot()
    draw_regions(axes, regions)
    axes.set(xlabel=shown(numbers.features[0]), ylabel=shown(numbers.features[1]))
    axes.grid(visible=False)
    found = sorted(regions.positions)
    names = [shown(numbers.labels[index]) if index < len(numbers.labels) else f"cluster {index}" for index in found[:MAX_NAMED]]
    handles = [Patch(color=region_color(index), alpha=0.4, label=name) for index, name in zip(found, names, strict=False)]
    axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.02, 1.0), borderaxespad=0)


def _draw_side_by_side(figure: "Figure", numbers: AnsweredSurface) -> None:
    n_columns = min(3, len(numbers.grids))
    n_rows = -(-len(numbers.grids) // n_columns)
    figure.set_size_inches(6.8, 0.6 + 2.1 * n_rows)
    all_axes = figure.subplots(n_rows, n_columns, squeeze=False, sharex=True, sharey=True)
    arrays = [_filled(grid) for grid in numbers.grids]
    look: dict[str, Any] = {"vmin": min(grid.min() for grid in arrays), "vmax": max(grid.max() for grid in arrays), "cmap": ORDERED}
    for axes in all_axes.ravel()[len(arrays) :]:
        axes.set_axis_off()
    for axes, grid, values in zip(all_axes.ravel(), numbers.grids, arrays, strict=False):
        image = axes.imshow(values, extent=numbers.range.extent, origin="lower", aspect="auto", interpolation="bilinear", **look)
        axes.set_title(shown(grid.name), fontsize=SMALL_PT)
        axes.grid(visible=False)
    figure.colorbar(image, ax=all_axes, label=_meaning(numbers))
    figure.supxlabel(shown(numbers.features[0]), fontsize=SMALL_PT)
    figure.supylabel(shown(numbers.features[1]), fontsize=SMALL_PT)
