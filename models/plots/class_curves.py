"""Curves of classes against all others, which plots of classifiers share."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from models.evaluation.record import AnyLabel, ClassFigures, ClassificationReport
from models.plots.plot import Numbers
from models.plots.style import series_look, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Most curves that are drawn: those of the classes with the least area. Most points of each.
MAX_CURVES, MAX_POINTS = 7, 100


class ClassCurve(Numbers):
    """The curve of one class against all others."""

    label: AnyLabel
    x: list[float]
    y: list[float]
    area: float


class ClassCurvesNumbers(Numbers):
    """Curves of the classes with the least area."""

    curves: list[ClassCurve]
    n_classes: int
    mean_area: float
    share: float
    part: str


def curves_of(report: ClassificationReport, curve: Callable[[ClassFigures], tuple[Any, Any, float] | None], part: str) -> ClassCurvesNumbers:
    """Return the curves that are drawn: of two classes that of the second, whose curve says all.

    Args:
        report: The report.
        curve: Returns x, y and area of the curve of a class; None where it has none.
        part: The part that was evaluated, in words.
    """
    found = [(one, curve(one)) for one in report.classes]
    known = [ClassCurve(label=one.label, x=_some(line[0]), y=_some(line[1]), area=line[2]) for one, line in found if line is not None]
    drawn = known[-1:] if len(report.labels) == 2 else sorted(known, key=lambda one: one.area)[:MAX_CURVES]
    support = next((one.support for one in report.classes if drawn and one.label == drawn[0].label), 0)
    total = sum(one.support for one in report.classes) or 1
    mean = sum(one.area for one in known) / len(known)
    return ClassCurvesNumbers(curves=drawn, n_classes=len(report.labels), mean_area=mean, share=support / total, part=part)


def draw_curves(axes: "Axes", numbers: ClassCurvesNumbers, step: bool = False) -> None:
    """Draw the curves with their areas in the legend."""
    for index, curve in enumerate(numbers.curves):
        label = f"{shown(curve.label, 16)}: {curve.area:.3f}"
        axes.plot(curve.x, curve.y, label=label, drawstyle="steps-post" if step else "default", **series_look(index))
    axes.set_xlim(-0.01, 1.01)
    axes.set_ylim(-0.01, 1.03)
    axes.set_aspect("equal")
    axes.legend(loc="center left", bbox_to_anchor=(1.02, 0.5), title="class: area")


def said(numbers: ClassCurvesNumbers, area: str) -> str:
    """Return the sentence about the areas."""
    least = min(numbers.curves, key=lambda one: one.area)
    if numbers.n_classes == 2:
        return f"{area} of class {least.label} against the other is {least.area:.4g} on the {numbers.part}."
    drawn = f" Drawn are the {len(numbers.curves)} classes with the least area." if len(numbers.curves) < numbers.n_classes else ""
    mean = f"{area} is {numbers.mean_area:.4g} in the mean of {numbers.n_classes} classes on the {numbers.part}"
    return f"{mean}, least for {least.label}: {least.area:.4g}.{drawn}"


def _some(values: Sequence[float]) -> list[float]:
    """Return evenly spaced points and the last."""
    stride = -(-len(values) // MAX_POINTS)
    return list(values) if stride <= 1 else [*values[:-1:stride], values[-1]]
