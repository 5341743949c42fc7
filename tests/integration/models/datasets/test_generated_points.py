"""The generators of chapter scikit-learn draw the points that were measured there."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from pydantic import ValidationError
from sklearn.decomposition import PCA
from sklearn.linear_model import RidgeClassifier
from sklearn.preprocessing import MinMaxScaler
from sklearn.tree import DecisionTreeClassifier

from models.checking.check import require_sound
from models.datasets import DATA_SETS, Data
from models.datasets.generated_points import Blob3D, Blobs7, OrderedCircles, Spirals
from models.specs.parse import data_set_of
from tests.bare import BareParts

MOONS_SCALED = {"n_samples": 100, "noise": 0.2, "seed": 44, "test": {"n_samples": 100, "noise": 0.05, "seed": 42, "scale": [2, 0.6]}}


def drawn(source: str, **params: Any) -> Data:
    return DATA_SETS[source].model_validate(params).load(None)


def parts_of(source: str, split: dict[str, Any], **params: Any) -> BareParts:
    """Return the parts that a job would train and test on."""
    model = {"kind": "sklearn", "steps": [{"estimator": "RidgeClassifier"}]}
    spec = require_sound({"data": {"source": source, "params": params, "split": split}, "model": model})
    return BareParts.load(spec, data_set_of(spec.data))


def counts(data: Data) -> list[int]:
    return np.bincount(data.targets).tolist()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("params", "low", "high"),
    [
        ({}, [-1.22728, -0.67284], [2.27039, 1.23995]),
        ({"n_samples": 100, "noise": 0.2, "seed": 44}, [-1.30509, -0.82905], [2.11499, 1.33034]),
        ({"n_samples": 100, "noise": 0.05, "scale": [2, 0.6]}, [-2.15676, -0.32798], [4.26197, 0.64419]),
    ],
    ids=["for the searches", "to be scaled", "scaled by hand"],
)
def test_the_moons_have_the_measured_range(params: dict[str, Any], low: list[float], high: list[float]) -> None:
    data = drawn("moons", **params)
    assert_allclose([data.inputs.min(axis=0), data.inputs.max(axis=0)], [low, high], atol=5e-6)
    assert counts(data) == [len(data.inputs) / 2] * 2


def test_the_moons_test_part_leaves_the_range_of_the_training_part_as_measured() -> None:
    data = drawn("moons", **MOONS_SCALED)
    scaled = MinMaxScaler().fit(data.inputs).transform(data.test_inputs)
    assert_allclose([scaled.min(axis=0), scaled.max(axis=0)], [[-0.24902, 0.23204], [1.62776, 0.68225]], atol=5e-6)


def test_moons_without_noise_are_on_half_circles() -> None:
    data = drawn("moons", n_samples=800, noise=0)
    assert counts(data) == [400, 400]
    outer = data.inputs[data.targets == 0]
    assert_allclose(np.hypot(*outer.T), 1)


def test_circles_have_their_radii_and_equal_numbers_of_points() -> None:
    data = drawn("circles", n_samples=200, noise=0, factor=0.5)
    assert counts(data) == [100, 100]
    assert_allclose(np.hypot(*data.inputs.T), np.where(data.targets == 0, 1, 0.5))


def test_a_quarter_of_the_circles_is_the_test_part() -> None:
    parts, whole = parts_of("circles", {"test": 0.25}), drawn("circles")
    assert parts.raw_test is not None
    assert (len(parts.raw_train.inputs), len(parts.raw_test.inputs)) == (150, 50)
    found = {tuple(row): label for part in (parts.raw_train, parts.raw_test) for row, label in zip(part.inputs, part.targets, strict=True)}  # type: ignore[arg-type]
    assert found == {tuple(row): label for row, label in zip(whole.inputs, whole.targets, strict=True)}  # type: ignore[arg-type]


def test_the_last_quarter_of_the_ordered_circles_is_the_quadrant_from_12_to_3() -> None:
    parts = parts_of("ordered_circles", {"test": 0.25, "shuffle": False})
    assert parts.raw_test is not None
    train, test = parts.raw_train.inputs, parts.raw_test.inputs
    assert (len(train), len(test)) == (150, 50)
    assert test.min() > -0.12
    assert (train[:50, 1] < 0.12).all()
    assert (train[50:100, 0] < 0.12).all()
    assert (train[100:, 0] < 0.12).all()


def test_each_step_of_the_ordered_circles_is_an_outer_and_an_inner_point() -> None:
    data = OrderedCircles(steps=4, noise=0).load(None)
    assert_allclose(data.inputs, [[1, 0], [0.7, 0], [0, -1], [0, -0.7], [-1, 0], [-0.7, 0], [0, 1], [0, 0.7]], atol=1e-12)
    assert_array_equal(data.targets, [0, 1] * 4)


def test_ordered_circles_draw_the_noise_of_one_coordinate_after_the_other() -> None:
    noise = OrderedCircles(steps=2).load(None).inputs - OrderedCircles(steps=2, noise=0).load(None).inputs
    assert_allclose(noise.ravel(), np.random.RandomState(42).uniform(-0.12, 0.12, 8))


@pytest.mark.parametrize("params", [{}, {"cluster_std": [1, 3, 5]}], ids=["of one size", "of three sizes"])
def test_blobs_are_around_their_centres(params: dict[str, Any]) -> None:
    data = drawn("blobs", **params)
    assert counts(data) == [267, 267, 266]
    for label, center in enumerate([[-10, -10], [-2.5, 2.5], [10, 10]]):
        blob = data.inputs[data.targets == label]
        deviation = params.get("cluster_std", [1, 1, 1])[label]
        assert_allclose(blob.mean(axis=0), center, atol=4 * deviation / np.sqrt(len(blob)))
        assert_allclose(blob.std(axis=0), deviation, rtol=0.15)


@pytest.mark.parametrize(
    ("params", "phrase"),
    [
        ({"centers": [[1, 2], [3]]}, "centers of one length"),
        ({"n_features": 3}, "n_features is for drawn centers"),
        ({"cluster_std": [1, 2]}, "one for each of the 3 centers"),
        ({"n_samples": 2}, "at least one point a center"),
        ({"n_samples": 1_000_000, "centers": 2, "n_features": 11}, "at most 10,000,000 numbers"),
    ],
)
def test_blobs_whose_parameters_do_not_fit_are_refused(params: dict[str, Any], phrase: str) -> None:
    with pytest.raises(ValidationError, match=phrase):
        DATA_SETS["blobs"].model_validate(params)


def test_the_seven_blobs_are_at_the_measured_positions() -> None:
    data = Blobs7().load(None)
    means = [data.inputs[data.targets == label].mean(axis=0) for label in range(7)]
    expected = [[-2.517, 9.087], [-2.446, -0.2], [-1.363, -9.285], [9.029, -6.111], [-7.301, 1.512], [-7.33, -4.187], [2.202, -0.852]]
    assert_allclose(means, expected, atol=5e-4)
    assert_allclose([data.inputs.min(axis=0), data.inputs.max(axis=0)], [[-13.251, -15.904], [13.405, 16.72]], atol=5e-4)
    assert counts(data) == [200] * 7


def test_fewer_blobs_are_the_first_of_the_seven() -> None:
    assert_array_equal(Blobs7(blobs=3).load(None).inputs, Blobs7().load(None).inputs[:600])


@pytest.mark.parametrize(
    ("points", "n_train", "n_test", "ridge", "tree"), [(300, 1005, 495, 0.497, 0.9939), (200, 670, 330, 0.533, 0.9879)], ids=["notebook", "text"]
)
def test_the_spirals_are_split_and_learned_as_measured(points: int, n_train: int, n_test: int, ridge: float, tree: float) -> None:
    parts = parts_of("spirals", {"test": 0.33}, points=points)
    train, test = parts.raw_train, parts.raw_test
    assert test is not None
    assert (len(train.inputs), len(test.inputs)) == (n_train, n_test)
    assert RidgeClassifier().fit(train.inputs, train.targets).score(test.inputs, test.targets) == pytest.approx(ridge, abs=5e-4)
    # Ties between splits are broken at random; the measured figure is one of a few that come.
    grown = DecisionTreeClassifier(random_state=42).fit(train.inputs, train.targets)
    assert grown.score(train.inputs, train.targets) == 1
    assert grown.score(test.inputs, test.targets) == pytest.approx(tree, abs=0.008)


def test_an_arm_is_an_arc_of_a_circle_that_touches_the_outer_radius() -> None:
    data = Spirals(arms=4, points=1000).load(None)
    first = data.inputs[:1000]
    assert_allclose(np.hypot(first[:, 0] + 0.5, first[:, 1]), 0.7)
    assert_allclose(first[0], [0.2, 0], atol=1e-12)
    turned = np.column_stack([-first[:, 1], first[:, 0]])
    assert_allclose(data.inputs[1000:2000], turned, atol=1e-12)


def test_the_ellipsoid_varies_along_its_axes_as_measured() -> None:
    points = Blob3D().load(None).inputs
    refined = PCA(2, whiten=True).fit(points)
    assert_allclose(refined.explained_variance_ratio_, [0.530, 0.395], atol=5e-4)
    assert_allclose(refined.transform(points).std(axis=0, ddof=1), 1)
    assert np.argmin(np.abs(refined.components_).sum(axis=0)) == 1


def test_pairs_of_the_second_sine_have_the_measured_range() -> None:
    data = drawn("noisy_sine", low=0.9, high=5.5)
    assert data.targets is not None
    assert_allclose([data.inputs.min(), data.inputs.max()], [0.92540, 5.43399], atol=5e-6)
    assert_allclose([data.targets.min(), data.targets.max()], [-2.11478, 2.12037], atol=5e-6)


@pytest.mark.parametrize(
    ("source", "params", "phrase"),
    [
        ("spirals", {"inner": 1, "outer": 0.5}, "inner below outer"),
        ("spirals", {"arms": 1000, "points": 1001}, "at most 1,000,000 points"),
        ("blobs7", {"n_samples": 100_000, "blobs": 11}, "2 to 1,000,000 points"),
        ("moons", {"scale": [1]}, "scale"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(source: str, params: dict[str, Any], phrase: str) -> None:
    with pytest.raises(ValidationError, match=phrase):
        DATA_SETS[source].model_validate(params)
