"""Steps over single values: known values, and data that does not fit."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.preprocessing import Normalizer

from models.core.errors import DataError
from models.preprocessing.numbers import Cast, Clip, Divide, Log, Normalize, Scale
from models.preprocessing.reshape import AddChannel


def test_divide_scales_pixels_to_zero_to_one_and_back() -> None:
    divide = Divide(step="divide", by=255)
    pixels = np.array([[0, 51, 255]], np.uint8)
    assert_allclose(divide.apply(pixels), [[0, 0.2, 1]], rtol=1e-6)
    assert_allclose(divide.invert(divide.apply(pixels)), pixels, rtol=1e-6)


@pytest.mark.parametrize("norm", ["l1", "l2", "max"])
def test_normalize_agrees_with_scikit_learn_on_rows(norm: Any) -> None:
    rows = np.random.default_rng(0).normal(size=(5, 4))
    rows[2] = 0
    assert_allclose(Normalize(step="normalize", norm=norm).apply(rows), Normalizer(norm=norm).fit_transform(rows))


def test_normalize_takes_all_values_of_a_sample_together() -> None:
    images = np.array([[[0, 3], [4, 0]], [[0, 0], [0, 0]]], np.uint8)
    assert_allclose(Normalize(step="normalize").apply(images), [[[0, 0.6], [0.8, 0]], [[0, 0], [0, 0]]], rtol=1e-6)


def test_add_channel_appends_an_axis_of_one() -> None:
    images = np.arange(12).reshape(2, 2, 3)
    found = AddChannel(step="add_channel").apply(images)
    assert found.shape == (2, 2, 3, 1)
    assert_array_equal(found[..., 0], images)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [({"low": 0}, [0, 1, 5]), ({"high": 2}, [-3, 1, 2]), ({"low": 0.5, "high": 0.75}, [0.5, 0.75, 0.75])],
    ids=["low", "high", "both"],
)
def test_clip_limits_values_outside_the_range(fields: dict[str, float], expected: list[float]) -> None:
    assert Clip(step="clip", **fields).apply(np.array([-3.0, 1.0, 5.0])).tolist() == expected


def test_log_takes_the_natural_logarithm_after_adding_the_offset() -> None:
    log = Log(step="log", offset=1)
    assert_allclose(log.apply(np.array([0, np.e - 1])), [0, 1], atol=1e-15)
    assert_allclose(log.invert(np.array([0.0, 1.0])), [0, np.e - 1], atol=1e-15)


@pytest.mark.parametrize("value", [-2.0, -3.5, np.nan])
def test_log_names_a_value_that_has_no_logarithm(value: float) -> None:
    with pytest.raises(DataError, match=rf"log: expected values above -2, got {value:g}"):
        Log(step="log", offset=2).apply(np.array([[1.0], [value]]))


def test_the_inverse_of_log_of_a_too_large_output_is_infinite() -> None:
    assert Log(step="log").invert(np.array([1e6])).tolist() == [np.inf]


def test_cast_converts_rows_of_objects_with_only_numbers() -> None:
    found = Cast(step="cast").apply(np.array([[1, None], [True, 2.5]], object))
    assert_array_equal(found, np.array([[1, np.nan], [1, 2.5]], np.float32), strict=True)


def test_cast_does_not_parse_text() -> None:
    with pytest.raises(DataError, match="cast: expected numbers, got '3'"):
        Cast(step="cast").apply(np.array([[1, "3"]], object))


def test_scale_maps_pixels_to_minus_one_to_one() -> None:
    scale = Scale(step="scale", **{"from": (0, 255), "to": (-1, 1)})
    assert_allclose(scale.apply(np.array([0, 51, 127.5, 255])), [-1, -0.6, 0, 1], atol=1e-12)
