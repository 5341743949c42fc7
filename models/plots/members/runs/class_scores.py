"""Precision, recall and f1 of each class."""

from typing import TYPE_CHECKING

from models.evaluation.record import AnyLabel
from models.plots.classes import part_of, report_of
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.style import name_axes, point_look, shown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most classes that are drawn: those with the least f1.
MAX_CLASSES = 25


class ClassScoresNumbers(Numbers):
    """Scores by class, the least f1 first."""

    labels: list[AnyLabel]
    support: list[int]
    precision: list[float]
    recall: list[float]
    f1: list[float]
    n_classes: int
    macro_f1: float
    part: str


class ClassScoresPlot(Plot[Run, ClassScoresNumbers]):
    """Precision, recall and f1 of each class, the weakest class on top."""

    name, title, subject, form, several, rank = "class-scores", "scores by class", Run, ClassScoresNumbers, True, 15
    size_inches = (6.4, 4.6)

    def applies(self, subject: Run) -> bool:
        return report_of(subject) is not None

    def numbers(self, subject: Run) -> ClassScoresNumbers:
        report = report_of(subject)
        assert report is not None
        weakest = sorted(report.classes, key=lambda one: one.f1)[:MAX_CLASSES]
        return ClassScoresNumbers(
            labels=[one.label for one in weakest],
            support=[one.support for one in weakest],
            precision=[one.precision for one in weakest],
            recall=[one.recall for one in weakest],
            f1=[one.f1 for one in weakest],
            n_classes=len(report.classes),
            macro_f1=report.macro_average.f1,
            part=part_of(subject),
        )

    def draw(self, figure: "Figure", numbers: ClassScoresNumbers) -> None:
        axes = figure.add_subplot()
        rows = range(len(numbers.labels))
        for index, name in enumerate(("precision", "recall", "f1")):
            axes.plot(getattr(numbers, name), rows, linestyle="", label=name, markersize=6, alpha=0.9, **point_look(index))
        names = [f"{shown(label, 16)} ({count:,})" for label, count in zip(numbers.labels, numbers.support, strict=True)]
        axes.set_yticks(rows, names, fontsize=9 if len(names) <= 15 else 7)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_xlim(min([*numbers.precision, *numbers.recall, *numbers.f1]) - 0.03, 1.02)
        name_axes(axes, "score", "class (samples)")
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))

    def caption(self, numbers: ClassScoresNumbers) -> str:
        weakest = f"weakest for {numbers.labels[0]}: {numbers.f1[0]:.4g}"
        some = f" Drawn are the {len(numbers.labels)} weakest." if len(numbers.labels) < numbers.n_classes else ""
        return f"The f1 of {numbers.n_classes} classes is {numbers.macro_f1:.4g} in the mean on the {numbers.part}, {weakest}.{some}"
