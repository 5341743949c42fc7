"""The plane of two input columns: its range round the samples, and a model's values over it."""

from collections.abc import Sequence

import numpy as np

from models.artifact.signature import Method
from models.core.arrays import Array
from models.plots.plot import Numbers
from models.serving.predictor import Predictor
from models.serving.verbs.surface import Axis, Surface, SurfaceSpec, surface_of

#: Share of the samples' range that is added on each side.
MARGIN = 0.12


class Rectangle(Numbers):
    """The first and last value of each axis."""

    x: tuple[float, float]
    y: tuple[float, float]

    def wider(self, factor: float) -> "Rectangle":
        """Return a rectangle round the same centre."""
        return Rectangle(x=_wider(self.x, factor), y=_wider(self.y, factor))

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Return the ends in matplotlib's order."""
        return (*self.x, *self.y)


def rectangle_round(points: Sequence[Array]) -> Rectangle:
    """Return the range of points with some room on each side.

    Args:
        points: float64 arrays of shape (n_points, 2); NaN is left out.
    """
    low, high = (end(np.concatenate(points), axis=0) for end in (np.nanmin, np.nanmax))
    room = np.where(high > low, MARGIN * (high - low), 0.5 * np.maximum(np.abs(high), 1.0))
    (x_low, y_low), (x_high, y_high) = (low - room).tolist(), (high + room).tolist()
    return Rectangle(x=(x_low, x_high), y=(y_low, y_high))


def values_over(predictor: Predictor, rectangle: Rectangle, steps: int, method: Method | None = None) -> Surface:
    """Evaluate a model of two columns at every point of a grid, in batches.

    Args:
        predictor: The model.
        rectangle: Range of the grid.
        steps: Points along each axis.
        method: As for `surface_of`.
    """
    x, y = (
        Axis.model_validate({"feature": index, "from": ends[0], "to": ends[1], "steps": steps})
        for index, ends in enumerate((rectangle.x, rectangle.y))
    )
    return surface_of(SurfaceSpec(x=x, y=y, method=method), predictor)


def _wider(ends: tuple[float, float], factor: float) -> tuple[float, float]:
    centre, half = (ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2 * factor
    return centre - half, centre + half
