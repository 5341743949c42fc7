"""Temperatures applied to a given distribution."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.serving.tempering import TemperatureSpec, distributions
from tests.faults import refused

HALVES = [0.5, 0.25, 0.25, 0.0]


def applied(probabilities: Any, *temperatures: float) -> Any:
    return distributions(TemperatureSpec(probabilities=probabilities, temperatures=list(temperatures)))


def test_the_books_formula_by_hand() -> None:
    assert applied(HALVES, 1, 0.5) == [HALVES, pytest.approx([2 / 3, 1 / 6, 1 / 6, 0])]
    (hot,) = applied([0.64, 0.36], 2)
    assert hot == pytest.approx([0.8 / 1.4, 0.6 / 1.4])


def test_temperature_0_is_the_limit_and_ties_share_it() -> None:
    assert applied(HALVES, 0) == [[1, 0, 0, 0]]
    assert applied([0.4, 0.4, 0.2], 0, 1e-300) == [[0.5, 0.5, 0], [0.5, 0.5, 0]]


def test_labels_stay_with_their_probabilities() -> None:
    assert applied({"b": 0.8, "a": 0.2}, 0.5) == [{"b": pytest.approx(0.64 / 0.68), "a": pytest.approx(0.04 / 0.68)}]


def test_probabilities_written_with_few_digits_are_made_to_sum_to_1() -> None:
    (row,) = applied([0.33, 0.33, 0.33], 1)
    assert row == pytest.approx([1 / 3] * 3)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9).filter(lambda values: sum(values) > 1e-3), st.floats(0, 100))
def test_every_result_is_a_distribution_in_the_same_order(values: list[float], temperature: float) -> None:
    (row,) = applied([value / sum(values) for value in values], temperature)
    assert sum(row) == pytest.approx(1)
    pairs = sorted(zip(values, row, strict=True))
    assert all(low <= high + 1e-12 for (_, low), (_, high) in pairwise(pairs))


@pytest.mark.parametrize(
    ("probabilities", "pointer", "phrase"),
    [
        ([0.5, -0.5, 1.0], "/probabilities/1", "expected a probability from 0 to 1, got -0.5"),
        ({"a/b": 2.0}, "/probabilities/a~1b", "got 2"),
        ([0.4, 0.4], "/probabilities", "sum to 1 (within 0.02), got a sum of 0.8; divide each by the sum"),
        ([0, 0], "/probabilities", "a sum of 0"),
    ],
)
def test_what_is_no_distribution_is_refused(probabilities: Any, pointer: str, phrase: str) -> None:
    ((found, detail),) = refused(lambda: applied(probabilities, 1))
    assert found == pointer
    assert phrase in detail


def test_all_distributions_together_have_a_largest_size() -> None:
    ((pointer, _),) = refused(lambda: applied([1e-5] * 100_000, *[1.0] * 11))
    assert pointer == "/temperatures"


@pytest.mark.parametrize(
    "wrong", [{"temperatures": [-1]}, {"temperatures": []}, {"temperatures": [True]}, {"probabilities": ["0.5"]}, {"probabilities": []}]
)
def test_other_values_are_refused_by_their_form(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        TemperatureSpec(**{"probabilities": [1.0], "temperatures": [1.0], **wrong})
