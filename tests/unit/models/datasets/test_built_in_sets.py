"""Data sets: known values of the book, and correct descriptions."""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from pydantic import ValidationError

from models.core.files import sha256_of
from models.datasets import DATA_SETS, Data, DataSet
from models.datasets.drawn_shapes import Shapes
from models.datasets.generated_points import Blobs, Moons, OrderedCircles, Spirals
from models.datasets.generated_series import NoisySine, SumOfSines
from models.datasets.mnist import PACKED, PACKED_SHA256, Mnist

PARTS = ("inputs", "targets", "test_inputs", "test_targets")
#: Those that need no network, and of them those with parameters.
LOCAL = [cls for cls in DATA_SETS.values() if not cls.downloads]
GENERATORS = [cls for cls in LOCAL if cls.model_fields]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def digits(cache: Path) -> Data:
    return Mnist().load(cache)


def dtype_of(array: Any) -> str:
    """Return the type as a description names it: "str" for text, whether of fixed width or Python's own."""
    text = array.dtype.kind == "U" or (array.dtype == object and all(isinstance(value, str) for value in array.ravel()))
    return "str" if text else str(array.dtype)


def require_contract(data_set: DataSet, cache: Path | None) -> None:
    """Require that a data set holds what it describes, and that its test part is of the same form."""
    described, data = data_set.describe(), data_set.load(cache)
    assert (data.inputs.shape, dtype_of(data.inputs)) == ((described.n_train, *described.inputs.shape), described.inputs.dtype)
    assert (0 if data.test_inputs is None else len(data.test_inputs)) == described.n_test
    assert (data.targets is None) == (described.targets is None)
    if data.targets is not None and described.targets is not None:
        assert (data.targets.shape, dtype_of(data.targets)) == ((described.n_train, *described.targets.shape), described.targets.dtype)
    if described.labels is not None:
        assert np.unique(data.targets).tolist() == list(described.labels)
        assert data_set.label_counts() in (None, dict(Counter(data.targets.tolist())))
    for train, test in ((data.inputs, data.test_inputs), (data.targets, data.test_targets)):
        if train is not None and test is not None:
            assert (test.shape[1:], test.dtype) == (train.shape[1:], train.dtype)


@pytest.mark.parametrize("data_set", LOCAL, ids=lambda cls: cls.source)
def test_a_data_set_matches_its_description(data_set: type[DataSet], cache: Path) -> None:
    require_contract(data_set(), cache)


@pytest.mark.parametrize("data_set", DATA_SETS.values(), ids=lambda cls: cls.source)
def test_every_data_set_has_a_description_before_loading(data_set: type[DataSet]) -> None:
    described = data_set().describe()
    assert described.n_train > 0
    assert described.labels is None or list(described.labels) == sorted(described.labels)  # type: ignore[type-var]
    assert described.columns is None or described.inputs.shape == (len(described.columns),)
    assert described.labels is None or described.targets is not None


@pytest.mark.parametrize("data_set", DATA_SETS.values(), ids=lambda cls: cls.source)
def test_the_parameters_of_a_data_set_are_explained(data_set: type[DataSet]) -> None:
    fields = data_set.model_json_schema().get("properties", {})
    assert all(field.get("description") for field in fields.values())
    assert data_set.model_validate(data_set().model_dump(mode="json")) == data_set()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(GENERATORS), st.data())
def test_a_generator_matches_its_description_for_all_parameters(generator: type[DataSet], draw: st.DataObject) -> None:
    size = "points" if generator is Spirals else "steps" if generator is OrderedCircles else "n_samples"
    least = 100 if generator is Shapes else 2
    params = {size: draw.draw(st.integers(least, least + 40))}
    params |= {"seed": draw.draw(st.integers(0, 2**31 - 1))} if "seed" in generator.model_fields else {}
    if generator is Moons:
        params |= draw.draw(st.just({}) | st.fixed_dictionaries({"test": st.fixed_dictionaries({"n_samples": st.integers(2, 40)})}))
    if generator is Blobs:
        centers = st.integers(1, 2) | st.integers(1, 4).flatmap(
            lambda width: st.lists(st.lists(st.integers(-9, 9), min_size=width, max_size=width), min_size=1, max_size=2)
        )
        params["centers"] = draw.draw(centers)
    require_contract(generator.model_validate(params), None)


def test_the_committed_mnist_file_has_the_known_digest() -> None:
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
    data = NoisySine(n_samples=50, low=0, high=9, noise=0, seed=1).load(None)
    assert_allclose(data.targets, 2 * np.sin(data.inputs[:, 0]))


@pytest.mark.parametrize(
    ("source", "params"),
    [
        ("noisy_sine", {"low": -1e308, "high": 1e308}),
        ("noisy_sine", {"noise": 1e308}),
        ("ordered_circles", {"noise": 1e308}),
        ("sum_of_sines", {"test_skip": 2**63}),
    ],
)
def test_numbers_too_large_to_draw_with_are_refused(source: str, params: dict[str, float]) -> None:
    with pytest.raises(ValidationError, match="than or equal to"):
        DATA_SETS[source](**params)
    largest = {"low": -1e30, "high": 1e30, "noise": 1e30, "test_skip": 2**53}
    assert np.isfinite(DATA_SETS[source](**{name: largest[name] for name in params}).load(None).inputs).all()


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


def test_the_test_series_starts_after_the_skipped_values() -> None:
    data = SumOfSines(n_samples=10, test_skip=4).load(None)
    assert data.test_inputs is not None
    assert_allclose(data.test_inputs[:6], data.inputs[4:])


def test_a_phase_shifts_its_wave() -> None:
    data = SumOfSines(n_samples=10, frequencies=[2], amplitudes=[3], phases=[0.5]).load(None)
    assert_allclose(data.inputs[:, 0], 3 * np.sin(2 * (0.5 + 0.057 * np.arange(10))))
