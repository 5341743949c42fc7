"""Where a search looked: its candidates over one or two keys of numbers, round by round."""

from typing import TYPE_CHECKING, Any

from models.plots.candidates import best_index, has_log_scale, is_number, params_text, searched, varied_keys
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.style import ORDERED, log_scale, name_axes, point_look

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most candidates that are drawn, best first.
MAX_DRAWN = 1000


class SearchPoint(Numbers):
    """A candidate: its round, its values, and its mean score."""

    round: int
    values: list[float]
    score: float


class SearchPointNumbers(Numbers):
    """The candidates with a score, over one or two keys."""

    keys: list[str]
    n_rounds: int
    n_candidates: int
    best: str
    points: list[SearchPoint]


class SearchPoints(Plot[Run, SearchPointNumbers]):
    """The candidates of each round over the searched range."""

    name, title, subject, form, rank = "search-points", "where the search looked", Run, SearchPointNumbers, 62

    def applies(self, subject: Run) -> bool:
        strategy = subject.job_spec.get("search", {}).get("strategy") if searched(subject) else None
        return strategy in ("multiresolution", "random") and bool(_keys(subject)) and best_index(subject.candidates) is not None

    def numbers(self, subject: Run) -> SearchPointNumbers:
        candidates, keys = searched(subject), _keys(subject)[:2]
        scored = sorted((one for one in candidates if one.mean is not None), key=lambda one: one.rank or 0)[:MAX_DRAWN]
        return SearchPointNumbers(
            keys=keys,
            n_rounds=1 + max(one.round for one in candidates),
            n_candidates=len(candidates),
            best=params_text(scored[0].params, varied_keys(candidates)),
            points=[SearchPoint(round=one.round, values=[float(one.params[key]) for key in keys], score=one.mean or 0.0) for one in scored],
        )

    def draw(self, figure: "Figure", numbers: SearchPointNumbers) -> None:
        axes = figure.add_subplot()
        in_plane = len(numbers.keys) == 2
        for index in range(numbers.n_rounds):
            points = [point for point in numbers.points if point.round == index]
            if points:
                _draw_round(axes, points, index, _limits(numbers) if in_plane else None)
        best = numbers.points[0]
        axes.scatter(best.values[0], best.values[1] if in_plane else best.score, s=150, marker="*", color="black", label="best", zorder=3)
        name_axes(axes, numbers.keys[0], numbers.keys[1] if in_plane else "mean score")
        for axis, position in zip("xy", range(len(numbers.keys)), strict=False):
            if has_log_scale([point.values[position] for point in numbers.points]):
                log_scale(axes, axis)
        if in_plane:
            figure.colorbar(axes.collections[0], ax=axes, label="mean score")
        axes.legend()

    def caption(self, numbers: SearchPointNumbers) -> str:
        rounds = f" in {numbers.n_rounds} rounds, each nearer to the best" if numbers.n_rounds > 1 else ""
        drawn = f" {len(numbers.points):,} of {numbers.n_candidates:,} candidates are drawn." if len(numbers.points) < numbers.n_candidates else ""
        return f"{numbers.n_candidates:,} candidates{rounds}; the best is {numbers.best} with a mean score of {numbers.points[0].score:.4g}.{drawn}"


def _keys(run: Run) -> list[str]:
    """Return the varied keys whose values are numbers."""
    return [key for key in varied_keys(run.candidates) if all(is_number(one.params.get(key)) for one in run.candidates)]


def _limits(numbers: SearchPointNumbers) -> tuple[float, float]:
    scores = [point.score for point in numbers.points]
    return min(scores), max(scores)


def _draw_round(axes: Any, points: list[SearchPoint], index: int, limits: tuple[float, float] | None) -> None:
    x, look, name = [point.values[0] for point in points], point_look(index), f"round {index + 1}"
    if limits is None:
        axes.scatter(x, [point.score for point in points], s=26, label=name, **look)
        return
    colored = {"c": [point.score for point in points], "cmap": ORDERED, "vmin": limits[0], "vmax": limits[1]}
    axes.scatter(x, [point.values[1] for point in points], s=40, marker=look["marker"], edgecolors=look["color"], label=name, **colored)
