"""Each metric by epoch, beside its value on the validation part."""

from typing import TYPE_CHECKING

from models.evaluation.overfitting import find_overfitting
from models.plots.epochs import PACE, EpochCurve, curve_of, draw_curve, mark_overfitting, some_epochs
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.style import SMALL_PT, legend, name_axes, shown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most metrics that are drawn, and most letters of the name of one of several.
MAX_METRICS, MAX_LETTERS = 6, 40


class MetricCurves(Numbers):
    """One metric by epoch."""

    name: str
    training: EpochCurve
    validation: EpochCurve | None


class MetricsNumbers(Numbers):
    """Metrics by epoch."""

    epochs: list[int]
    metrics: list[MetricCurves]
    overfits_after: int | None


class MetricsPlot(Plot[Run, MetricsNumbers]):
    """Training and validation value of every metric by epoch."""

    name, title, subject, form, rank = "metrics", "metrics by epoch", Run, MetricsNumbers, 1

    def applies(self, subject: Run) -> bool:
        return bool(_metrics(subject))

    def numbers(self, subject: Run) -> MetricsNumbers:
        found = find_overfitting(subject.epochs)
        return MetricsNumbers(
            epochs=[int(line["epoch"]) for line in some_epochs(subject.epochs)],
            metrics=[_curves(subject, name) for name in _metrics(subject)[:MAX_METRICS]],
            overfits_after=found.epoch if found else None,
        )

    def draw(self, figure: "Figure", numbers: MetricsNumbers) -> None:
        n_columns = 1 if len(numbers.metrics) == 1 else 2
        n_rows = -(-len(numbers.metrics) // n_columns)
        for index, metric in enumerate(numbers.metrics):
            axes = figure.add_subplot(n_rows, n_columns, index + 1)
            draw_curve(axes, 0, "training", numbers.epochs, metric.training)
            if metric.validation is not None:
                draw_curve(axes, 1, "validation", numbers.epochs, metric.validation)
            mark_overfitting(axes, numbers.epochs, numbers.overfits_after)
            if len(numbers.metrics) == 1:
                name_axes(axes, "epoch", metric.name)
            else:  # Beside a low panel, a long name would stand in the one above.
                axes.set_title(shown(metric.name, MAX_LETTERS), fontsize=SMALL_PT)
                axes.set_xlabel("epoch" if index >= len(numbers.metrics) - n_columns else "")
            if index == 0:
                legend(axes)

    def caption(self, numbers: MetricsNumbers) -> str:
        return f"After epoch {numbers.epochs[-1]:,}: {'; '.join(map(_said, numbers.metrics))}."


def _metrics(subject: Run) -> list[str]:
    """Return the metrics besides the loss; those of an output have its name."""
    names = dict.fromkeys(name for line in subject.epochs for name in line)
    return [name for name in names if name not in PACE and name != "loss" and not name.startswith("val_")]


def _curves(subject: Run, name: str) -> MetricCurves:
    training = curve_of(subject.epochs, name)
    assert training is not None
    return MetricCurves(name=name, training=training, validation=curve_of(subject.epochs, f"val_{name}"))


def _said(metric: MetricCurves) -> str:
    parts = {"training": metric.training.last, "validation": metric.validation.last if metric.validation else None}
    return f"{metric.name} {', '.join(f'{value:.4g} ({part})' for part, value in parts.items() if value is not None) or 'not finite'}"
