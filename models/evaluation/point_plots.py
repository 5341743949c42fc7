"""Draw rows of numbers as points."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array
from models.core.drawing import plain
from models.datasets.data_set import Data, Description

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most samples of a part that are drawn.
MAX_POINTS = 3000
#: Most classes with a colour and a name in the legend.
MAX_NAMED = 20
#: Axes whose lengths differ by no more than this factor are drawn to one scale.
ONE_SCALE = 4.0
#: Shortest axes drawn to one scale: the squares of lengths near the smallest floats underflow in matplotlib.
MIN_SCALED = 1e-100
#: Bars of a histogram.
N_BARS = 40
#: Largest number drawn: matplotlib's axes overflow near the largest floats.
MAX_DRAWN = 1e100
#: Marker and opacity of each part.
_PARTS = {"training": ("o", 0.7), "test": ("x", 0.9)}


def number_columns(description: Description) -> list[int]:
    """Return the indices of numeric columns."""
    return [column for column in range(math.prod(size or 0 for size in description.inputs.shape)) if column not in description.text_columns]


def has_values(description: Description) -> bool:
    """Tell whether the targets are single quantities, not classes."""
    targets = description.targets
    return targets is not None and targets.shape == () and targets.is_numeric and description.labels is None


def name_of(description: Description, column: int) -> str:
    """Return the axis label of a column."""
    return plain(description.columns[column]) if description.columns else f"column {column}"


def parts_of(data: Data) -> Iterator[tuple[str, Array, Array | None]]:
    """Yield name, inputs and targets of the training and test parts, at most MAX_POINTS samples of each."""
    for name, inputs, targets in (("training", data.inputs, data.targets), ("test", data.test_inputs, data.test_targets)):
        if inputs is not None:
            rows = some_rows(len(inputs), MAX_POINTS)
            yield name, inputs[rows], None if targets is None else targets[rows]


def some_rows(n_samples: int, limit: int) -> Array:
    """Return indices of at most `limit` of `n_samples` samples, in order, the same in each call."""
    if n_samples <= limit:
        return np.arange(n_samples)
    return np.sort(np.random.default_rng(0).choice(n_samples, limit, replace=False))


def drawable(values: Array) -> Array:
    """Return values as float64, with NaN for those that cannot be drawn."""
    numbers = values.astype(np.float64)
    return np.where(np.abs(numbers) <= MAX_DRAWN, numbers, np.nan)


def draw_points(figure: "Figure", data: Data, description: Description, columns: list[int]) -> None:
    """Draw two columns as points in the plane, or three in space; colours show classes or target values."""
    axes: Any = figure.add_subplot(projection="3d" if len(columns) == 3 else None)
    for part, inputs, targets in parts_of(data):
        marker, alpha = _PARTS[part]
        points = drawable(inputs.reshape(len(inputs), -1)[:, columns])
        look: dict[str, Any] = {"s": 14, "marker": marker, "alpha": alpha, "linewidths": 1 if marker == "x" else 0}
        suffix = "" if data.test_inputs is None else f", {part}"
        if description.labels and len(description.labels) <= MAX_NAMED and targets is not None:
            for index, label in enumerate(description.labels):
                axes.scatter(*points[targets == label].T, color=_color(index, len(description.labels)), label=f"{plain(label)}{suffix}", **look)
        elif has_values(description) and targets is not None:
            drawn = axes.scatter(*points.T, c=drawable(targets), cmap="viridis", label=part, **look)
            if part == "training":
                figure.colorbar(drawn, ax=axes, label="target")
        else:
            axes.scatter(*points.T, color=_color(0, 1), label=part, **look)
    _name_axes(axes, [name_of(description, column) for column in columns])
    _one_scale(axes)
    _legend(axes)


def draw_values(figure: "Figure", data: Data, description: Description) -> None:
    """Draw the first column: against the target where that is a number, else as a histogram."""
    column = number_columns(description)[0]
    axes = figure.add_subplot()
    for index, (part, inputs, targets) in enumerate(parts_of(data)):
        values = drawable(inputs.reshape(len(inputs), -1)[:, column])
        if has_values(description) and targets is not None:
            axes.scatter(values, drawable(targets), s=14, alpha=0.7, color=_color(index, 2), linewidths=0, label=part)
            _name_axes(axes, [name_of(description, column), "target"])
        elif part == "training":
            _draw_counts(axes, values, targets if description.labels else None, description)
            _name_axes(axes, [name_of(description, column), "samples"])
    _legend(axes)


def _draw_counts(axes: Any, values: Array, targets: Array | None, description: Description) -> None:
    known = np.isfinite(values)
    edges = _edges(values[known])
    if targets is None:
        axes.hist(values[known], bins=edges)
        return
    labels = (description.labels or ())[:MAX_NAMED]
    axes.hist([values[known & (targets == label)] for label in labels], bins=edges, stacked=True, label=[plain(label) for label in labels])


def _edges(values: Array) -> Array:
    """Return the edges of the bars; a single wide bar for values too close together to divide as floats."""
    low, high = (values.min(), values.max()) if len(values) else (0.0, 0.0)
    largest = max(abs(low), abs(high))
    if high - low > 1e-9 * largest:
        return np.linspace(low, high, N_BARS + 1)
    room = max(largest, 1.0) / 2
    return np.array([low - room, high + room])


def _color(index: int, n: int) -> str:
    """Return a colour as text: matplotlib reads four numbers as values of four points."""
    from matplotlib import colormaps
    from matplotlib.colors import to_hex

    return to_hex(colormaps["tab10" if n <= 10 else "tab20"](index))


def _name_axes(axes: Any, names: list[str]) -> None:
    for axis, name in zip("xyz", names, strict=False):
        getattr(axes, f"set_{axis}label")(name)
    axes.grid(alpha=0.25)
    axes.locator_params(nbins=5 if len(names) == 3 else 8)


def _one_scale(axes: Any) -> None:
    names, kept_to = ("xyz", "box") if hasattr(axes, "get_zlim") else ("xy", "datalim")
    lengths = [high - low for low, high in (getattr(axes, f"get_{axis}lim")() for axis in names)]
    if MIN_SCALED <= max(lengths) <= ONE_SCALE * min(lengths):
        axes.set_aspect("equal", adjustable=kept_to)


def _legend(axes: Any) -> None:
    handles, names = axes.get_legend_handles_labels()
    if len(names) > 1:
        axes.figure.legend(handles, names, loc="outside right upper", fontsize=8 if len(names) > 12 else 9, markerscale=1.5)
