"""Every form of every scikit-learn recipe gives what is reported, to the printed digits; the tables of the chapter are among it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from sklearn.datasets import make_moons
from sklearn.decomposition import PCA
from sklearn.linear_model import RidgeClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_score, cross_validate
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, PolynomialFeatures
from threadpoolctl import threadpool_limits

import models
from models.catalog import recipes
from models.checking.check import require_sound
from models.core.files import OUTPUTS
from models.core.merge_patch import merge_patch
from models.datasets.generated_points import Circles
from models.jobs import run
from models.searching.candidates import Params, first_candidates
from models.searching.ranking import Standing, TrialResult, best_of, standings
from models.searching.trial import Bench
from models.specs.job import JobSpec
from models.specs.registered import NONE_REGISTERED
from models.specs.search_space import candidate_spec
from models.training.listener import SilentListener
from tests.reported import CLUSTERS, Form, clusters_by_k, forms, misses, row_figures

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True, scope="module")
def one_thread() -> Iterator[None]:
    """Threads are of no use to samples this few, and stand in one another's way."""
    with threadpool_limits(1):
        yield


@dataclass(frozen=True)
class Line(TrialResult):
    """A trial that is done, as ranking reads it."""

    candidate: int = 0
    fold: int = 0
    params: Params = field(default_factory=dict)
    round: int = 0


def spec_of(recipe: str, variant: str = "") -> JobSpec:
    found = recipes()[recipe]
    return require_sound(merge_patch(found.spec, found.variants[variant].patch if variant else {}))


def trials(spec: JobSpec) -> list[Line]:
    """Run all trials of a search or cross-validation one after the other."""
    bench = Bench(spec, None, NONE_REGISTERED)
    candidates = first_candidates(spec.search, spec.seed) if spec.search else [{}]
    indices = [(number, fold) for number in range(len(candidates)) for fold in range(len(bench.folds))]
    results = [(number, fold, bench.run(candidates[number], fold, SilentListener())) for number, fold in indices]
    return [Line(**vars(result), candidate=number, fold=fold, params=candidates[number]) for number, fold, result in results]


def trained(spec: JobSpec, folder: Path, reported: dict[str, Any]) -> dict[str, Any]:
    outcome = run(spec, folder, SilentListener())
    found: dict[str, Any] = dict(outcome.content.metrics)
    if spec.task == "transform":
        with np.load(folder / OUTPUTS / "rows.npz") as rows:
            found |= row_figures(rows)
    if "line" in reported:
        answers = models.load(outcome.artifact).predict([[x] for x, _ in reported["line"]])
        found["line"] = [[x, answer["value"]] for (x, _), answer in zip(reported["line"], answers, strict=True)]
    return found


def named(line: Standing) -> dict[str, Any]:
    return {"params": line.params, "mean_score": line.mean, "mean_train_score": line.mean_train}


def measured(spec: JobSpec, folder: Path, reported: dict[str, Any]) -> dict[str, Any]:
    if spec.task in ("train", "transform"):
        return trained(spec, folder, reported)
    lines = standings(trials(spec))
    best = best_of(lines)
    assert best is not None
    if spec.search is None:
        return named(best)
    refitted = trained(candidate_spec(spec, best.params), folder, reported)
    found = {"best_params": best.params, "best_score": best.mean, "n_candidates": len(lines), "candidates": [named(line) for line in lines]}
    return {**refitted, **named(best), **found}


@pytest.mark.parametrize("form", forms("sklearn"), ids=lambda form: form.name)
def test_a_recipe_gives_what_is_reported(form: Form, tmp_path: Path) -> None:
    spec = require_sound(merge_patch(form.recipe.spec, form.patch))
    assert misses(form.reported, form.tolerance, measured(spec, tmp_path, form.reported)) == []


def test_trials_over_the_number_of_clusters_carry_the_figures_of_each() -> None:
    lines = trials(spec_of("kmeans-blobs-k", "notebook-sweep"))
    assert [line.params["n_clusters"] for line in lines] == list(range(2, 11))
    for line in lines:
        assert misses(clusters_by_k()[line.params["n_clusters"]], CLUSTERS, line.figures) == []


def test_solvers_of_the_ridge_grid_are_the_inner_loop_and_share_every_score() -> None:
    lines = standings(trials(spec_of("moons-ridge-grid")))
    assert [line.params["solver"] for line in lines[:4]] == ["svd", "lsqr", "sag", "svd"]
    for index in range(0, 18, 3):
        assert len({line.mean for line in lines[index : index + 3]}) == 1
    assert [line.candidate for line in lines if line.rank == 1] == [3, 4, 5]


def test_with_todays_five_folds_another_alpha_wins() -> None:
    spec = merge_patch(recipes()["moons-ridge-grid"].spec, {"search": {"folds": 5}})
    best = best_of(standings(trials(require_sound(spec))))
    assert best is not None
    assert (best.params["alpha"], round(best.mean or 0, 6)) == (1, 0.87)


def test_cross_validations_of_the_catalog_are_those_of_scikit_learn() -> None:
    points, labels = make_moons(n_samples=300, noise=0.1, random_state=42)
    for recipe, folds in (("ridgecls-cv", 8), ("ridgecls-cv-strat10", 10)):
        scores = [line.score for line in trials(spec_of(recipe))]
        assert_allclose(scores, cross_val_score(RidgeClassifier(), points, labels, cv=StratifiedKFold(folds)), rtol=0, atol=1e-12)
    chain = make_pipeline(PolynomialFeatures(5), MinMaxScaler(), PCA(10), RidgeClassifier(alpha=0.25))
    expected = cross_validate(chain, points, labels, cv=3, return_train_score=True)
    lines = trials(spec_of("poly-scale-pca-chain"))
    assert_allclose([line.score for line in lines], expected["test_score"], rtol=0, atol=1e-12)
    assert_allclose([line.train_score for line in lines], expected["train_score"], rtol=0, atol=1e-12)


def test_scaled_points_come_back_by_the_pipeline_in_the_artifact(tmp_path: Path) -> None:
    outcome = run(spec_of("minmax-moons-test"), tmp_path, SilentListener())
    pipeline = models.load(outcome.artifact).runtime.pipeline
    with np.load(tmp_path / OUTPUTS / "rows.npz") as rows:
        assert_allclose(pipeline.inverse_transform(rows["test_rows"]), rows["test_inputs"], rtol=0, atol=1e-15)


def test_the_last_quarter_of_the_clock_is_where_no_training_point_is(tmp_path: Path) -> None:
    run(spec_of("split-circles-ordered"), tmp_path, SilentListener())
    with np.load(tmp_path / OUTPUTS / "rows.npz") as rows:
        train, test = (rows[f"{part}_rows"] for part in ("train", "test"))
    assert test.min() > -0.12  # Noise of that size is all that leads out of the quadrant.
    assert train.min(axis=1).max() < 0.12


def test_a_shuffled_split_shares_no_point_and_loses_none(tmp_path: Path) -> None:
    run(spec_of("split-circles"), tmp_path, SilentListener())
    with np.load(tmp_path / OUTPUTS / "rows.npz") as rows:
        parts = [np.column_stack([rows[f"{part}_rows"], rows[f"{part}_targets"]]) for part in ("train", "test")]
    data = Circles().load(None)
    whole = np.column_stack([data.inputs, data.targets])
    assert {tuple(row) for part in parts for row in part} == {tuple(row) for row in whole}
    assert sum(map(len, parts)) == len(whole) == 200
