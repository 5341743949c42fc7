"""Differences of arrays, and of the surroundings of two trainings."""

import numpy as np
import pytest

from models.core.arrays import Array
from models.retraining.differences import differences
from models.retraining.environment import changed_facts


def test_equal_arrays_have_no_differences() -> None:
    arrays = {"w": np.array([1.0, np.nan, np.inf]), "n": np.array([1, 2])}
    found = differences({name: array.copy() for name, array in arrays.items()}, arrays)
    assert found.are_none
    assert (found.n_values, found.largest, found.largest_relative) == (5, 0.0, 0.0)


def test_differences_are_counted_and_measured_against_the_largest_value_of_an_array() -> None:
    recorded = {"w": np.array([1.0, -4.0, 2.0], np.float32), "b": np.array([100.0])}
    found = differences({"w": np.array([1.0, -4.5, 2.0], np.float32), "b": np.array([100.0])}, recorded)
    assert (found.n_values, found.n_different) == (4, 1)
    assert found.largest == pytest.approx(0.5)
    assert found.largest_relative == pytest.approx(0.125)
    assert not found.are_none


@pytest.mark.parametrize("other", [{"w": np.zeros(3)}, {}, {"w": np.zeros(2), "more": np.zeros(1)}])
def test_arrays_of_other_shapes_and_missing_ones_are_named(other: dict[str, Array]) -> None:
    found = differences(other, {"w": np.zeros(2)})
    assert found.incomparable in (["w"], ["more"])
    assert not found.are_none


def test_a_weight_that_is_no_longer_finite_has_no_largest_difference() -> None:
    found = differences({"w": np.array([np.nan])}, {"w": np.array([1.0])})
    assert (found.n_different, found.largest) == (1, None)


def test_what_differs_of_the_surroundings_is_named() -> None:
    recorded = {"python": "3.11.1", "machine": "Linux x86_64", "libraries": {"numpy": "2.1", "keras": "3.15"}}
    now = {"python": "3.11.1", "machine": "Linux aarch64", "cpu": "A", "libraries": {"numpy": "2.2", "keras": "3.15"}}
    facts = [(fact.name, fact.recorded, fact.now) for fact in changed_facts(recorded, now)]
    assert facts == [("machine", "Linux x86_64", "Linux aarch64"), ("cpu", None, "A"), ("numpy", "2.1", "2.2")]
