"""The loss after batches, where it was recorded."""

from typing import TYPE_CHECKING

from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.style import COLORS, drawable, name_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class BatchesNumbers(Numbers):
    """Loss after batches: the position in epochs, and the mean loss of the epoch so far."""

    position: list[float]
    loss: list[float | None]


class BatchesPlot(Plot[Run, BatchesNumbers]):
    """Mean loss of the epoch so far, after some of its batches."""

    name, title, subject, form, rank = "batches", "loss within epochs", Run, BatchesNumbers, 3

    def applies(self, subject: Run) -> bool:
        return sum("loss" in line for line in subject.batches) > 1

    def numbers(self, subject: Run) -> BatchesNumbers:
        lines = [line for line in subject.batches if "loss" in line]
        longest = max(line["step"] for line in lines)
        return BatchesNumbers(
            position=[line["epoch"] - 1 + line["step"] / longest for line in lines],
            loss=[line["loss"] for line in lines],
        )

    def draw(self, figure: "Figure", numbers: BatchesNumbers) -> None:
        axes = figure.add_subplot()
        axes.plot(numbers.position, drawable(numbers.loss), color=COLORS[0], marker="." if len(numbers.position) <= 60 else "", linewidth=1)
        axes.set_xlim(left=0)
        name_axes(axes, "epochs done", "mean loss of the epoch so far")

    def caption(self, numbers: BatchesNumbers) -> str:
        known = [value for value in numbers.loss if value is not None]
        if not known:
            return "The loss was not finite after any batch."
        return f"The mean loss of the epoch so far went from {known[0]:.4g} to {known[-1]:.4g}; it begins anew with each epoch."
