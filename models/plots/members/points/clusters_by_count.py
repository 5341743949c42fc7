"""A search for the number of clusters: the clusters of each candidate, side by side."""

from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.plots.cluster_points import ClusterPoints, Plane, centers_of, cluster_points, draw_clusters
from models.plots.plot import Numbers, Plot
from models.plots.row_model import n_columns
from models.plots.rows import drawn_note, drawn_parts
from models.plots.run import Candidate, Run
from models.plots.style import shown
from models.specs.model import SklearnPipeline
from models.specs.search_space import candidate_spec

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most candidates that are drawn, best first.
MAX_SHOWN = 12
#: Most training samples: candidates are fitted again for the figure.
MAX_FITTED = 20_000
#: Most points of a panel.
PANEL_POINTS = 400


class CandidateClusters(Numbers):
    """The clusters of one candidate."""

    params: str
    score: float | None
    is_best: bool
    found: ClusterPoints


class CountNumbers(Numbers):
    """The candidates in order, with the number of samples and of candidates."""

    n_samples: int
    n_candidates: int
    candidates: list[CandidateClusters]


class ClustersByCount(Plot[Run, CountNumbers]):
    """The clusters of each candidate of a search."""

    name = "clusters-by-candidate"
    title = "clusters of each candidate"
    subject = Run
    form = CountNumbers
    shows_data = True
    size_inches = (6.8, 6.8)
    rank = 190

    def applies(self, subject: Run) -> bool:
        return subject.kind == "clustering" and n_columns(subject) > 0 and len(subject.candidates) > 1 and _are_of_model(subject)

    def numbers(self, subject: Run) -> CountNumbers:
        n_samples = subject.raw.train.n_samples
        if n_samples > MAX_FITTED:
            raise DataError(f"candidates are fitted again for at most {MAX_FITTED:,} training samples, got {n_samples:,}")
        best_first = sorted(subject.candidates, key=lambda one: (one.rank is None, one.rank))[:MAX_SHOWN]
        (part, *_) = drawn_parts(subject.raw, PANEL_POINTS)
        chosen = sorted(best_first, key=lambda one: one.candidate)
        return CountNumbers(
            n_samples=n_samples,
            n_candidates=len(subject.candidates),
            candidates=[_fitted(subject, one, one is best_first[0], part.indices) for one in chosen],
        )

    def draw(self, figure: "Figure", numbers: CountNumbers) -> None:
        n_columns_ = min(3, len(numbers.candidates))
        panels = figure.subplots(ceil(len(numbers.candidates) / n_columns_), n_columns_, sharex=True, sharey=True, squeeze=False).ravel()
        for axes, one in zip(panels, numbers.candidates, strict=False):
            draw_clusters(axes, one.found, size=0.5)
            axes.set_title(_heading(one), fontsize=9, fontweight="bold" if one.is_best else "normal")
            axes.tick_params(labelsize=7)
        for axes in panels[len(numbers.candidates) :]:
            axes.set_axis_off()

    def caption(self, numbers: CountNumbers) -> str:
        best = next((one for one in numbers.candidates if one.is_best), None)
        said = (
            f"{len(numbers.candidates)} of {numbers.n_candidates} candidates" if len(numbers.candidates) < numbers.n_candidates else "All candidates"
        )
        note = drawn_note(max(len(one.found.points) for one in numbers.candidates), numbers.n_samples)
        return f"{said}, each fitted to all training samples; the best, {best.params if best else 'none'}, is in bold.{note}"


def _are_of_model(run: Run) -> bool:
    """Tell whether only parameters of the model vary: then all candidates get the same rows."""
    return not any(key.startswith("preprocessing.") for one in run.candidates for key in one.params)


def _heading(one: CandidateClusters) -> str:
    return shown(one.params, 30) + ("" if one.score is None else f": {one.score:.4g}")


def _fitted(run: Run, one: Candidate, is_best: bool, indices: Array) -> CandidateClusters:
    from models.building.pipeline import build_pipeline  # Imports scikit-learn, which the API does without.

    spec = candidate_spec(run.spec, one.params)
    if not isinstance(spec.model, SklearnPipeline):
        raise DataError("expected candidates that are pipelines of scikit-learn")
    (x,) = run.prepared("train").input_arrays.values()
    pipeline: Any = build_pipeline(spec.model, spec.seed).fit(x)
    rows = np.asarray(x if len(pipeline) == 1 else pipeline[:-1].transform(x), np.float64)
    labels = pipeline[-1].labels_ if hasattr(pipeline[-1], "labels_") else pipeline[-1].predict(rows)
    found = cluster_points(rows[indices], np.asarray(labels)[indices], centers_of(pipeline[-1]), Plane(rows))
    return CandidateClusters(params=", ".join(f"{key} {value}" for key, value in one.params.items()), score=one.mean, is_best=is_best, found=found)
