"""Powers of a column, each with the weight that a linear model over polynomial features gave it, and their sum."""

from typing import TYPE_CHECKING

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.plots.plot import Numbers, Plot
from models.plots.row_model import n_columns
from models.plots.rows import column_name, drawn_parts
from models.plots.run import Run
from models.plots.stages import estimator_names, n_scaling, pipeline_of, stages_of, through
from models.plots.style import name_axes, series_look

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Name of the estimator.
_POLYNOMIAL = "PolynomialFeatures"
#: Points of each curve.
N_POINTS = 120
#: Most columns, and most powers of each, that are drawn.
MAX_COLUMNS, MAX_POWERS = 2, 12


class Term(Numbers):
    """A power of the column, times its weight."""

    power: int
    weight: float
    values: list[float]


class ColumnCurves(Numbers):
    """The terms of one column with all others at 0, and the sum of all its terms and the intercept."""

    column: str
    x: list[float]
    intercept: float
    terms: list[Term]
    total: list[float]


class CurveNumbers(Numbers):
    """The curves of the first columns."""

    n_columns: int
    columns: list[ColumnCurves]


class PolynomialCurves(Plot[Run, CurveNumbers]):
    """The weighted powers of each column, and their sum."""

    name = "polynomial-curves"
    title = "weighted powers and their sum"
    subject = Run
    form = CurveNumbers
    size_inches = (6.8, 3.4)
    rank = 112

    def applies(self, subject: Run) -> bool:
        return n_columns(subject) > 0 and _POLYNOMIAL in estimator_names(subject)[:-1]

    def numbers(self, subject: Run) -> CurveNumbers:
        stages, estimator = stages_of(subject), pipeline_of(subject)[-1]
        at = next(index for index, stage in enumerate(stages) if stage.name == _POLYNOMIAL)
        weights = np.atleast_2d(getattr(estimator, "coef_", np.empty((0, 0))))
        if len(weights) != 1 or at + 1 != len(stages):
            raise DataError("expected one linear model of two classes or of one value, straight after the polynomial features")
        rows = through(stages[:at], drawn_parts(subject.raw)[0].inputs)
        source, is_raw = next(iter(subject.raw.inputs.values())), at <= n_scaling(subject)
        names = [column_name(source, column) if is_raw else f"column {column}" for column in range(min(rows.shape[1], MAX_COLUMNS))]
        intercept = float(np.ravel(estimator.intercept_)[0])
        columns = [_curves(stages[at].fitted.powers_, weights[0], intercept, rows, index, name) for index, name in enumerate(names)]
        return CurveNumbers(n_columns=rows.shape[1], columns=columns)

    def draw(self, figure: "Figure", numbers: CurveNumbers) -> None:
        panels = figure.subplots(1, len(numbers.columns), squeeze=False)[0]
        for axes, curves in zip(panels, numbers.columns, strict=True):
            for index, term in enumerate(curves.terms):
                axes.plot(
                    curves.x, term.values, linewidth=1.1, label=f"{term.weight:.3g} · {curves.column}{_exponent(term.power)}", **series_look(index)
                )
            axes.plot(curves.x, curves.total, color="black", linewidth=2.4, label="sum")
            axes.axhline(0, color="black", linewidth=0.6)
            axes.legend(fontsize=7, loc="best")
            name_axes(axes, curves.column, "")
        panels[0].set_ylabel("value")

    def caption(self, numbers: CurveNumbers) -> str:
        highest = max((term.power for curves in numbers.columns for term in curves.terms), default=0)
        others = ", with the other columns at 0" if numbers.n_columns > 1 else ""
        few = f" The first {len(numbers.columns)} of {numbers.n_columns:,} columns are drawn." if len(numbers.columns) < numbers.n_columns else ""
        return (
            f"Each power up to {highest} is drawn times its weight{others}; the thick line is their sum with the intercept, the model's score.{few}"
        )


def _curves(powers: Array, weights: Array, intercept: float, rows: Array, column: int, name: str) -> ColumnCurves:
    x = np.linspace(np.nanmin(rows[:, column]), np.nanmax(rows[:, column]), N_POINTS)
    pure = np.flatnonzero(powers.sum(axis=1) == powers[:, column])
    found = {int(powers[index, column]): float(weights[index]) for index in pure}
    constant = intercept + found.pop(0, 0.0)
    terms = [(power, weight, weight * x**power) for power, weight in sorted(found.items())]
    total = constant + sum((values for _, _, values in terms), np.zeros_like(x))
    drawn = [Term(power=power, weight=weight, values=values.tolist()) for power, weight, values in terms[:MAX_POWERS]]
    return ColumnCurves(column=name, x=x.tolist(), intercept=constant, terms=drawn, total=total.tolist())


def _exponent(power: int) -> str:
    """Return a power as raised digits; nothing for the first."""
    return "" if power == 1 else str(power).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
