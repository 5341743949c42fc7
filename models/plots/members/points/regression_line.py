"""A regression over one column: the line through the data, and the residuals below."""

from typing import TYPE_CHECKING, Any

import numpy as np

from models.plots.class_points import marker_area
from models.plots.plot import Numbers, Plot
from models.plots.row_model import n_columns, predicted, predicts_value
from models.plots.rows import DrawnPart, column_name, drawn_note, drawn_parts, finite
from models.plots.run import Run
from models.plots.style import drawable, point_look, shown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Points of the line.
N_LINE = 200


class FittedPart(Numbers):
    """The samples of a part, with predicted minus true values as residuals."""

    part: str
    n_samples: int
    rmse: float
    x: list[float]
    target: list[float]
    residual: list[float]


class LineNumbers(Numbers):
    """The predicted line, and the data."""

    column: str
    line_x: list[float]
    line_y: list[float | None]
    parts: list[FittedPart]


class RegressionLine(Plot[Run, LineNumbers]):
    """The predicted line through the data, and the residual of each target."""

    name = "regression-line"
    title = "regression line and residuals"
    subject = Run
    form = LineNumbers
    shows_data = True
    rank = 100

    def applies(self, subject: Run) -> bool:
        return predicts_value(subject) and n_columns(subject) == 1

    def numbers(self, subject: Run) -> LineNumbers:
        parts = drawn_parts(subject.raw)
        x = np.concatenate([part.columns([0]) for part in parts])
        line = np.linspace(np.nanmin(x), np.nanmax(x), N_LINE)
        return LineNumbers(
            column=column_name(next(iter(subject.raw.inputs.values())), 0),
            line_x=line.tolist(),
            line_y=predicted(subject.predictor, line[:, None]).ravel().tolist(),
            parts=[_fitted(subject, part) for part in parts],
        )

    def draw(self, figure: "Figure", numbers: LineNumbers) -> None:
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=[3, 1])
        area = marker_area(sum(len(part.x) for part in numbers.parts))
        for index, part in enumerate(numbers.parts):
            look: dict[str, Any] = {"s": area, **point_look(index), "alpha": 0.6, "linewidths": 0}
            above.scatter(part.x, part.target, label=f"{part.part} part", **look)
            below.scatter(part.x, part.residual, **look)
        above.plot(numbers.line_x, drawable(numbers.line_y), color="black", linewidth=1.5, label="predicted")
        above.set_ylabel("target")
        above.legend()
        below.axhline(0, color="black", linewidth=1)
        below.set(ylabel="residual", xlabel=shown(numbers.column))

    def caption(self, numbers: LineNumbers) -> str:
        said = " and ".join(f"{part.rmse:.4g} on the {part.part} part" for part in numbers.parts)
        note = drawn_note(sum(len(part.x) for part in numbers.parts), sum(part.n_samples for part in numbers.parts))
        return f"The root of the mean squared residual is {said}.{note}"


def _fitted(run: Run, part: DrawnPart) -> FittedPart:
    true = np.asarray(part.targets, np.float64).ravel()
    x, target, residual = finite(part.columns([0])[:, 0], true, predicted(run.predictor, part.inputs).ravel() - true)
    return FittedPart(
        part=part.name,
        n_samples=part.n_samples,
        rmse=float(np.sqrt(np.mean(residual**2))) if len(residual) else 0.0,
        x=x.tolist(),
        target=target.tolist(),
        residual=residual.tolist(),
    )
