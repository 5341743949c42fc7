"""How far predicted probabilities agree with observed frequencies."""

from typing import TYPE_CHECKING

from models.plots.classes import part_of, report_of
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.style import COLORS, MARKERS, NEUTRAL, legend, name_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class CalibrationNumbers(Numbers):
    """Samples by the probability of their likeliest class."""

    edges: list[float]
    counts: list[int]
    confidence: list[float | None]
    accuracy: list[float | None]
    expected_error: float
    part: str


class CalibrationPlot(Plot[Run, CalibrationNumbers]):
    """Accuracy of the predictions against their probability, and how many have it."""

    name, title, subject, form, several, rank = "calibration", "calibration of probabilities", Run, CalibrationNumbers, True, 14
    size_inches = (6.4, 4.6)

    def applies(self, subject: Run) -> bool:
        report = report_of(subject)
        return report is not None and report.calibration is not None

    def numbers(self, subject: Run) -> CalibrationNumbers:
        report = report_of(subject)
        assert report is not None
        assert report.calibration is not None
        bins = report.calibration.bins
        return CalibrationNumbers(
            edges=[bins[0].low, *(one.high for one in bins)],
            counts=[one.count for one in bins],
            confidence=[one.confidence for one in bins],
            accuracy=[one.accuracy for one in bins],
            expected_error=report.calibration.expected_error,
            part=part_of(subject),
        )

    def draw(self, figure: "Figure", numbers: CalibrationNumbers) -> None:
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
        known = [(x, y) for x, y in zip(numbers.confidence, numbers.accuracy, strict=True) if x is not None and y is not None]
        above.plot([0, 1], [0, 1], color=NEUTRAL, linewidth=1, linestyle=":", label="perfectly calibrated")
        above.plot([x for x, _ in known], [y for _, y in known], color=COLORS[0], marker=MARKERS[0], label="model")
        above.set_ylim(0, 1.03)
        above.set_ylabel("accuracy")
        legend(above, loc="best")
        low, high = numbers.edges[:-1], numbers.edges[1:]
        widths = [after - before for before, after in zip(low, high, strict=True)]
        below.bar(low, numbers.counts, width=widths, align="edge", color=COLORS[5], edgecolor="white")
        below.set_xlim(0, 1)
        name_axes(below, "probability of the predicted class", "samples")

    def caption(self, numbers: CalibrationNumbers) -> str:
        known = [(y - x) * n for x, y, n in zip(numbers.confidence, numbers.accuracy, numbers.counts, strict=True) if x is not None and y is not None]
        way = "too low" if sum(known) > 0 else "too high"
        return f"Probabilities differ from accuracy by {numbers.expected_error:.3g} in the mean on the {numbers.part}; they are rather {way}."
