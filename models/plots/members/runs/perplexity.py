"""The perplexity of a text model by epoch."""

import math
from typing import TYPE_CHECKING

from models.plots.epochs import EpochCurve, curve_of, draw_curve, some_epochs
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.style import NEUTRAL, legend, name_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Largest loss whose perplexity is drawn.
MAX_LOSS = 50.0


class PerplexityNumbers(Numbers):
    """Perplexity by epoch, and after training on the evaluated part."""

    epochs: list[int]
    training: EpochCurve
    validation: EpochCurve | None
    n_symbols: int
    evaluated: float
    part: str


class PerplexityPlot(Plot[Run, PerplexityNumbers]):
    """Perplexity by epoch: the number of equally likely symbols with the same loss."""

    name, title, subject, form, rank = "perplexity", "perplexity by epoch", Run, PerplexityNumbers, 5

    def applies(self, subject: Run) -> bool:
        return any("loss" in line for line in subject.epochs) and bool(subject.evaluation and subject.evaluation.generation)

    def numbers(self, subject: Run) -> PerplexityNumbers:
        found = subject.evaluation
        assert found is not None
        assert found.generation is not None
        lines = [{name: _perplexity(value) if name in ("loss", "val_loss") else value for name, value in line.items()} for line in subject.epochs]
        training = curve_of(lines, "loss")
        assert training is not None
        return PerplexityNumbers(
            epochs=[int(line["epoch"]) for line in some_epochs(subject.epochs)],
            training=training,
            validation=curve_of(lines, "val_loss"),
            n_symbols=found.generation.n_symbols,
            evaluated=found.generation.perplexity,
            part=found.part,
        )

    def draw(self, figure: "Figure", numbers: PerplexityNumbers) -> None:
        axes = figure.add_subplot()
        draw_curve(axes, 0, "training", numbers.epochs, numbers.training)
        if numbers.validation is not None:
            draw_curve(axes, 1, "validation", numbers.epochs, numbers.validation)
        axes.axhline(numbers.evaluated, color=NEUTRAL, linestyle=":", label=f"finished model, {numbers.part} part")
        axes.set_ylim(bottom=1)
        name_axes(axes, "epoch", "perplexity in symbols")
        legend(axes)

    def caption(self, numbers: PerplexityNumbers) -> str:
        chosen = f"as if the next symbol were one of {numbers.evaluated:.3g} equally likely ones"
        return f"The finished model has a perplexity of {numbers.evaluated:.3g} on the {numbers.part} part, {chosen} of {numbers.n_symbols:,}."


def _perplexity(loss: float) -> float:
    return math.exp(loss) if loss < MAX_LOSS else math.inf
