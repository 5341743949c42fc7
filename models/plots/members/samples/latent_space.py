"""Samples as points of a latent space."""

from dataclasses import replace
from typing import TYPE_CHECKING

from models.plots.class_points import ClassPoints, class_points, draw_class_points, draw_key
from models.plots.latent import LatentPlane, encoded
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.style import name_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Name of the only part, of which points are drawn filled.
SAMPLES = "samples"


class LatentSpaceNumbers(Numbers):
    """Latent points in a plane, by class."""

    part: str
    latent_size: int
    shares: list[float] | None
    points: ClassPoints


class LatentSpacePlot(Plot[Run, LatentSpaceNumbers]):
    """The latent points of samples of the test part by their class; of a larger latent space the first two principal components."""

    name, title, subject, form, rank = "latent-space", "latent space", Run, LatentSpaceNumbers, 54
    size_inches = (6.4, 4.6)
    shows_data = True

    def applies(self, subject: Run) -> bool:
        return subject.has_model and subject.content.signature.latent_size is not None

    def numbers(self, subject: Run) -> LatentSpaceNumbers:
        found = encoded(subject)
        plane = LatentPlane.of(found.points)
        labels = next(iter(subject.raw.targets.values())).labels
        points = class_points([replace(found.part, name=SAMPLES)], [plane.drawn(found.points)], labels)
        return LatentSpaceNumbers(part=found.part.name, latent_size=found.points.shape[1], shares=plane.shares, points=points)

    def draw(self, figure: "Figure", numbers: LatentSpaceNumbers) -> None:
        axes = figure.add_subplot()
        draw_class_points(axes, numbers.points, size=2.0)
        draw_key(axes, numbers.points)
        what = "latent value" if numbers.shares is None else "principal component"
        name_axes(axes, f"{what} 1", f"{what} 2")

    def caption(self, numbers: LatentSpaceNumbers) -> str:
        text = f"Latent points of samples of the {numbers.part} part"
        if numbers.shares is None:
            return f"{text}.{numbers.points.note}"
        shares = " and ".join(f"{share:.0%}" for share in numbers.shares)
        axes = f"by the first two principal components of {numbers.latent_size:,} latent values: {shares} of their variance"
        return f"{text}, {axes}.{numbers.points.note}"
