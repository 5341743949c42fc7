"""Times that are expected follow those that are taken, whichever way the first measurement was wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.serving.pace import RECENT, Pace


def observed(pace: Pace, n_items: int, seconds: float, times: int = 1) -> Pace:
    for _ in range(times):
        pace.observe(n_items, seconds)
    return pace


def test_times_are_at_first_those_of_the_measurement() -> None:
    pace = Pace(0.001, 0.0001)
    assert pace.expected_s(1) == pytest.approx(0.0011)
    assert pace.expected_s(100) == pytest.approx(0.011)
    assert pace.items_within(0.01101) == 100


def test_one_faster_time_corrects_a_measurement_on_a_busy_machine() -> None:
    pace = observed(Pace(0.1, 0.01), 1, 0.0011)
    assert pace.expected_s(1) == pytest.approx(0.0011)
    assert pace.expected_s(32) == pytest.approx(0.0042), "sizes without times are expected to be as wrong as the nearest"


def test_a_few_slow_times_between_fast_ones_change_nothing() -> None:
    pace = Pace(0.001, 0.0)
    for _ in range(10):
        observed(pace, 1, 0.5, RECENT - 1)
        observed(pace, 1, 0.001)
    assert pace.expected_s(1) == pytest.approx(0.001)


def test_only_slow_times_are_believed() -> None:
    pace = observed(Pace(0.001, 0.0), 1, 0.5, RECENT)
    assert pace.expected_s(1) == pytest.approx(0.5)


def test_each_class_of_sizes_has_times_of_its_own() -> None:
    pace = observed(observed(Pace(0.001, 0.001), 1, 0.001), 1000, 5.005, RECENT)
    assert pace.expected_s(1) == pytest.approx(0.001)
    assert pace.expected_s(1000) == pytest.approx(5.005)


def test_pieces_shrink_until_they_take_the_time_that_they_may() -> None:
    pace, sizes = Pace(0.0, 1e-6), []  # In fact an item takes a hundred times as long.
    for _ in range(60):
        sizes.append(pace.items_within(0.01))
        pace.observe(sizes[-1], sizes[-1] * 1e-4)
    assert sizes[0] == 10_000
    assert 50 <= sizes[-1] <= 125


@given(st.floats(0, 1), st.floats(0, 0.1), st.lists(st.tuples(st.integers(1, 10**6), st.floats(0, 10)), max_size=30), st.floats(1e-4, 1))
def test_whatever_was_observed_pieces_have_an_item_and_take_no_longer_than_they_may(base_s, item_s, times, within_s) -> None:
    pace = Pace(base_s, item_s)
    for n_items, seconds in times:
        pace.observe(n_items, seconds)
    n_items = pace.items_within(within_s)
    assert n_items >= 1
    assert n_items == 1 or pace.expected_s(n_items) <= within_s * 1.001
