"""The confidence of a classifier, or the value of a regression, over the plane of two columns: in space, and from above."""

from typing import TYPE_CHECKING

import numpy as np

from models.artifact.signature import Method
from models.core.arrays import Array
from models.plots.plane import Rectangle, rectangle_round, values_over
from models.plots.plot import Numbers, Plot
from models.plots.row_model import n_columns, predicts_value
from models.plots.rows import column_name, drawn_parts
from models.plots.run import Run
from models.plots.surfaces import Surface, draw_surface

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Points along each axis of the grid.
N_STEPS = 81
#: Lowest and highest score of a decision function that is drawn: beyond 1 a classifier is sure.
CLAMP = (-1.3, 1.3)
#: Share of the targets' range by which values over the plane may exceed it before they are clamped.
BEYOND = 0.5
#: Methods that show how sure a classifier is, the first that it has.
_METHODS = (Method.PREDICT_PROBA, Method.DECISION_FUNCTION)


class SurfaceNumbers(Numbers):
    """Values over a grid, from the lowest y to the highest, clamped to `clamp`.

    Args:
        meaning: What the values are.
        boundary: Value at which the predicted class changes; None of values and of more than two classes.
        n_clamped: Number of points whose value was clamped.
    """

    columns: tuple[str, str]
    meaning: str
    range: Rectangle
    clamp: tuple[float, float]
    boundary: float | None
    n_clamped: int
    values: list[list[float]]


class ConfidenceSurface(Plot[Run, SurfaceNumbers]):
    """How sure the model is, or what it predicts, at each point of the plane."""

    name = "surface"
    title = "surface over two columns"
    subject = Run
    form = SurfaceNumbers
    size_inches = (6.8, 3.4)
    rank = 111

    def applies(self, subject: Run) -> bool:
        return n_columns(subject) == 2 and (predicts_value(subject) or _method(subject) is not None)

    def numbers(self, subject: Run) -> SurfaceNumbers:
        parts, source = drawn_parts(subject.raw), next(iter(subject.raw.inputs.values()))
        rectangle = rectangle_round([part.columns([0, 1]) for part in parts])
        method = _method(subject)
        values = values_over(subject.predictor, rectangle, N_STEPS, method).values
        meaning, boundary = _meaning(method, values.ndim)
        values = values.max(axis=0) if values.ndim == 3 else values
        clamp = _clamp(method, values, parts[0].targets)
        return SurfaceNumbers(
            columns=(column_name(source, 0), column_name(source, 1)),
            meaning=meaning,
            range=rectangle,
            clamp=clamp,
            boundary=boundary,
            n_clamped=int(((values < clamp[0]) | (values > clamp[1])).sum()),
            values=np.clip(np.nan_to_num(values, nan=clamp[0]), *clamp).tolist(),
        )

    def draw(self, figure: "Figure", numbers: SurfaceNumbers) -> None:
        surface = Surface(
            numbers.range.x, numbers.range.y, numbers.columns, np.array(numbers.values), numbers.clamp, numbers.meaning, numbers.boundary
        )
        draw_surface(figure, surface)

    def caption(self, numbers: SurfaceNumbers) -> str:
        share = numbers.n_clamped / max(1, len(numbers.values) ** 2)
        clamped = f" Values are clamped to {numbers.clamp[0]:.4g} to {numbers.clamp[1]:.4g}, {share:.0%} of the points." if numbers.n_clamped else ""
        edge = " The white line is the boundary between the classes." if numbers.boundary is not None else ""
        return f"The height and the colour are the {numbers.meaning} at each point, seen in space and from above.{edge}{clamped}"


def _method(run: Run) -> Method | None:
    """Return the method whose values show how sure a classifier is; None of other models."""
    methods = run.content.signature.methods if run.kind == "classification" else ()
    return next((method for method in _METHODS if method in methods), None)


def _meaning(method: Method | None, n_axes: int) -> tuple[str, float | None]:
    if method is None:
        return "predicted value", None
    if n_axes == 3:
        return ("score" if method is Method.DECISION_FUNCTION else "probability") + " of the likeliest class", None
    return ("decision function", 0.0) if method is Method.DECISION_FUNCTION else ("probability of the second class", 0.5)


def _clamp(method: Method | None, values: Array, targets: Array | None) -> tuple[float, float]:
    """Return the lowest and the highest value that are drawn."""
    if method is Method.PREDICT_PROBA:
        return 0.0, 1.0
    if method is Method.DECISION_FUNCTION:
        return CLAMP
    known = np.asarray(values if targets is None else targets, np.float64)
    low, high = float(np.nanmin(known)), float(np.nanmax(known))
    room = BEYOND * (high - low) or 1.0
    return max(low - room, float(np.nanmin(values)) - 1e-9), min(high + room, float(np.nanmax(values)) + 1e-9)
