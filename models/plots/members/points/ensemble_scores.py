"""The score of an ensemble by the number of its estimators."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array
from models.core.deferred_rows import in_memory
from models.evaluation.point_plots import some_rows
from models.evaluation.record import PartName
from models.plots.plot import Numbers, Plot
from models.plots.row_model import takes_numbers
from models.plots.run import Run
from models.plots.stages import estimator_names, pipeline_of
from models.plots.style import drawable, name_axes, series_look, whole_numbers

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most samples of a part that are scored with each number of estimators.
MAX_SCORED = 5000
#: Ensembles that predict by their first estimators themselves, and those whose estimators are averaged.
_STAGED = tuple(f"{family}{role}" for family in ("AdaBoost", "GradientBoosting", "HistGradientBoosting") for role in ("Classifier", "Regressor"))
_AVERAGED = ("RandomForestClassifier", "RandomForestRegressor")


class PartScores(Numbers):
    """The score on a part, by the number of estimators from 1."""

    part: str
    scores: list[float | None]


class EnsembleNumbers(Numbers):
    """The scores of each part."""

    score: str
    n_estimators: int
    n_wanted: int | None
    parts: list[PartScores]


class EnsembleScores(Plot[Run, EnsembleNumbers]):
    """The score of the first estimators of an ensemble, by their number."""

    name = "ensemble-scores"
    title = "score by number of estimators"
    subject = Run
    form = EnsembleNumbers
    rank = 113

    def applies(self, subject: Run) -> bool:
        return takes_numbers(subject) and any(name in (*_STAGED, *_AVERAGED) for name in estimator_names(subject)[-1:])

    def numbers(self, subject: Run) -> EnsembleNumbers:
        pipeline = pipeline_of(subject)
        estimator, is_classifier = pipeline[-1], hasattr(pipeline, "classes_")
        score = _accuracy if is_classifier else _r2
        names = {"train": "training", "test": "test"}
        found = [PartScores(part=name, scores=_scores(subject, part, pipeline, score)) for part, name in names.items() if part in subject.raw_parts]
        params = estimator.get_params(deep=False)
        return EnsembleNumbers(
            score="accuracy" if is_classifier else "r2",
            n_estimators=len(found[0].scores),
            n_wanted=params.get("n_estimators", params.get("max_iter")),
            parts=found,
        )

    def draw(self, figure: "Figure", numbers: EnsembleNumbers) -> None:
        axes = figure.add_subplot()
        for index, part in enumerate(numbers.parts):
            marker = "o" if numbers.n_estimators < 30 else ""
            axes.plot(np.arange(1, numbers.n_estimators + 1), drawable(part.scores), marker=marker, label=f"{part.part} part", **series_look(index))
        name_axes(axes, "number of estimators", numbers.score)
        whole_numbers(axes)
        axes.set_xlim(0, numbers.n_estimators + 1)
        axes.legend()

    def caption(self, numbers: EnsembleNumbers) -> str:
        few = numbers.n_wanted is not None and numbers.n_estimators < numbers.n_wanted
        stopped = f" Fitting stopped after {numbers.n_estimators} of {numbers.n_wanted} estimators." if few else ""
        return f"With all estimators the {numbers.score} is {_said(numbers)}.{stopped}"


def _said(numbers: EnsembleNumbers) -> str:
    last = ((part.part, part.scores[-1]) for part in numbers.parts if part.scores)
    return " and ".join(f"{score:.4g} on the {part} part" if score is not None else f"not known on the {part} part" for part, score in last)


def _scores(run: Run, part: PartName, pipeline: Any, score: Callable[[Array, Array], float]) -> list[float | None]:
    pairs = run.prepared(part)
    rows = some_rows(pairs.n_samples, MAX_SCORED)
    (x,), (y,) = pairs.x.values(), pairs.y.values()
    seen = in_memory(x[rows])
    seen = seen if len(pipeline) == 1 else pipeline[:-1].transform(seen)
    true = np.ravel(in_memory(y[rows]))
    return [score(true, np.ravel(found)) for found in _staged(pipeline[-1], seen)]


def _staged(estimator: Any, x: Array) -> Iterator[Array]:
    """Yield the predictions of the first estimator, of the first two, and so on."""
    if type(estimator).__name__ in _STAGED:
        yield from estimator.staged_predict(x)
        return
    classes, total = getattr(estimator, "classes_", None), 0.0
    for number, tree in enumerate(estimator.estimators_, 1):
        total = total + (tree.predict(x) if classes is None else tree.predict_proba(x))
        yield total / number if classes is None else classes[np.argmax(total, axis=1)]


def _accuracy(true: Array, found: Array) -> float:
    return float(np.mean(true == found))


def _r2(true: Array, found: Array) -> float:
    spread = float(np.sum((true - true.mean()) ** 2))
    return float("nan") if not spread else 1 - float(np.sum((true - found) ** 2)) / spread
