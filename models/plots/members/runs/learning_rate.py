"""The learning rate of each epoch, where it changes."""

from typing import TYPE_CHECKING

from models.plots.epochs import EpochCurve, curve_of, draw_curve, some_epochs
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.style import log_scale, name_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Ratio of the largest rate to the least from which on the axis is logarithmic.
WIDE = 20.0


class LearningRateNumbers(Numbers):
    """Learning rate by epoch."""

    epochs: list[int]
    rate: EpochCurve


class LearningRatePlot(Plot[Run, LearningRateNumbers]):
    """Learning rate by epoch."""

    name, title, subject, form, rank = "learning-rate", "learning rate by epoch", Run, LearningRateNumbers, 2

    def applies(self, subject: Run) -> bool:
        return len({line["learning_rate"] for line in subject.epochs if "learning_rate" in line}) > 1

    def numbers(self, subject: Run) -> LearningRateNumbers:
        rate = curve_of(subject.epochs, "learning_rate")
        assert rate is not None
        return LearningRateNumbers(epochs=[int(line["epoch"]) for line in some_epochs(subject.epochs)], rate=rate)

    def draw(self, figure: "Figure", numbers: LearningRateNumbers) -> None:
        axes = figure.add_subplot()
        draw_curve(axes, 0, "learning rate", numbers.epochs, numbers.rate)
        if numbers.rate.least and numbers.rate.most and 0 < WIDE * numbers.rate.least < numbers.rate.most:
            log_scale(axes)
        name_axes(axes, "epoch", "learning rate")

    def caption(self, numbers: LearningRateNumbers) -> str:
        first, last = numbers.rate.values[0], numbers.rate.last
        if first is None or last is None:
            return "The learning rate changes from epoch to epoch."
        return f"The learning rate is {first:.4g} in epoch {numbers.epochs[0]:,} and {last:.4g} in epoch {numbers.epochs[-1]:,}."
