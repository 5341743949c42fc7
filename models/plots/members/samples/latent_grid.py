"""What a decoder makes of points of a latent space."""

from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from models.plots.latent import LatentPlane, decoded, encoded
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.some_samples import image_input
from models.plots.style import name_axes
from models.plots.tiles import Tile, draw_tile, tiles_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Points along each axis, and the share of a standard normal distribution that lies outside of the first and last.
N_POINTS, OUTSIDE = 12, 0.1


class LatentGridNumbers(Numbers):
    """Decoded points, row by row from above."""

    latent_size: int
    is_plane: bool = Field(description="Whether the axes are principal components of samples, in standard deviations.")
    positions: list[float] = Field(description="Coordinates along each axis.")
    images: list[Tile]


class LatentGridPlot(Plot[Run, LatentGridNumbers]):
    """A grid of points of a latent space, each as the image that the decoder makes of it."""

    name, title, subject, form, rank = "latent-grid", "decoded points of the latent space", Run, LatentGridNumbers, 56
    size_inches = (5.6, 5.6)

    def applies(self, subject: Run) -> bool:
        return subject.has_model and subject.content.signature.latent_size is not None and image_input(subject) is not None

    def numbers(self, subject: Run) -> LatentGridNumbers:
        found = encoded(subject)
        from scipy.special import ndtri  # Imported late: the API lists plots, and computes none.

        plane, positions = LatentPlane.of(found.points), ndtri(np.linspace(OUTSIDE / 2, 1 - OUTSIDE / 2, N_POINTS))
        coordinates = np.array([(x, y) for y in positions[::-1] for x in positions])
        images = subject.content.chain.restore(decoded(found, plane.point(coordinates))).astype(np.float64)
        low, high = float(images.min()), float(images.max())
        tiles = tiles_of((images - low) / ((high - low) or 1.0), [""] * len(images))
        size, is_plane = found.points.shape[1], plane.shares is not None
        return LatentGridNumbers(latent_size=size, is_plane=is_plane, positions=positions.tolist(), images=tiles)

    def draw(self, figure: "Figure", numbers: LatentGridNumbers) -> None:
        axes: Any = figure.add_subplot()
        side = len(numbers.positions)
        for index, tile in enumerate(numbers.images):
            draw_tile(axes, np.array(tile.shades, np.uint8), index % side, index // side)
        middles, names = np.arange(side) + 0.5, [f"{position:.1f}" for position in numbers.positions]
        axes.set_xticks(middles[::2], names[::2])
        axes.set_yticks(middles[::2], names[::-1][::2])
        axes.set(xlim=(0, side), ylim=(side, 0), aspect="equal")
        axes.grid(visible=False)
        what = "principal component" if numbers.is_plane else "latent value"
        name_axes(axes, f"{what} 1", f"{what} 2")

    def caption(self, numbers: LatentGridNumbers) -> str:
        text = f"What the decoder makes of {len(numbers.images)} points, from {numbers.positions[0]:.2f} to {numbers.positions[-1]:.2f}"
        if numbers.is_plane:
            return f"{text} standard deviations along the first two principal components of {numbers.latent_size:,} latent values."
        return f"{text} along each latent value, at equal steps of the probability of a standard normal distribution."
