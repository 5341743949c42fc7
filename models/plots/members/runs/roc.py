"""The receiver operating characteristic of each class against all others."""

from typing import TYPE_CHECKING

from models.evaluation.record import ClassFigures
from models.plots.class_curves import ClassCurvesNumbers, curves_of, draw_curves, said
from models.plots.classes import part_of, report_of
from models.plots.plot import Plot
from models.plots.run import Run
from models.plots.style import NEUTRAL, name_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class RocPlot(Plot[Run, ClassCurvesNumbers]):
    """The receiver operating characteristic of each class against all others."""

    name, title, subject, form, several, rank = "roc", "receiver operating characteristic", Run, ClassCurvesNumbers, True, 12

    def applies(self, subject: Run) -> bool:
        report = report_of(subject)
        return report is not None and any(one.roc is not None for one in report.classes)

    def numbers(self, subject: Run) -> ClassCurvesNumbers:
        report = report_of(subject)
        assert report is not None
        return curves_of(report, _curve, part_of(subject))

    def draw(self, figure: "Figure", numbers: ClassCurvesNumbers) -> None:
        axes = figure.add_subplot()
        axes.plot([0, 1], [0, 1], color=NEUTRAL, linewidth=1, linestyle=":")
        draw_curves(axes, numbers)
        name_axes(axes, "false positive rate", "true positive rate")

    def caption(self, numbers: ClassCurvesNumbers) -> str:
        return said(numbers, "The area under the curve")


def _curve(one: ClassFigures) -> tuple[list[float], list[float], float] | None:
    return None if one.roc is None else (one.roc.false_positive_rate, one.roc.true_positive_rate, one.roc.auc)
