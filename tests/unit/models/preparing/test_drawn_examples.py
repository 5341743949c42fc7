"""Samples that are drawn like those of a training part: in its ranges, of its categories, and none of them."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from models.preparing.drawn_examples import drawn_examples
from models.preparing.prepared import Prepared


def prepared(values: Any, state: dict[str, Any] | None = None) -> Prepared:
    """Return data with one input of those raw values, and one fitted step."""
    record = {"inputs": {"a": [{"spec": {"step": "x", "unknown": "ignore"}, "state": state or {}}]}, "targets": {}}
    return cast(Prepared, SimpleNamespace(raw_train=SimpleNamespace(inputs={"a": values}), chain=SimpleNamespace(record=lambda: record)))


def drawn(values: Any, shape: tuple[int, ...], state: dict[str, Any] | None = None, seed: int = 1) -> Any:
    examples = np.zeros(shape, values.dtype) if values.dtype != object else np.empty(shape, object)
    return drawn_examples({"a": examples}, prepared(values, state), np.random.default_rng(seed))["a"]


FLOATS = st.floats(-1e300, 1e300)


@given(arrays.arrays(np.float64, st.tuples(st.integers(1, 30), st.integers(1, 4)), elements=FLOATS))
def test_numbers_are_in_the_range_of_their_column(values: Any) -> None:
    found = drawn(values, (7, values.shape[1]))
    assert (found.shape, found.dtype) == ((7, values.shape[1]), values.dtype)
    slack = np.spacing(np.abs(values).max(axis=0))
    assert (found >= values.min(axis=0) - slack).all()
    assert (found <= values.max(axis=0) + slack).all()


@given(arrays.arrays(np.int32, st.tuples(st.integers(1, 60), st.integers(1, 3)), elements=st.integers(-1000, 1000)))
def test_whole_numbers_stay_whole_and_of_their_type(values: Any) -> None:
    found = drawn(values, (7, values.shape[1]))
    assert found.dtype == np.int32
    assert ((found >= values.min(axis=0)) & (found <= values.max(axis=0))).all()


def test_measured_numbers_are_not_repeated() -> None:
    values = np.random.default_rng(3).normal(size=(500, 2))
    assert not np.isin(drawn(values, (50, 2)), values).any()


def test_of_few_numbers_that_recur_one_of_these_is_drawn() -> None:
    values = np.repeat([[1.5, 3.0], [2.5, 9.0], [7.5, 30.0]], 30, axis=0)
    found = drawn(values, (50, 2))
    assert set(found[:, 0]) == {1.5, 2.5, 7.5}
    assert set(found[:, 1]) == {3.0, 9.0, 30.0}


def test_whole_numbers_of_which_none_recurs_are_drawn_between_them() -> None:
    wages = np.random.default_rng(3).permutation(np.arange(20_000, 90_000, 997)).astype(np.float64)[:, np.newaxis]
    found = drawn(wages, (40, 1))
    assert np.isin(found, wages).mean() < 0.1
    assert np.array_equal(found, np.rint(found))


@pytest.mark.parametrize("values", [np.full((6, 1), np.nan), np.array([[None], [None]], object)])
def test_a_column_without_values_is_missing(values: Any) -> None:
    assert all(value is None or value != value for value in drawn(values, (3, 1)).reshape(-1))


def test_values_are_missing_only_where_the_column_has_gaps_and_not_in_the_first_sample() -> None:
    values = np.random.default_rng(3).normal(size=(100, 2))
    values[::4, 0] = np.nan
    found = drawn(values, (60, 2))
    assert 0 < np.isnan(found[:, 0]).mean() < 0.5
    assert not np.isnan(found[:, 1]).any()
    assert not np.isnan(found[0]).any()


ROWS = np.array([[3, "Ulm", "secret one"], [None, "Bern", "secret two"], [8, "Ulm", "secret three"], [5, "Bern", "secret four"]] * 5, object)


def test_a_category_is_one_that_the_preprocessing_knows_and_other_text_is_of_its_words() -> None:
    found = drawn(ROWS, (40, 3), {"categories_": [["Bern", "Ulm", "Rome"]], "vocabulary_": np.array(["blue", "green"])})
    assert set(found[:, 1]) == {"Ulm", "Bern"}
    assert {word for text in found[:, 2] for word in text.split()} <= {"blue", "green", "Bern", "Ulm", "Rome"}
    assert {type(value) for value in found[:, 0] if value is not None} == {int}


def test_text_of_which_no_word_is_known_is_of_letters() -> None:
    found = drawn(ROWS[:, 2:], (9, 1))
    assert not any("secret" in text or "ignore" in text for text in found[:, 0])
    assert all(text.replace(" ", "").isalpha() for text in found[:, 0])


def test_a_day_is_between_the_first_and_the_last() -> None:
    days = np.array([["2024-02-27"], ["2024-03-02"], ["2024-02-28"]], object)
    assert set(drawn(days, (80, 1))[:, 0]) == {"2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02"}


@pytest.mark.parametrize(("dtype", "high"), [(np.uint8, 200), (np.float32, 0.5)])
def test_images_are_noise_in_the_range_of_shades(dtype: Any, high: float) -> None:
    images = (np.random.default_rng(3).random((20, 4, 4, 3)) * high).astype(dtype)
    found = drawn(images, (5, 4, 4, 3))
    assert (found.shape, found.dtype) == ((5, 4, 4, 3), images.dtype)
    assert (found.min() >= images.min(), found.max() <= images.max()) == (True, True)
    assert len(np.unique(found)) > 20


def test_windows_of_a_series_are_drawn_by_the_ranges_of_its_columns() -> None:
    steps = np.column_stack([np.linspace(0, 1, 50), np.linspace(100, 101, 50)])
    found = drawn(steps, (6, 8, 2))
    assert ((found[..., 0] <= 1) & (found[..., 1] >= 100)).all()


def test_no_examples_are_asked_for_and_none_drawn() -> None:
    assert drawn(np.ones((5, 3)), (0, 3)).shape == (0, 3)
