"""The scores of a cross-validation by fold."""

from typing import TYPE_CHECKING

from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.style import COLORS, MARKERS, NEUTRAL, drawable, legend, name_axes, whole_numbers

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class FoldScoresNumbers(Numbers):
    """Scores by fold."""

    scores: list[float | None]
    train_scores: list[float | None]
    mean: float | None
    std: float | None


class FoldScoresPlot(Plot[Run, FoldScoresNumbers]):
    """Score on each fold, with their mean and standard deviation."""

    name, title, subject, form, rank = "fold-scores", "scores by fold", Run, FoldScoresNumbers, 6

    def applies(self, subject: Run) -> bool:
        return len(subject.candidates) == 1 and len(subject.candidates[0].scores) > 1

    def numbers(self, subject: Run) -> FoldScoresNumbers:
        line = subject.candidates[0]
        return FoldScoresNumbers(scores=line.scores, train_scores=line.train_scores, mean=line.mean, std=line.std)

    def draw(self, figure: "Figure", numbers: FoldScoresNumbers) -> None:
        axes = figure.add_subplot()
        folds = range(1, len(numbers.scores) + 1)
        if numbers.mean is not None and numbers.std is not None:
            axes.axhspan(numbers.mean - numbers.std, numbers.mean + numbers.std, color=NEUTRAL, alpha=0.18, linewidth=0, label="one deviation")
            axes.axhline(numbers.mean, color=NEUTRAL, linestyle="--", label="mean")
        axes.plot(folds, drawable(numbers.scores), color=COLORS[0], marker=MARKERS[0], linestyle="", markersize=7, label="held-back fold")
        if any(value is not None for value in numbers.train_scores):
            axes.plot(folds, drawable(numbers.train_scores), color=COLORS[1], marker=MARKERS[2], linestyle="", markersize=7, label="other folds")
        name_axes(axes, "fold", "score")
        whole_numbers(axes)
        legend(axes)

    def caption(self, numbers: FoldScoresNumbers) -> str:
        known = [value for value in numbers.scores if value is not None]
        if numbers.mean is None or numbers.std is None:
            return f"{len(known)} of {len(numbers.scores)} folds have a score."
        spread = f"from {min(known):.4g} to {max(known):.4g}"
        return f"The mean score of {len(known)} folds is {numbers.mean:.4g}, with a standard deviation of {numbers.std:.2g}; they range {spread}."
