"""A regression over one column in the units of the model, beside its inverse in the units of the data."""

from typing import TYPE_CHECKING

import numpy as np

from models.core.arrays import Array
from models.plots.class_points import marker_area
from models.plots.plot import Numbers, Plot
from models.plots.row_model import n_columns, predicted, predicts_value
from models.plots.rows import column_name, drawn_note, drawn_parts, finite
from models.plots.run import Run
from models.plots.style import COLORS, name_axes
from models.preprocessing.chain import Chain

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Points of the line.
N_LINE = 100


class FittedLine(Numbers):
    """Training samples, and the line of the model, in one kind of unit."""

    x: list[float]
    y: list[float]
    line_x: list[float]
    line_y: list[float]


class ScaledLineNumbers(Numbers):
    """The line in the units of the model and in those of the data."""

    column: str
    n_samples: int
    scaled: FittedLine
    raw: FittedLine


class ScaledLine(Plot[Run, ScaledLineNumbers]):
    """The line as it was fitted to scaled data, and its inverse."""

    name = "scaled-line"
    title = "line in scaled and in original units"
    subject = Run
    form = ScaledLineNumbers
    shows_data = True
    size_inches = (6.8, 3.4)
    rank = 102

    def applies(self, subject: Run) -> bool:
        if not (predicts_value(subject) and n_columns(subject) == 1):
            return False
        (targets,) = subject.content.chain.targets.values()
        return any(step.scales for step in targets)

    def numbers(self, subject: Run) -> ScaledLineNumbers:
        (part, *_) = drawn_parts(subject.raw)
        x, y = part.columns([0])[:, 0], np.asarray(part.targets, np.float64).ravel()
        line = np.linspace(np.nanmin(x), np.nanmax(x), N_LINE)
        return ScaledLineNumbers(
            column=column_name(next(iter(subject.raw.inputs.values())), 0),
            n_samples=part.n_samples,
            scaled=_line(_scaled(subject, x, y), _scaled(subject, line, None)),
            raw=_line((x, y), (line, predicted(subject.predictor, line[:, None]).ravel())),
        )

    def draw(self, figure: "Figure", numbers: ScaledLineNumbers) -> None:
        for axes, fitted, suffix in zip(figure.subplots(1, 2), (numbers.scaled, numbers.raw), (", scaled", ""), strict=True):
            axes.scatter(fitted.x, fitted.y, s=marker_area(len(fitted.x)), color=COLORS[0], alpha=0.7, linewidths=0)
            axes.plot(fitted.line_x, fitted.line_y, color="black", linewidth=1.5)
            name_axes(axes, f"{numbers.column}{suffix}", f"target{suffix}")

    def caption(self, numbers: ScaledLineNumbers) -> str:
        scaled, raw = numbers.scaled, numbers.raw
        return (
            f"The model was fitted in scaled units (left), where its line runs from {_point(scaled, 0)} to {_point(scaled, -1)}; its predictions are "
            f"inverted to the units of the data (right), from {_point(raw, 0)} to {_point(raw, -1)}.{drawn_note(len(raw.x), numbers.n_samples)}"
        )


def _scaled(run: Run, x: Array, y: Array | None) -> tuple[Array, Array]:
    """Return raw inputs, and targets or else predictions, in the units of the model."""
    chain, inputs = run.content.chain, dict.fromkeys(run.content.signature.inputs, x[:, None])
    prepared = chain.prepare(inputs)
    (values,) = run.predictor.runtime.run(prepared).values() if y is None else [_scaled_targets(chain, y)]
    (scaled,) = prepared.values()
    return np.asarray(scaled, np.float64).ravel(), np.asarray(values, np.float64).ravel()


def _scaled_targets(chain: Chain, y: Array) -> Array:
    (steps,) = chain.targets.values()
    for step in steps:
        y = step.apply(y)
    return y


def _line(samples: tuple[Array, Array], line: tuple[Array, Array]) -> FittedLine:
    (x, y), (line_x, line_y) = finite(*samples), finite(*line)
    return FittedLine(x=x.tolist(), y=y.tolist(), line_x=line_x.tolist(), line_y=line_y.tolist())


def _point(fitted: FittedLine, at: int) -> str:
    return f"({fitted.line_x[at]:.4g}, {fitted.line_y[at]:.4g})"
