"""The loss of each epoch, with the epoch from which on the network overfits."""

from typing import TYPE_CHECKING

from models.evaluation.overfitting import find_overfitting
from models.plots.epochs import EpochCurve, curve_of, draw_curve, mark_overfitting, some_epochs
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.style import legend, log_scale, name_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Ratio of the largest loss to the least from which on the axis is logarithmic.
WIDE = 100.0


class LossNumbers(Numbers):
    """Loss by epoch."""

    epochs: list[int]
    training: EpochCurve
    validation: EpochCurve | None
    overfits_after: int | None


class LossPlot(Plot[Run, LossNumbers]):
    """Training and validation loss by epoch."""

    name, title, subject, form, rank = "loss", "loss by epoch", Run, LossNumbers, 0

    def applies(self, subject: Run) -> bool:
        return any("loss" in line for line in subject.epochs)

    def numbers(self, subject: Run) -> LossNumbers:
        training = curve_of(subject.epochs, "loss")
        assert training is not None
        found = find_overfitting(subject.epochs)
        return LossNumbers(
            epochs=[int(line["epoch"]) for line in some_epochs(subject.epochs)],
            training=training,
            validation=curve_of(subject.epochs, "val_loss"),
            overfits_after=found.epoch if found else None,
        )

    def draw(self, figure: "Figure", numbers: LossNumbers) -> None:
        axes = figure.add_subplot()
        curves = {"training": numbers.training, **({"validation": numbers.validation} if numbers.validation else {})}
        for index, (name, curve) in enumerate(curves.items()):
            draw_curve(axes, index, name, numbers.epochs, curve)
        mark_overfitting(axes, numbers.epochs, numbers.overfits_after)
        known = [value for curve in curves.values() for value in curve.values if value is not None]
        if known and min(known) > 0 and max(known) > WIDE * min(known):
            log_scale(axes)
        name_axes(axes, "epoch", "loss")
        legend(axes)

    def caption(self, numbers: LossNumbers) -> str:
        curve, part = (numbers.validation, "Validation") if numbers.validation else (numbers.training, "Training")
        if curve.least is None:
            return f"{part} loss is not finite in any epoch."
        text = f"{part} loss is least in epoch {curve.least_at} of {numbers.epochs[-1]:,}: {curve.least:.4g}"
        if numbers.overfits_after is None:
            return f"{text}."
        return f"{text}; it has risen since while the training loss fell, so later epochs overfit."
