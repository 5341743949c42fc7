"""Values over a plane, drawn in space and from above."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array
from models.plots.style import ORDERED, name_space, shown

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Surface:
    """Values over a plane.

    Args:
        x: Ends of the first axis.
        y: Ends of the second axis.
        columns: Names of the two.
        values: Finite values from the lowest y to the highest, float64 array of shape (n_y, n_x).
        clamp: Ends of the colours and of the height.
        meaning: What the values are.
        boundary: Value at which a line is drawn from above; None for none.
    """

    x: tuple[float, float]
    y: tuple[float, float]
    columns: Sequence[str]
    values: Array
    clamp: tuple[float, float]
    meaning: str
    boundary: float | None = None


def draw_surface(figure: "Figure", surface: Surface) -> None:
    """Draw a surface in space on the left, and from above on the right."""
    values, stride = surface.values, max(1, max(surface.values.shape) // 40)
    names = {"xlabel": shown(surface.columns[0]), "ylabel": shown(surface.columns[1])}
    space: Any = figure.add_subplot(1, 2, 1, projection="3d")
    x, y = np.meshgrid(np.linspace(*surface.x, values.shape[1]), np.linspace(*surface.y, values.shape[0]))
    look: dict[str, Any] = {"cmap": ORDERED, "vmin": surface.clamp[0], "vmax": surface.clamp[1]}
    space.plot_surface(x, y, values, rstride=stride, cstride=stride, linewidth=0, antialiased=False, rasterized=True, **look)
    space.set_zlim(surface.clamp)
    name_space(space, [*surface.columns, surface.meaning])
    above: Any = figure.add_subplot(1, 2, 2)
    image = above.imshow(values, extent=(*surface.x, *surface.y), origin="lower", aspect="auto", interpolation="bilinear", **look)
    if surface.boundary is not None and values.min() < surface.boundary < values.max():
        above.contour(x, y, values, levels=[surface.boundary], colors="white", linewidths=1.5)
    above.set(**names)
    above.grid(visible=False)
    figure.colorbar(image, ax=above, label=shown(surface.meaning, 48))
