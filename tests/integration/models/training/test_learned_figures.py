"""Figures of what a pipeline has learned, against estimators whose attributes say the same."""

from typing import Any

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.ensemble import AdaBoostClassifier, GradientBoostingClassifier, RandomForestRegressor
from sklearn.linear_model import LinearRegression, Ridge, RidgeClassifier, RidgeClassifierCV, RidgeCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler
from sklearn.svm import SVR

from models.training.content import learned_figures
from tests.toys import CLASSES, VALUES, X

LINE_X = np.array([[0.0], [1.0], [2.0]])
LINE_Y = np.array([1.0, 3.0, 5.0])


def test_a_straight_line_has_slope_and_intercept() -> None:
    assert learned_figures(make_pipeline(LinearRegression()).fit(LINE_X, LINE_Y)) == pytest.approx({"slope": 2.0, "intercept": 1.0})


def test_slope_and_intercept_are_in_the_units_that_reach_the_model() -> None:
    found = learned_figures(make_pipeline(MinMaxScaler(), LinearRegression()).fit(LINE_X, LINE_Y))
    assert found == pytest.approx({"slope": 4.0, "intercept": 1.0})


@pytest.mark.parametrize(
    ("estimator", "x", "y"),
    [
        (Ridge(), X, VALUES),
        (SVR(), LINE_X, LINE_Y),
        (RidgeClassifier(), LINE_X, [0, 0, 1]),
        (KMeans(2), X, None),
        (MinMaxScaler(), X, None),
    ],
)
def test_what_is_no_line_ensemble_or_choice_has_no_such_figures(estimator: Any, x: Any, y: Any) -> None:
    assert learned_figures(make_pipeline(estimator).fit(x, y)) == {}


@pytest.mark.parametrize("estimator", [RidgeCV(), RidgeCV(alpha_per_target=True), RidgeClassifierCV(), RidgeClassifierCV(cv=10)])
def test_an_estimator_that_chooses_its_alpha_tells_which(estimator: Any) -> None:
    pipeline = make_pipeline(estimator).fit(X, CLASSES)
    assert learned_figures(pipeline) == {"alpha": float(np.squeeze(pipeline[-1].alpha_))}


def test_an_ensemble_tells_how_many_it_holds() -> None:
    for estimator in (AdaBoostClassifier(n_estimators=3), GradientBoostingClassifier(n_estimators=3), RandomForestRegressor(n_estimators=3)):
        assert learned_figures(make_pipeline(estimator).fit(X, CLASSES)) == {"n_estimators": 3.0}


def test_a_pca_tells_the_shares_of_its_first_ten_components() -> None:
    wide = np.random.default_rng(0).normal(size=(40, 12))
    pipeline = make_pipeline(PCA()).fit(wide)
    expected = {f"explained_variance_{index}": pipeline[-1].explained_variance_ratio_[index - 1] for index in range(1, 11)}
    assert learned_figures(pipeline) == pytest.approx(expected)
