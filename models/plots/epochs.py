"""Curves over epochs, which plots of runs share."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from models.plots.plot import Numbers
from models.plots.style import MARKERS, NEUTRAL, drawable, series_look, whole_numbers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Most epochs whose points have markers, and most that are drawn: of more, evenly spaced ones and the last.
MAX_MARKED, MAX_EPOCHS = 30, 2000
#: What is measured of an epoch besides loss and metrics.
PACE = frozenset({"epoch", "learning_rate", "samples_per_second", "seconds"})


class EpochCurve(Numbers):
    """One measure of each epoch; null where it is missing or not finite."""

    values: list[float | None]
    least: float | None
    least_at: int | None
    most: float | None
    most_at: int | None
    last: float | None


def some_epochs(epochs: Sequence[Mapping[str, float]]) -> Sequence[Mapping[str, float]]:
    """Return the epochs that are drawn."""
    stride = -(-len(epochs) // MAX_EPOCHS)
    return epochs if stride <= 1 else [*epochs[:-1:stride], epochs[-1]]


def curve_of(epochs: Sequence[Mapping[str, float]], name: str) -> EpochCurve | None:
    """Return the curve of a measure; None where no epoch has it. Its least and most are those of all epochs, also of those that are not drawn."""
    if not any(name in line for line in epochs):
        return None
    known = [(line[name], int(line["epoch"])) for line in epochs if line.get(name) is not None and abs(line[name]) < float("inf")]
    low, high = (min(known), max(known, key=lambda pair: (pair[0], -pair[1]))) if known else ((None, None), (None, None))
    values = [line.get(name) for line in some_epochs(epochs)]
    return EpochCurve(values=values, least=low[0], least_at=low[1], most=high[0], most_at=high[1], last=values[-1])


def draw_curve(axes: "Axes", index: int, name: str, epochs: Sequence[int], curve: EpochCurve) -> None:
    """Draw a curve as the series of an index."""
    marker = MARKERS[index % len(MARKERS)] if len(epochs) <= MAX_MARKED else ""
    axes.plot(epochs, drawable(curve.values), label=name, marker=marker, **series_look(index))
    whole_numbers(axes)
    axes.set_xlim(left=max(axes.get_xlim()[0], 0.5))  # There is no epoch 0.


def mark_overfitting(axes: "Axes", epochs: Sequence[int], after: int | None) -> None:
    """Mark the epochs that overfit."""
    if after is not None:
        axes.axvspan(after, epochs[-1], color=NEUTRAL, alpha=0.18, linewidth=0, label="overfits")
