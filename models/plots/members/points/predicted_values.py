"""A regression: predicted against true values, and the histogram of the residuals."""

from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array
from models.plots.class_points import marker_area
from models.plots.plot import Numbers, Plot
from models.plots.row_model import predicted, predicts_value
from models.plots.rows import DrawnPart, drawn_note, drawn_parts, finite
from models.plots.run import Run
from models.plots.style import COLORS, MARKERS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Bars of the histogram.
N_BARS = 24


class ValuesOfPart(Numbers):
    """True and predicted values of a part, and the share of its samples in each bar of residuals."""

    part: str
    n_samples: int
    r2: float | None
    true: list[float]
    predicted: list[float]
    shares: list[float]


class ValueNumbers(Numbers):
    """The edges of the bars of residuals, and the parts."""

    edges: list[float]
    parts: list[ValuesOfPart]


class PredictedValues(Plot[Run, ValueNumbers]):
    """Predicted against true values, and the histogram of their differences."""

    name = "predicted-values"
    title = "predicted and true values"
    subject = Run
    form = ValueNumbers
    shows_data = True
    rank = 101

    def applies(self, subject: Run) -> bool:
        return predicts_value(subject)

    def numbers(self, subject: Run) -> ValueNumbers:
        parts = drawn_parts(subject.raw)
        values = [_values(subject, part) for part in parts]
        edges = np.histogram_bin_edges(np.concatenate([found - true for true, found in values]), N_BARS)
        return ValueNumbers(edges=edges.tolist(), parts=[_part(part, true, found, edges) for part, (true, found) in zip(parts, values, strict=True)])

    def draw(self, figure: "Figure", numbers: ValueNumbers) -> None:
        left, right = figure.subplots(1, 2, width_ratios=[3, 2])
        area = marker_area(sum(len(part.true) for part in numbers.parts))
        for index, part in enumerate(numbers.parts):
            look: dict[str, Any] = {"color": COLORS[index], "label": f"{part.part} part"}
            left.scatter(part.true, part.predicted, s=area, marker=MARKERS[index], alpha=0.6, linewidths=0, **look)
            right.stairs(part.shares, numbers.edges, fill=index == 0, alpha=0.6 if index == 0 else 1.0, linewidth=1.5, **look)
        left.axline(_first(numbers), slope=1, color="black", linewidth=1)
        left.set(xlabel="true value", ylabel="predicted value")
        left.legend()
        right.set(xlabel="predicted minus true value", ylabel="share of samples")

    def caption(self, numbers: ValueNumbers) -> str:
        known = [f"{part.r2:.4g} on the {part.part} part" for part in numbers.parts if part.r2 is not None]
        note = drawn_note(sum(len(part.true) for part in numbers.parts), sum(part.n_samples for part in numbers.parts))
        return "Points on the line are predicted exactly." + (f" r2 is {' and '.join(known)}." if known else "") + note


def _first(numbers: ValueNumbers) -> tuple[float, float]:
    """Return a point of the diagonal within the data."""
    at = next((part.true[0] for part in numbers.parts if part.true), 0.0)
    return at, at


def _values(run: Run, part: DrawnPart) -> tuple[Array, Array]:
    """Return the true and the predicted values of a part, float64 arrays of shape (n_drawn,)."""
    true, found = finite(np.asarray(part.targets, np.float64).ravel(), np.asarray(predicted(run.predictor, part.inputs), np.float64).ravel())
    return true, found


def _part(part: DrawnPart, true: Array, found: Array, edges: Array) -> ValuesOfPart:
    residual = found - true
    spread = float(np.sum((true - true.mean()) ** 2)) if len(true) else 0.0
    counts, _ = np.histogram(residual, edges)
    return ValuesOfPart(
        part=part.name,
        n_samples=part.n_samples,
        r2=float(1 - np.sum(residual**2) / spread) if spread else None,
        true=true.tolist(),
        predicted=found.tolist(),
        shares=(counts / max(len(residual), 1)).tolist(),
    )
