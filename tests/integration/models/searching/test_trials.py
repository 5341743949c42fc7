"""Trials against scikit-learn's own cross-validation and searches: the same numbers for the same folds and seeds."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression, Ridge, RidgeClassifier
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.model_selection import GridSearchCV, GroupKFold, KFold, StratifiedKFold, TimeSeriesSplit, cross_validate
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler

from models.building.pipeline import build_pipeline
from models.checking.check import require_sound
from models.core.arrays import Array
from models.core.errors import Cancelled, DataError
from models.core.tensors import TensorType
from models.datasets import DATA_SETS, Data, DataSet, Description
from models.kinds import KINDS
from models.preparing.raw import load_raw
from models.searching.candidates import Params, first_candidates
from models.searching.ranking import Standing, best_of, standings
from models.searching.trial import Bench
from models.specs.model import SklearnPipeline
from models.specs.ports import port_sets
from models.specs.registered import NONE_REGISTERED
from models.specs.search_space import candidate_spec
from models.training.listener import SilentListener
from tests.toys import CLASSES, VALUES, WORDS, X, toy_set


@pytest.fixture(autouse=True)
def toys() -> Iterator[None]:
    with toy_set():
        yield


@dataclass(frozen=True)
class Line:
    """What ranking reads of a trial."""

    candidate: int
    fold: int
    params: Params
    score: float | None
    train_score: float | None
    fit_seconds: float | None
    error: str | None
    round: int = 0


def searched(spec: dict[str, Any]) -> list[Standing]:
    """Run all trials of a spec here, one after the other."""
    sound = require_sound(spec)
    bench = Bench(sound, None, NONE_REGISTERED)
    candidates = first_candidates(sound.search, sound.seed) if sound.search else [{}]
    lines = []
    for number, params in enumerate(candidates):
        for fold in range(len(bench.folds)):
            result = bench.run(params, fold, SilentListener())
            lines.append(Line(number, fold, params, result.score, result.train_score, result.fit_seconds, result.error))
    return standings(lines)


def sklearn(*steps: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "sklearn", "steps": list(steps)}


def folded(estimator: str, told: str, params: dict[str, Any] | None = None, **folding: Any) -> Standing:
    """Cross-validate one estimator."""
    spec = {"task": "cross_validate", "data": {"source": "toy", "params": {"targets": told}}, "cross_validation": folding}
    return searched({**spec, "model": sklearn({"estimator": estimator, "params": params or {}})})[0]


def equal(line: Standing, expected: dict[str, Array]) -> None:
    assert_allclose(line.scores, expected["test_score"], rtol=0, atol=1e-12)
    assert_allclose(line.train_scores, expected["train_score"], rtol=0, atol=1e-12)


@pytest.mark.parametrize("told", ["classes", "words"])
@pytest.mark.parametrize("scoring", KINDS["classification"].scorings)
def test_scores_of_classifiers_are_those_of_scikit_learn(scoring: str, told: str) -> None:
    y = CLASSES if told == "classes" else WORDS[CLASSES]
    name = "roc_auc_ovr" if scoring == "roc_auc" else scoring
    expected = cross_validate(LogisticRegression(C=0.01), X, y, cv=4, scoring=name, return_train_score=True)
    equal(folded("LogisticRegression", told, {"C": 0.01}, folds=4, scoring=scoring), expected)


@pytest.mark.parametrize("scoring", KINDS["regression"].scorings)
def test_scores_of_regressors_are_those_of_scikit_learn(scoring: str) -> None:
    expected = cross_validate(Ridge(30.0), X, VALUES, cv=3, scoring=scoring, return_train_score=True)
    equal(folded("Ridge", "numbers", {"alpha": 30.0}, folds=3, scoring=scoring), expected)


@pytest.mark.parametrize(
    ("folding", "cv"),
    [
        ({"folds": 5}, StratifiedKFold(5)),
        ({"folds": 5, "stratified": False}, KFold(5)),
        ({"folds": 4, "shuffle": True, "seed": 3}, StratifiedKFold(4, shuffle=True, random_state=3)),
        ({"folds": 4, "shuffle": True}, StratifiedKFold(4, shuffle=True, random_state=42)),
        ({"folds": 4, "stratified": False, "shuffle": True}, KFold(4, shuffle=True, random_state=42)),
        ({"folds": 3, "time_series": True}, TimeSeriesSplit(3)),
    ],
)
def test_folds_are_those_of_scikit_learn(folding: dict[str, Any], cv: Any) -> None:
    equal(folded("RidgeClassifier", "classes", **folding), cross_validate(RidgeClassifier(), X, CLASSES, cv=cv, return_train_score=True))


def test_a_grid_search_equals_that_of_scikit_learn_candidate_by_candidate() -> None:
    space = {"poly__degree": [1, 2, 3], "ridge__alpha": [0.1, 10.0, 1000.0]}
    model = sklearn({"name": "poly", "estimator": "PolynomialFeatures"}, {"name": "ridge", "estimator": "RidgeClassifier"})
    spec = {"task": "search", "data": {"source": "toy", "params": {"targets": "classes"}}, "model": model}
    found = searched({**spec, "search": {"strategy": "grid", "folds": 3, "space": space}})
    pipeline = build_pipeline(SklearnPipeline.model_validate(model), 42)
    expected = GridSearchCV(pipeline, space, cv=3, return_train_score=True).fit(X, CLASSES)
    results = expected.cv_results_
    assert [line.params for line in found] == results["params"]
    for ours, theirs in (("mean", "mean_test_score"), ("std", "std_test_score"), ("mean_train", "mean_train_score"), ("rank", "rank_test_score")):
        assert_allclose([getattr(line, ours) for line in found], results[theirs], rtol=0, atol=1e-12)
    best = best_of(found)
    assert best is not None
    assert best.candidate == expected.best_index_


class Leaking(DataSet):
    """A set whose scale betrays the fold held back: its last third lies far above the rest."""

    source: ClassVar[str] = "leaking"
    title: ClassVar[str] = "Leaking"

    def describe(self) -> Description:
        return Description(TensorType((1,), "float64"), TensorType((), "float64"), n_train=90)

    def load(self, cache: Path | None) -> Data:
        x = np.arange(90.0) % 30
        x[60:] += 1000.0
        return Data(x.reshape(-1, 1), np.arange(90.0) % 30)


@pytest.mark.parametrize("index", ["a step of preprocessing", "a step of the pipeline"])
def test_every_step_is_fitted_on_the_training_part_of_each_fold_alone(index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DATA_SETS, "leaking", Leaking)
    data = Leaking().load(None)
    scaled = [{"estimator": "MinMaxScaler"}] if index == "a step of the pipeline" else []
    spec = {
        "task": "cross_validate",
        "data": {"source": "leaking"},
        "preprocessing": {"inputs": [] if scaled else [{"step": "min_max"}]},
        "model": sklearn(*scaled, {"estimator": "Ridge"}),
        "cross_validation": {"folds": 3},
    }
    (line,) = searched(spec)
    honest = cross_validate(make_pipeline(MinMaxScaler(), Ridge()), data.inputs, data.targets, cv=3, return_train_score=True)
    leaking = cross_validate(Ridge(), MinMaxScaler().fit_transform(data.inputs), data.targets, cv=3)
    equal(line, honest)
    assert not np.allclose(honest["test_score"], leaking["test_score"], rtol=0.1)


def test_targets_are_scored_in_their_own_units() -> None:
    spec = {
        "task": "cross_validate",
        "data": {"source": "toy", "params": {"targets": "numbers"}},
        "preprocessing": {"targets": [{"step": "standardize"}]},
        "model": sklearn({"estimator": "LinearRegression"}),
        "cross_validation": {"folds": 3, "scoring": "neg_mean_absolute_error"},
    }
    (line,) = searched(spec)
    assert line.mean == pytest.approx(0.0, abs=1e-9)


class Grouped(DataSet):
    """The toy's points in four groups."""

    source: ClassVar[str] = "grouped"
    title: ClassVar[str] = "Grouped"

    def describe(self) -> Description:
        return Description(TensorType((2,), "float64"), TensorType((), "int64"), n_train=len(X), labels=(0, 1, 2))

    def load(self, cache: Path | None) -> Data:
        return Data(X, CLASSES, groups=np.arange(len(X)) // 30)


def test_a_group_is_never_cut_in_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DATA_SETS, "grouped", Grouped)
    spec = require_sound(
        {"task": "cross_validate", "data": {"source": "grouped"}, "model": sklearn({"estimator": "GaussianNB"}), "cross_validation": {}}
    )
    folding = spec.cross_validation.model_copy(update={"grouped": True, "folds": 4})
    bench = Bench(spec.model_copy(update={"cross_validation": folding}), None, NONE_REGISTERED)
    expected = list(GroupKFold(4).split(X, CLASSES, np.arange(len(X)) // 30))
    for fold, (train, test) in zip(bench.folds, expected, strict=True):
        assert_array_equal(fold.train, train)
        assert_array_equal(fold.test, test)


def test_a_search_over_clusters_scores_all_samples_and_tells_every_figure() -> None:
    spec = {
        "task": "search",
        "seed": 0,
        "data": {"source": "toy", "params": {"targets": "classes"}},
        "model": sklearn({"estimator": "KMeans", "params": {"n_init": 10}}),
        "search": {"strategy": "grid", "space": {"n_clusters": [2, 3, 4]}},
    }
    sound = require_sound(spec)
    bench = Bench(sound, None, NONE_REGISTERED)
    for k in (2, 3, 4):
        result = bench.run({"n_clusters": k}, 0, SilentListener())
        expected = KMeans(k, n_init=10, random_state=0).fit(X)
        assert result.score == pytest.approx(silhouette_score(X, expected.labels_), abs=1e-12)
        assert result.figures["inertia"] == pytest.approx(expected.inertia_)
        assert result.figures["ari"] == pytest.approx(adjusted_rand_score(CLASSES, expected.labels_))
    best = best_of(searched(spec))
    assert best is not None
    assert best.params == {"n_clusters": 3}


def test_a_candidate_that_cannot_be_fitted_is_recorded_and_the_search_goes_on() -> None:
    spec = {
        "task": "search",
        "data": {"source": "toy", "params": {"targets": "classes"}},
        "model": sklearn({"estimator": "LogisticRegression"}),
        "search": {"strategy": "grid", "folds": 2, "space": {"penalty": ["l1", "l2"], "solver": ["lbfgs"]}},
    }
    bad, good = searched(spec)
    assert (bad.mean, bad.rank) == (None, None)
    assert "LogisticRegression cannot be fitted to this data: Solver lbfgs supports only 'l2'" in bad.errors[0]
    assert (good.rank, good.errors) == (1, [])


def test_folds_that_the_data_cannot_give_end_the_job_with_the_reason() -> None:
    spec = require_sound(
        {
            "task": "cross_validate",
            "data": {"source": "toy", "params": {"targets": "classes"}},
            "model": sklearn({"estimator": "GaussianNB"}),
            "cross_validation": {},
        }
    )
    folding = spec.cross_validation.model_copy(update={"folds": 41})
    with pytest.raises(DataError, match="cannot be split into 41 folds"):
        Bench(spec.model_copy(update={"cross_validation": folding}), None, NONE_REGISTERED)


def test_a_network_is_tried_on_each_fold_and_stops_when_asked_to() -> None:
    network = {"kind": "sequential", "layers": [{"layer": "Dense", "units": 4}, {"layer": "Dense", "units": 3, "activation": "softmax"}]}
    spec = require_sound(
        {
            "task": "search",
            "data": {"source": "toy", "params": {"targets": "words"}},
            "preprocessing": {"targets": [{"step": "one_hot"}]},
            "model": network,
            "training": {"loss": "categorical_crossentropy", "epochs": 4, "optimizer": {"name": "adam", "learning_rate": 0.1}},
            "search": {"strategy": "grid", "folds": 2, "space": {"model.layers.0.units": [2, 8], "training.optimizer.name": ["sgd"]}},
        }
    )
    bench = Bench(spec, None, NONE_REGISTERED)
    first, again = (bench.run({"model.layers.0.units": 8}, 1, SilentListener()) for _ in range(2))
    assert first.error == ""
    assert first.score == again.score
    assert 0.6 < first.score <= 1.0

    class Stopping(SilentListener):
        def should_stop(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        bench.run({"model.layers.0.units": 2}, 0, Stopping())


def test_a_subset_keeps_the_shares_of_the_classes_and_is_drawn_by_the_seed() -> None:
    def rows(seed: int) -> Array:
        data = {"source": "toy", "params": {"targets": "classes"}, "subset": 0.2}
        spec = require_sound({"seed": seed, "data": data, "model": sklearn({"estimator": "GaussianNB"})})
        raw = load_raw(spec, port_sets(spec), None)
        assert raw.train.targets is not None
        assert np.bincount(raw.train.targets["outputs"]).tolist() == [8, 8, 8]
        return raw.train.inputs["inputs"]

    assert_array_equal(rows(1), rows(1))
    assert not np.array_equal(rows(1), rows(2))


def test_a_search_tries_a_subset_and_fits_the_winner_to_all_data() -> None:
    data = {"source": "toy", "params": {"targets": "classes"}, "subset": 0.25}
    spec = require_sound(
        {"task": "search", "data": data, "model": sklearn({"estimator": "SVC"}), "search": {"strategy": "grid", "folds": 2, "space": {"C": [1.0]}}}
    )
    bench = Bench(spec, None, NONE_REGISTERED)
    assert sum(len(fold.test) for fold in bench.folds) == 30
    assert candidate_spec(spec, {"C": 1.0}).data.subset is None
