"""Decision regions of a classifier of two columns: near the samples, and far out."""

from typing import TYPE_CHECKING

from models.artifact.signature import Method
from models.plots.class_points import MAX_CLASSES, ClassPoints, class_points, draw_class_points, draw_key
from models.plots.plane import Rectangle, rectangle_round, values_over
from models.plots.plot import Numbers, Plot
from models.plots.regions import Regions, draw_regions, regions_of
from models.plots.row_model import n_columns
from models.plots.rows import column_name, drawn_parts
from models.plots.run import Run
from models.plots.style import shown
from models.serving.predictor import Predictor

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Points along each axis of the grid near the samples, and of the one far out.
N_NEAR, N_FAR = 300, 150
#: Width of the far grid, in widths of the near one.
FAR = 3.0


class RegionNumbers(Numbers):
    """The regions near the samples and far out, and the samples."""

    columns: tuple[str, str]
    near: Regions
    far: Regions
    samples: ClassPoints


class DecisionRegions(Plot[Run, RegionNumbers]):
    """The class that is predicted at each point of the plane, with the samples."""

    name = "decision-regions"
    title = "decision regions"
    subject = Run
    form = RegionNumbers
    shows_data = True
    size_inches = (6.8, 3.6)
    rank = 110

    def applies(self, subject: Run) -> bool:
        return n_columns(subject) == 2 and subject.kind == "classification" and len(subject.content.signature.output.labels or ()) <= MAX_CLASSES

    def numbers(self, subject: Run) -> RegionNumbers:
        parts, source = drawn_parts(subject.raw), next(iter(subject.raw.inputs.values()))
        points = [part.columns([0, 1]) for part in parts]
        near = rectangle_round(points)
        return RegionNumbers(
            columns=(column_name(source, 0), column_name(source, 1)),
            near=_regions(subject.predictor, near, N_NEAR),
            far=_regions(subject.predictor, near.wider(FAR), N_FAR),
            samples=class_points(parts, points, subject.content.signature.output.labels),
        )

    def draw(self, figure: "Figure", numbers: RegionNumbers) -> None:
        near, far = figure.subplots(1, 2)
        for axes, regions, size in ((near, numbers.near, 1.0), (far, numbers.far, 0.35)):
            draw_regions(axes, regions)
            draw_class_points(axes, numbers.samples, size=size)
            axes.set(xlim=regions.range.x, ylim=regions.range.y, xlabel=shown(numbers.columns[0]))
            axes.grid(visible=False)
        near.set_ylabel(shown(numbers.columns[1]))
        near.set_title("near the samples", fontsize=9)
        far.set_title(f"{FAR:g} times as wide", fontsize=9)
        draw_key(far, numbers.samples)

    def caption(self, numbers: RegionNumbers) -> str:
        n_near, n_far = (len(regions.positions) for regions in (numbers.near, numbers.far))
        return (
            f"Colours show the predicted class at each point: {n_near} of {len(numbers.samples.classes)} classes near the samples, {n_far} far out."
            f"{numbers.samples.note}"
        )


def _regions(predictor: Predictor, rectangle: Rectangle, steps: int) -> Regions:
    rows = values_over(predictor, rectangle, steps, Method.PREDICT).values.astype(int).tolist()
    return regions_of(rectangle, rows)
