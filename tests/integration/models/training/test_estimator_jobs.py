"""Whole jobs of scikit-learn estimators: from a spec, through the artifact and its compiled form, to answers."""

from collections.abc import Callable

import h5py
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.cluster import DBSCAN
from sklearn.decomposition import PCA

from models.artifact.file import read_artifact
from models.artifact.predictions import Probabilities
from models.core.errors import InputError
from models.specs.estimators.offered_estimators import ESTIMATORS, EstimatorName, Role
from tests.integration.toy_jobs import N_TEST, Train, Trained
from tests.toys import CLASSES, GROUPS, VALUES, WORDS, X

KINDS = {
    Role.CLASSIFIER: "classification",
    Role.REGRESSOR: "regression",
    Role.CLUSTERER: "clustering",
    Role.LABELLER: "clustering",
    Role.TRANSFORMER: "transform",
}
METRICS = {
    Role.CLASSIFIER: {"test_accuracy", "train_accuracy"},
    Role.REGRESSOR: {f"{part}_{name}" for part in ("test", "train") for name in ("rmse", "mae", "r2")},
    Role.CLUSTERER: {f"{part}_{name}" for part in ("test", "train") for name in ("clusters", "silhouette")},
    Role.LABELLER: {"train_clusters", "train_silhouette"},
    Role.TRANSFORMER: set(),
}
#: Figures that single estimators have beside those.
LEARNED: dict[str, set[str]] = {
    "KMeans": {"train_inertia", "test_inertia"},
    "PCA": {"explained_variance_1", "explained_variance_2"},
    **{name: {"alpha"} for name in ("RidgeCV", "RidgeClassifierCV")},
    **{name: {"n_estimators"} for name in ESTIMATORS if name.startswith(("RandomForest", "GradientBoosting", "AdaBoost"))},
}
WITHOUT_PROBABILITIES = ["RidgeClassifier", "RidgeClassifierCV", "SVC"]


@pytest.mark.parametrize("name", ESTIMATORS)
def test_a_job_of_an_estimator_knows_its_kind_and_its_metrics(job_of: Callable[[EstimatorName], Trained], name: EstimatorName) -> None:
    content, role = job_of(name).outcome.content, ESTIMATORS[name].role
    assert content.signature.output.kind == KINDS[role]
    assert set(content.metrics) == METRICS[role] | LEARNED.get(name, set())
    assert content.signature.output.labels == (("high", "low", "mid") if role is Role.CLASSIFIER else None)


@pytest.mark.parametrize("name", ESTIMATORS)
def test_an_estimator_is_served_by_onnx_only_if_its_golden_examples_agree(job_of: Callable[[EstimatorName], Trained], name: EstimatorName) -> None:
    trained = job_of(name)
    if trained.onnx is None:
        assert name.startswith("HistGradientBoosting") or ESTIMATORS[name].role is Role.LABELLER
        assert trained.outcome.proof.runtime == "sklearn"
        assert trained.outcome.proof.reason
    else:
        assert trained.outcome.proof.reason == ""
        trained.onnx.replay(trained.outcome.content.golden)


@pytest.mark.parametrize("name", [name for name, entry in ESTIMATORS.items() if entry.role is Role.CLASSIFIER])
def test_a_classifier_answers_labels_by_each_runtime(job_of: Callable[[EstimatorName], Trained], name: EstimatorName) -> None:
    for predictor in job_of(name).predictors:
        answers = predictor.predict(X[-N_TEST:])
        right = np.mean([answer["label"] == word for answer, word in zip(answers, WORDS[CLASSES[-N_TEST:]], strict=True)])
        assert right == pytest.approx(job_of(name).outcome.content.metrics["test_accuracy"])
        if name in WITHOUT_PROBABILITIES:
            assert all(answer == {"label": answer["label"], "probability": None} for answer in answers)
        else:
            assert all(answer["probability"] == max(answer["probabilities"].values()) for answer in answers)


@pytest.mark.parametrize("wanted", Probabilities)
@pytest.mark.parametrize("name", WITHOUT_PROBABILITIES)
def test_a_classifier_without_probabilities_has_none_invented(
    job_of: Callable[[EstimatorName], Trained], name: EstimatorName, wanted: Probabilities
) -> None:
    for predictor in job_of(name).predictors:
        assert predictor.predict([[6.0, 0.0], [0.0, 6.0]], wanted) == [{"label": "low", "probability": None}, {"label": "mid", "probability": None}]
        assert predictor.signature.output.output_shape == ()


@pytest.mark.parametrize("name", [name for name, entry in ESTIMATORS.items() if entry.role is Role.REGRESSOR])
def test_a_regressor_answers_values_by_each_runtime(job_of: Callable[[EstimatorName], Trained], name: EstimatorName) -> None:
    for predictor in job_of(name).predictors:
        found = [answer["value"] for answer in predictor.predict(X[-N_TEST:])]
        assert np.abs(np.array(found) - VALUES[-N_TEST:]).mean() == pytest.approx(
            job_of(name).outcome.content.metrics["test_mae"], rel=1e-3, abs=1e-4
        )


@pytest.mark.parametrize("name", ["KMeans", "GaussianMixture"])
def test_a_clusterer_answers_new_points_with_their_cluster(job_of: Callable[[EstimatorName], Trained], name: EstimatorName) -> None:
    for predictor in job_of(name).predictors:
        answers = predictor.predict([[6.1, 0.1], [5.9, 0.0], [0.1, 6.1]])
        assert all(set(answer) == {"cluster"} and isinstance(answer["cluster"], int) for answer in answers)
        assert answers[0] == answers[1] != answers[2]


def test_a_transform_answers_the_row_that_scikit_learn_gives(train: Train) -> None:
    trained = train({"estimator": "PCA", "params": {"n_components": 1}}, told="nothing")
    expected = PCA(1).fit(X[:-N_TEST]).transform(X[-N_TEST:])
    assert trained.outcome.content.signature.output.output_shape == (1,)
    for predictor in trained.predictors:
        rows = [answer["row"] for answer in predictor.predict(X[-N_TEST:])]
        assert_allclose(rows, expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("name", ["DBSCAN", "AgglomerativeClustering"])
def test_a_labeller_refuses_new_inputs(job_of: Callable[[EstimatorName], Trained], name: EstimatorName) -> None:
    with pytest.raises(InputError, match=f"^/inputs: {name} labels its training data only"):
        job_of(name).source.predict(X[:3])


def test_the_artifact_of_a_labeller_keeps_the_labels_of_its_training_data(job_of: Callable[[EstimatorName], Trained]) -> None:
    expected = DBSCAN(**GROUPS["DBSCAN"]).fit_predict(X[:-N_TEST])
    path = job_of("DBSCAN").outcome.artifact
    assert_array_equal(read_artifact(path).content.training_labels, expected)
    with h5py.File(path, "r") as file:
        assert_array_equal(file["modelbook/training_labels"], expected)


def test_other_models_keep_no_training_labels(job_of: Callable[[EstimatorName], Trained]) -> None:
    assert read_artifact(job_of("KMeans").outcome.artifact).content.training_labels is None


def test_targets_make_no_difference_to_a_clusterer(train: Train, job_of: Callable[[EstimatorName], Trained]) -> None:
    told = train({"estimator": "KMeans", "params": GROUPS["KMeans"]}, told="words", targets=[{"step": "one_hot"}])
    known = {"test_ari", "train_ari"}
    metrics = told.outcome.content.metrics
    assert {name: value for name, value in metrics.items() if name not in known} == job_of("KMeans").outcome.content.metrics
    assert {name: metrics[name] for name in known} == {"test_ari": 1.0, "train_ari": 1.0}
    assert told.outcome.content.chain.targets == {"outputs": ()}


def test_a_silhouette_is_taken_of_the_points_as_the_clusterer_is_given_them(train: Train) -> None:
    steps = {"estimator": "MinMaxScaler", "params": {"feature_range": [0, 1e-3]}}, {"estimator": "KMeans", "params": GROUPS["KMeans"]}
    metrics = train(*steps, told="nothing").outcome.content.metrics
    assert metrics["train_silhouette"] > 0.7
    assert metrics["train_inertia"] < 1e-3


@pytest.mark.parametrize("name", ["GaussianNB", "RidgeClassifier"])
def test_encoded_labels_come_back_as_they_were(train: Train, job_of: Callable[[EstimatorName], Trained], name: EstimatorName) -> None:
    encoded = train({"estimator": name}, told="words", targets=[{"step": "label_encode"}])
    assert encoded.outcome.content.metrics == job_of(name).outcome.content.metrics
    assert encoded.source.predict(X[:3]) == job_of(name).source.predict(X[:3])


def test_an_ensemble_over_a_chosen_base_is_trained_and_served(train: Train) -> None:
    base = {"estimator": "DecisionTreeClassifier", "params": {"max_depth": 1}}
    trained = train({"estimator": "AdaBoostClassifier", "params": {"n_estimators": 20, "estimator": base}}, told="classes")
    assert trained.outcome.content.metrics["test_accuracy"] > 0.9
    assert [answer["label"] for answer in trained.source.predict([[6.0, 0.0], [0.0, 6.0], [6.0, 6.0]])] == [0, 1, 2]
