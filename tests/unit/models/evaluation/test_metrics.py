"""Figures of a finished model: each against its closed form."""

import numpy as np
import pytest

from models.evaluation.metrics import SHARES, accuracy, finite_figures, regression_metrics, regression_report


def test_accuracy_is_the_share_of_labels_that_are_right() -> None:
    assert accuracy(np.array([1, 2, 3, 4]), np.array([1, 2, 3, 5])) == 0.75


def test_regression_metrics_are_those_of_the_closed_forms() -> None:
    found = regression_metrics(np.array([1.0, 2.0, 5.0]), np.array([1.0, 3.0, 2.0]))
    assert found == pytest.approx({"rmse": (10 / 3) ** 0.5, "mae": 4 / 3, "r2": 1 - 10 / 2})


def test_a_perfect_fit_explains_all_variance() -> None:
    true = np.array([[1.0], [2.0], [4.0]])
    assert regression_metrics(true, true) == {"rmse": 0, "mae": 0, "r2": 1}


def test_the_mean_explains_no_variance() -> None:
    true = np.array([1.0, 2.0, 6.0])
    assert regression_metrics(np.full(3, 3.0), true)["r2"] == pytest.approx(0)


def test_a_row_of_outputs_is_compared_with_single_targets_one_by_one() -> None:
    found = regression_metrics(np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 2.0, 5.0]))
    assert found["rmse"] == pytest.approx((4 / 3) ** 0.5)


def test_the_variance_of_several_targets_is_taken_for_each_only() -> None:
    true = np.array([[0.0, 100.0], [2.0, 102.0]])
    assert regression_metrics(true + np.array([[1.0, 0.0], [0.0, 0.0]]), true)["r2"] == pytest.approx(1 - 1 / 4)


@pytest.mark.parametrize(("predicted", "r2"), [([3.0, 3.0], 1.0), ([3.0, 4.0], 0.0)], ids=["right", "wrong"])
def test_targets_without_variance_are_explained_wholly_or_not_at_all(predicted: list[float], r2: float) -> None:
    assert regression_metrics(np.array(predicted), np.array([3.0, 3.0]))["r2"] == r2


def test_small_integers_do_not_overflow() -> None:
    assert regression_metrics(np.array([250, 0], np.uint8), np.array([0, 250], np.uint8))["mae"] == 250


def test_residuals_are_reported_by_their_quantiles() -> None:
    predicted, true = np.arange(101.0), np.zeros(101)
    found = regression_report(predicted, true, regression_metrics(predicted, true))
    assert [(one.share, one.residual) for one in found.residuals] == [(share, pytest.approx(100 * share)) for share in SHARES]
    assert (found.mae, found.r2) == (50, 0)


def test_errors_of_a_model_that_has_diverged_are_unknown() -> None:
    predicted, true = np.array([np.nan, 1.0]), np.array([0.0, 1.0])
    found = regression_report(predicted, true, regression_metrics(predicted, true))
    assert (found.rmse, found.mae, found.r2, found.residuals[3].residual) == (None, None, None, None)


def test_figures_that_are_not_finite_are_left_out_of_metrics() -> None:
    assert finite_figures({"rmse": np.inf, "mae": 0.5, "r2": -np.inf, "silhouette": np.nan}) == {"mae": 0.5}
