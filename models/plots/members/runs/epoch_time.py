"""The time that each epoch took."""

from typing import TYPE_CHECKING

from models.plots.epochs import EpochCurve, curve_of, some_epochs
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.style import COLORS, drawable, name_axes, whole_numbers

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class EpochTimeNumbers(Numbers):
    """Seconds by epoch."""

    epochs: list[int]
    seconds: EpochCurve
    total: float
    samples_per_second: float | None


class EpochTimePlot(Plot[Run, EpochTimeNumbers]):
    """Time of each epoch, in seconds."""

    name, title, subject, form, rank = "epoch-time", "time by epoch", Run, EpochTimeNumbers, 4

    def applies(self, subject: Run) -> bool:
        return sum("seconds" in line for line in subject.epochs) > 1

    def numbers(self, subject: Run) -> EpochTimeNumbers:
        seconds = curve_of(subject.epochs, "seconds")
        assert seconds is not None
        return EpochTimeNumbers(
            epochs=[int(line["epoch"]) for line in some_epochs(subject.epochs)],
            seconds=seconds,
            total=sum(line.get("seconds", 0.0) for line in subject.epochs),
            samples_per_second=subject.epochs[-1].get("samples_per_second"),
        )

    def draw(self, figure: "Figure", numbers: EpochTimeNumbers) -> None:
        axes = figure.add_subplot()
        axes.vlines(numbers.epochs, 0, drawable(numbers.seconds.values), color=COLORS[0], linewidth=max(0.6, min(8, 240 / len(numbers.epochs))))
        axes.set_ylim(bottom=0)
        name_axes(axes, "epoch", "time in s")
        whole_numbers(axes)

    def caption(self, numbers: EpochTimeNumbers) -> str:
        rate = "" if numbers.samples_per_second is None else f", the last one {numbers.samples_per_second:,.0f} samples per second"
        mean = numbers.total / len(numbers.epochs) if len(numbers.epochs) else 0.0
        slowest = "" if numbers.seconds.most is None else f"; the slowest, {numbers.seconds.most_at}, took {numbers.seconds.most:.3g} s"
        return f"The epochs took {numbers.total:.3g} s together, {mean:.3g} s each in the mean{rate}{slowest}."
