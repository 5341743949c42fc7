"""Curves over epochs, which plots of runs share."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from models.plots.plot import Numbers
from models.plots.style import MARKERS, drawable, series_look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Most epochs whose points have markers.
MAX_MARKED = 30


class EpochCurve(Numbers):
    """One measure of each epoch; null where it is missing or not finite."""

    values: list[float | None]
    least: float | None
    least_at: int | None
    most: float | None
    most_at: int | None


def curve_of(epochs: Sequence[Mapping[str, float]], name: str) -> EpochCurve | None:
    """Return the curve of a measure; None where no epoch has it."""
    if not any(name in line for line in epochs):
        return None
    known = [(line[name], int(line["epoch"])) for line in epochs if line.get(name) is not None and abs(line[name]) < float("inf")]
    low, high = (min(known), max(known, key=lambda pair: (pair[0], -pair[1]))) if known else ((None, None), (None, None))
    return EpochCurve(values=[line.get(name) for line in epochs], least=low[0], least_at=low[1], most=high[0], most_at=high[1])


def draw_curve(axes: "Axes", index: int, name: str, epochs: Sequence[int], curve: EpochCurve) -> None:
    """Draw a curve as the series of an index."""
    marker = MARKERS[index % len(MARKERS)] if len(epochs) <= MAX_MARKED else ""
    axes.plot(epochs, drawable(curve.values), label=name, marker=marker, **series_look(index))
