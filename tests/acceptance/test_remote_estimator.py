"""A remote model as an estimator of scikit-learn: its own checks, pipelines, cross-validation and a search, each fit a job."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from modelbook import Client
from modelbook.sklearn import RemoteEstimator
from sklearn.datasets import load_diabetes, load_iris
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import estimator_checks_generator

from tests.acceptance.service import Service

#: Checks of scikit-learn that need few fits and say most of a remote model; `make ci` runs all of them.
CHECKS = (
    "check_estimator_cloneable",
    "check_get_params_invariance",
    "check_estimators_unfitted",
    "check_estimators_fit_returns_self",
    "check_n_features_in",
    "check_classifiers_one_label",
)


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[Client]:
    with Client(str(service.http.base_url), service.key) as client:
        yield client


def checks(estimator: Any) -> dict[str, Any]:
    """Return scikit-learn's checks of an estimator by name, and the estimator they are given."""
    return {check.func.__name__: (each, check) for each, check in estimator_checks_generator(estimator, mark=None)}


def test_it_passes_checks_of_scikit_learn(client: Client) -> None:
    found = checks(RemoteEstimator("LogisticRegression", name="checked", client=client))
    for estimator, check in [found[name] for name in CHECKS]:
        check(estimator)


def test_cross_validation_of_a_pipeline_gives_the_scores_of_a_local_model(client: Client) -> None:
    x, y = load_iris(return_X_y=True)
    scores = [
        cross_val_score(make_pipeline(StandardScaler(), model), x, y, cv=3)
        for model in (RemoteEstimator("LogisticRegression", client=client), LogisticRegression())
    ]
    np.testing.assert_allclose(scores[0], scores[1])


def test_a_search_changes_the_parameters(client: Client) -> None:
    x, y = load_diabetes(return_X_y=True)
    remote = GridSearchCV(RemoteEstimator("Ridge", client=client), {"params": [{"alpha": 0.1}, {"alpha": 100.0}]}, cv=2).fit(x, y)
    local = GridSearchCV(Ridge(), {"alpha": [0.1, 100.0]}, cv=2).fit(x, y)
    assert remote.best_params_ == {"params": local.best_params_}
    assert remote.best_score_ == pytest.approx(local.best_score_)


def test_labels_of_text_come_back_with_probabilities_in_the_order_of_the_classes(client: Client) -> None:
    x, y = load_iris(return_X_y=True)
    names = np.array(["virginica", "setosa", "versicolor"])[y]
    fitted = RemoteEstimator("LogisticRegression", client=client).fit(x, names)
    assert list(fitted.classes_) == ["setosa", "versicolor", "virginica"]
    assert fitted.score(x, names) > 0.95
    np.testing.assert_array_equal(fitted.classes_[fitted.predict_proba(x).argmax(axis=1)], fitted.predict(x))


def test_a_network_is_fitted_like_an_estimator(client: Client) -> None:
    x, y = load_iris(return_X_y=True)
    layers = [{"layer": "Dense", "units": 16, "activation": "relu"}, {"layer": "Dense", "units": 3, "activation": "softmax"}]
    network = RemoteEstimator(
        {"kind": "sequential", "layers": layers},
        task="classification",
        name="iris-network",
        patch={
            "preprocessing": {"inputs": [{"step": "standardize"}], "targets": [{"step": "one_hot"}]},
            "training": {"loss": "categorical_crossentropy", "optimizer": {"name": "adam", "learning_rate": 0.05}, "epochs": 10},
        },
        client=client,
    )
    assert network.fit(x, y).score(x, y) > 0.9
