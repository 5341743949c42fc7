"""Data sets: known values of the book, and descriptions that keep their word."""

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from models.datasets import DATA_SETS, Data, DataSet
from models.datasets.mnist import PACKED, PACKED_SHA256, Mnist
from models.datasets.noisy_sine import NoisySine
from models.datasets.sum_of_sines import SumOfSines
from models.files import sha256_of

PARTS = ("inputs", "targets", "test_inputs", "test_targets")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def digits(cache: Path) -> Data:
    return Mnist().load(cache)


@pytest.mark.parametrize("data_set", DATA_SETS.values(), ids=lambda cls: cls.source)
def test_a_data_set_holds_what_it_describes(data_set: type[DataSet], cache: Path) -> None:
    described, data = data_set().describe(), data_set().load(cache)
    assert (data.inputs.shape, data.inputs.dtype) == ((described.n_train, *described.inputs.shape), described.inputs.dtype)
    assert (0 if data.test_inputs is None else len(data.test_inputs)) == described.n_test
    assert (data.targets is None) == (described.targets is None)
    if data.targets is not None and described.targets is not None:
        assert (data.targets.shape, data.targets.dtype) == ((described.n_train, *described.targets.shape), described.targets.dtype)
    if described.labels is not None:
        assert np.unique(data.targets).tolist() == list(described.labels)


@pytest.mark.parametrize("data_set", DATA_SETS.values(), ids=lambda cls: cls.source)
def test_the_test_part_is_of_the_same_form_as_the_training_part(data_set: type[DataSet], cache: Path) -> None:
    data = data_set().load(cache)
    for train, test in ((data.inputs, data.test_inputs), (data.targets, data.test_targets)):
        if train is not None and test is not None:
            assert (test.shape[1:], test.dtype) == (train.shape[1:], train.dtype)


def test_the_committed_mnist_file_is_the_known_one() -> None:
    assert sha256_of(PACKED) == PACKED_SHA256


def test_mnist_starts_with_the_labels_of_the_book(digits: Data) -> None:
    assert digits.targets is not None
    assert digits.targets[:15].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4, 3, 5, 3, 6, 1]


def test_mnist_holds_the_pixels_the_book_prints(digits: Data) -> None:
    block = [
        [0, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 30, 36, 94, 154],
        [0, 0, 49, 238, 253, 253, 253],
        [0, 0, 18, 219, 253, 253, 253],
        [0, 0, 0, 80, 156, 107, 253],
        [0, 0, 0, 0, 14, 1, 154],
        [0, 0, 0, 0, 0, 0, 139],
    ]
    assert digits.inputs[0, 5:12, 5:12].tolist() == block


def test_the_mapped_copy_of_mnist_equals_the_packed_one(digits: Data) -> None:
    packed = Mnist().load(None)
    assert isinstance(digits.inputs, np.memmap)
    for part in PARTS:
        assert_array_equal(getattr(digits, part), getattr(packed, part), strict=True)


def test_mnist_is_unpacked_once(digits: Data, cache: Path) -> None:
    def made() -> dict[str, int]:
        return {path.name: path.stat().st_mtime_ns for path in (cache, *cache.rglob("*"))}

    before = made()
    Mnist().load(cache)
    assert set(before) == {cache.name, "mnist", "x_test.npy", "x_train.npy", "y_test.npy", "y_train.npy"}
    assert made() == before


def test_noisy_sine_draws_the_points_of_the_book() -> None:
    data = NoisySine().load(None)
    assert data.targets is not None
    assert_allclose(np.column_stack([data.inputs, data.targets])[:2], [[-0.50184, -0.78179], [0.92798, 1.64028]], atol=5e-6)
    assert_allclose([data.inputs.min(), data.inputs.max()], [-1.97791, 1.94260], atol=5e-6)
    assert_allclose([data.targets.min(), data.targets.max()], [-2.11595, 2.13458], atol=5e-6)


def test_noisy_sine_without_noise_is_a_sine() -> None:
    data = NoisySine(n=50, low=0, high=9, noise=0, seed=1).load(None)
    assert_allclose(data.targets, 2 * np.sin(data.inputs[:, 0]))


def test_another_seed_draws_other_points() -> None:
    assert not np.isin(NoisySine(seed=1).load(None).inputs, NoisySine(seed=2).load(None).inputs).any()


@pytest.mark.parametrize(
    ("params", "train", "test"),
    [
        ({}, [0, 0.28448, 0.56581], [1.27431, 1.21252, 1.12758]),
        (
            {"frequencies": [1.1, 1.7, 3.1, 7], "amplitudes": [1, 2, 2, 3], "phases": [0] * 4},
            [0, 1.77321, 3.35031],
            [5.43892, 4.47387, 3.32634],
        ),
    ],
    ids=["two waves", "four waves"],
)
def test_sum_of_sines_starts_as_in_the_book(params: dict[str, list[float]], train: list[float], test: list[float]) -> None:
    data = SumOfSines.model_validate(params).load(None)
    assert data.test_inputs is not None
    assert_allclose(data.inputs[:3, 0], train, atol=5e-6)
    assert_allclose(data.test_inputs[:3, 0], test, atol=5e-6)


def test_the_test_series_starts_after_as_many_values_as_asked_for() -> None:
    data = SumOfSines(n=10, test_skip=4).load(None)
    assert data.test_inputs is not None
    assert_allclose(data.test_inputs[:6], data.inputs[4:])


def test_a_phase_shifts_its_wave() -> None:
    data = SumOfSines(n=10, frequencies=[2], amplitudes=[3], phases=[0.5]).load(None)
    assert_allclose(data.inputs[:, 0], 3 * np.sin(2 * (0.5 + 0.057 * np.arange(10))))
