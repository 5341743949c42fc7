"""The class at each point of a plane, drawn as regions."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import numpy as np

from models.core.arrays import Array
from models.plots.plane import Rectangle
from models.plots.plot import Numbers
from models.plots.style import point_look

#: Share of white in the colour of a region.
PALE = 0.6
#: Grey of the line between two regions.
EDGE = 0.2


class Regions(Numbers):
    """Predicted classes over a grid.

    `rows` holds the grid from the lowest y to the highest: each row as pairs of the position of a class and the number of points that follow with it.
    """

    range: Rectangle
    rows: list[list[tuple[int, int]]]

    @property
    def positions(self) -> set[int]:
        """Return the positions of the classes that occur."""
        return {index for row in self.rows for index, _ in row}


def regions_of(rectangle: Rectangle, grid: Sequence[Sequence[int]]) -> Regions:
    """Return the classes over a grid, rows from the lowest y to the highest."""
    return Regions(range=rectangle, rows=[[(index, len(list(run))) for index, run in groupby(row)] for row in grid])


def draw_regions(axes: Any, regions: Regions) -> None:
    """Draw regions in pale colours with lines between them."""
    from matplotlib.colors import to_rgb

    grid = np.array([[index for index, n in row for _ in range(n)] for row in regions.rows])
    colors = np.array([_pale(to_rgb(region_color(index))) for index in range(int(grid.max()) + 1)])[grid]
    colors[_edges(grid)] = EDGE
    axes.imshow(colors, extent=regions.range.extent, origin="lower", aspect="auto", interpolation="antialiased")


def region_color(index: int) -> str:
    """Return the colour of a class, of which its region has a pale one."""
    return str(point_look(index)["color"])


def _pale(color: tuple[float, float, float]) -> tuple[float, ...]:
    return tuple(PALE + (1 - PALE) * value for value in color)


def _edges(grid: Array) -> Array:
    """Return where a point's class differs from that of the point before it or below it, boolean array of the grid's shape."""
    edges = np.zeros(grid.shape, bool)
    edges[:, 1:] |= grid[:, 1:] != grid[:, :-1]
    edges[1:] |= grid[1:] != grid[:-1]
    return edges
