"""The scores of the candidates of a search, by the value of its only key or in order."""

from typing import TYPE_CHECKING, Any

import numpy as np

from models.plots.candidates import best_index, has_log_scale, is_number, params_text, searched, varied_keys
from models.plots.plot import Numbers, Plot
from models.plots.run import Candidate, Run
from models.plots.style import COLORS, MARKERS, drawable, log_scale, name_axes, whole_numbers

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most candidates whose values are written below the axis.
MAX_WRITTEN = 30
#: Most candidates that are drawn: of more, every second, third ... and the best.
MAX_DRAWN = 1000


class ScoredCandidate(Numbers):
    """A candidate with its scores: means over the folds, and their standard deviation."""

    candidate: int
    params: str
    value: float | None
    mean: float | None
    std: float | None
    mean_train: float | None


class ScoreCurveNumbers(Numbers):
    """The scores of the candidates, and the key that they are drawn over, if one of numbers alone varies."""

    key: str | None
    is_ranked: bool
    n_candidates: int
    n_folds: int
    best: int | None
    candidates: list[ScoredCandidate]


class ScoreCurve(Plot[Run, ScoreCurveNumbers]):
    """Score of each candidate on held-back folds, with its deviation, and on the training folds."""

    name, title, subject, form, rank = "score-curve", "scores of the candidates", Run, ScoreCurveNumbers, 60

    def applies(self, subject: Run) -> bool:
        return bool(searched(subject)) and bool(varied_keys(subject.candidates))

    def numbers(self, subject: Run) -> ScoreCurveNumbers:
        candidates = searched(subject)
        keys, best = varied_keys(candidates), best_index(candidates)
        key = keys[0] if len(keys) == 1 and all(is_number(one.params.get(keys[0])) for one in candidates) else None
        is_ranked = key is None and subject.job_spec["search"]["strategy"] == "random"
        ordered = sorted(candidates, key=_by_rank if is_ranked else lambda one: float(one.params[key]) if key else one.candidate)
        stride = -(-len(candidates) // MAX_DRAWN)
        return ScoreCurveNumbers(
            key=key,
            is_ranked=is_ranked,
            n_candidates=len(candidates),
            n_folds=max(len(one.scores) for one in candidates),
            best=None if best is None else candidates[best].candidate,
            candidates=[_line(one, key, keys) for index, one in enumerate(ordered) if index % stride == 0 or one.rank == 1],
        )

    def draw(self, figure: "Figure", numbers: ScoreCurveNumbers) -> None:
        axes = figure.add_subplot()
        lines = numbers.candidates
        x = [float(index if one.value is None else one.value) for index, one in enumerate(lines)]
        _draw_scores(axes, x, numbers)
        if numbers.key is not None:
            name_axes(axes, numbers.key, "score")
            if has_log_scale(x):
                log_scale(axes, "x")
        else:
            name_axes(axes, "candidate, best first" if numbers.is_ranked else "candidate", "score")
            _name_candidates(axes, numbers)
        axes.legend()

    def caption(self, numbers: ScoreCurveNumbers) -> str:
        best = next((one for one in numbers.candidates if one.candidate == numbers.best), None)
        if best is None:
            return "No candidate has all its scores."
        folds = f" over {numbers.n_folds} folds" if numbers.n_folds > 1 else ""
        failed = sum(one.mean is None for one in numbers.candidates)
        notes = [f" {failed:,} candidates failed."] if failed else []
        notes += [f" {len(numbers.candidates):,} of {numbers.n_candidates:,} are drawn."] if len(numbers.candidates) < numbers.n_candidates else []
        return f"The best candidate is {best.params} with a mean score of {best.mean:.4g}{folds}.{''.join(notes)}"


def _by_rank(one: Candidate) -> tuple[bool, int]:
    return one.rank is None, one.rank or 0


def _line(one: Candidate, key: str | None, keys: list[str]) -> ScoredCandidate:
    return ScoredCandidate(
        candidate=one.candidate,
        params=params_text(one.params, keys),
        value=float(one.params[key]) if key else None,
        mean=one.mean,
        std=one.std,
        mean_train=one.mean_train,
    )


def _draw_scores(axes: Any, x: list[float], numbers: ScoreCurveNumbers) -> None:
    lines = numbers.candidates
    means, deviations = np.array(drawable([one.mean for one in lines])), np.array(drawable([one.std for one in lines]))
    if any(one.mean_train is not None for one in lines):
        trained = drawable([one.mean_train for one in lines])
        axes.plot(x, trained, color=COLORS[1], linestyle="--", marker=MARKERS[2], markersize=_size(lines), label="training folds")
    held_back = "held-back folds" if numbers.n_folds > 1 else "score"
    axes.plot(x, means, color=COLORS[0], linestyle="-", marker=MARKERS[0], markersize=_size(lines), label=held_back)
    if numbers.n_folds > 1:
        axes.fill_between(x, means - deviations, means + deviations, color=COLORS[0], alpha=0.15, linewidth=0, label="one deviation")
    at = next((index for index, one in enumerate(lines) if one.candidate == numbers.best), None)
    if at is not None:
        axes.plot(x[at], means[at], color="black", linestyle="", marker="*", markersize=13, label="best")


def _size(lines: list[ScoredCandidate]) -> float:
    return 4.0 if len(lines) <= 60 else 0.0


def _name_candidates(axes: Any, numbers: ScoreCurveNumbers) -> None:
    if numbers.n_candidates > MAX_WRITTEN:
        whole_numbers(axes)
        return
    axes.set_xticks(range(len(numbers.candidates)), [one.params for one in numbers.candidates], rotation=90, fontsize=7)
    axes.set_xlabel("")
