"""Clusters: how they are evaluated, compared and answered."""

import numpy as np
import pytest

from models.artifact.golden import relative_difference
from models.artifact.predictions import cluster_predictions, label_predictions, row_predictions
from models.evaluation.metrics import MAX_SILHOUETTE_SAMPLES, clustering_metrics

PAIRS = np.array([[0.0], [1.0], [10.0], [11.0]])


def test_a_silhouette_has_the_value_of_its_definition() -> None:
    expected = np.mean([1 - 1 / 10.5, 1 - 1 / 9.5])
    assert clustering_metrics(PAIRS, np.array([0, 0, 1, 1])) == {"clusters": 2, "silhouette": pytest.approx(expected)}


def test_noise_is_counted_but_in_no_cluster() -> None:
    found = clustering_metrics(np.vstack([PAIRS, [[500.0]]]), np.array([0, 0, 1, 1, -1]))
    assert found == {**clustering_metrics(PAIRS, np.array([0, 0, 1, 1])), "noise": pytest.approx(0.2)}


@pytest.mark.parametrize(
    ("clusters", "expected"),
    [([0, 0, 0, 0], {"clusters": 1}), ([0, 1, 2, 3], {"clusters": 4}), ([-1, -1, -1, -1], {"clusters": 0, "noise": 1})],
)
def test_clusters_that_have_no_silhouette_have_none(clusters: list[int], expected: dict[str, float]) -> None:
    assert clustering_metrics(PAIRS, np.array(clusters)) == expected


def test_a_silhouette_of_very_many_samples_is_left_out() -> None:
    x = np.arange(MAX_SILHOUETTE_SAMPLES + 1.0).reshape(-1, 1)
    halves = (x[:, 0] > 2_500).astype(np.int64)
    assert set(clustering_metrics(x, halves)) == {"clusters"}
    assert set(clustering_metrics(x[1:], halves[1:])) == {"clusters", "silhouette"}


@pytest.mark.parametrize(
    ("found", "expected", "difference"),
    [
        ([3, 1, 2, 0], [3, 1, 2, 0], 0),
        ([3, 1, 2, 9], [3, 1, 2, 0], 0.25),
        ([3, 1, 2], [3, 1, 2, 0], float("inf")),
        ([], [], 0),
        ([1.0, 2.0], [1.0, 4.0], 0.5),
        ([float("nan"), 2.0], [1.0, 4.0], float("inf")),
    ],
)
def test_whole_numbers_differ_by_the_share_that_is_not_the_same(found: list[float], expected: list[float], difference: float) -> None:
    dtype = np.int64 if all(isinstance(value, int) for value in expected) else np.float64
    assert relative_difference(np.array(found), np.array(expected, dtype)) == difference


def test_predictions_hold_plain_numbers_and_no_probability_that_is_not_known() -> None:
    assert label_predictions(np.array([1, 0]), ("cat", "dog")) == [{"label": "dog", "probability": None}, {"label": "cat", "probability": None}]
    assert cluster_predictions(np.array([2, -1])) == [{"cluster": 2}, {"cluster": -1}]
    assert row_predictions(np.array([[0.5, 2.0]])) == [{"row": [0.5, 2.0]}]
