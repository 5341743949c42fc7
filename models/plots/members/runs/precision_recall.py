"""Precision against recall of each class against all others."""

from typing import TYPE_CHECKING

from models.evaluation.record import ClassFigures
from models.plots.class_curves import ClassCurvesNumbers, curves_of, draw_curves, said
from models.plots.classes import part_of, report_of
from models.plots.plot import Plot
from models.plots.run import Run
from models.plots.style import name_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class PrecisionRecallPlot(Plot[Run, ClassCurvesNumbers]):
    """Precision against recall of each class against all others."""

    name, title, subject, form, several, rank = "precision-recall", "precision and recall", Run, ClassCurvesNumbers, True, 13

    def applies(self, subject: Run) -> bool:
        report = report_of(subject)
        return report is not None and any(one.precision_recall is not None for one in report.classes)

    def numbers(self, subject: Run) -> ClassCurvesNumbers:
        report = report_of(subject)
        assert report is not None
        return curves_of(report, _curve, part_of(subject))

    def draw(self, figure: "Figure", numbers: ClassCurvesNumbers) -> None:
        axes = figure.add_subplot()
        draw_curves(axes, numbers, step=True)
        name_axes(axes, "recall", "precision")

    def caption(self, numbers: ClassCurvesNumbers) -> str:
        return said(numbers, "The average precision")


def _curve(one: ClassFigures) -> tuple[list[float], list[float], float] | None:
    return (
        None
        if one.precision_recall is None
        else (one.precision_recall.recall, one.precision_recall.precision, one.precision_recall.average_precision)
    )
