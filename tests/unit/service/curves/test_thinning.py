"""Thinned curves: what is drawn of many epochs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.core.arrays import Array
from service.curves.thinning import ROWS, ROWS_WITH_GAP, grid_of

VALUES = st.lists(st.none() | st.integers(-5, 5), min_size=11, max_size=120)


def thinned(values: list[float | None], points: int) -> tuple[list[int], list[float | None]]:
    """Thin a curve that begins with epoch 1; return epochs and values."""
    column = np.array(values, dtype=float)
    grid = grid_of(1, len(values), points, has_gaps=None in values)
    rows = grid.thinned(column, np.isnan(column))
    return grid.epochs.tolist(), [None if np.isnan(value) else value for value in rows]


def test_few_epochs_are_all_there() -> None:
    assert thinned([3.0, None, 1.0], 10) == ([1, 2, 3], [3.0, None, 1.0])


def test_as_many_epochs_as_points_are_all_there() -> None:
    assert thinned([float(number) for number in range(10)], 10)[0] == list(range(1, 11))


def test_a_bucket_has_its_least_and_greatest_value_as_they_come_at_its_ends() -> None:
    # First, four buckets of three epochs, last.
    values: list[float | None] = [9, 1, 5, 3, 6, 2, 4, 7, 7, 7, 8, 0, 9, 5]
    assert thinned(values, 10) == ([1, 2, 4, 5, 7, 8, 10, 11, 13, 14], [9, 1, 5, 6, 2, 7, 7, 0, 9, 5])


def test_a_gap_is_drawn_in_the_middle_of_its_bucket() -> None:
    # First, two buckets of five epochs, last.
    values: list[float | None] = [1, 2, 3, None, 4, 5, 6, 8, 7, 9, 6, 1]
    assert thinned(values, 10) == ([1, 2, 4, 6, 7, 9, 11, 12], [1, 2, None, 5, 6, 6, 9, 1])


def test_a_bucket_without_values_is_a_gap() -> None:
    values: list[float | None] = [1, *[None] * 5, 3, 3, 3, 3, 3, 1]
    assert thinned(values, 10)[1] == [1, None, None, None, 3, 3, 3, 1]


def test_epochs_after_the_end_of_a_job_are_no_gap() -> None:
    values = np.array([5.0, 4, 3, 2, *[np.nan] * 8])
    grid = grid_of(1, 12, 11, has_gaps=True)
    assert grid.n_rows == ROWS_WITH_GAP
    shown = grid.thinned(values, np.zeros(12, dtype=bool)).tolist()
    assert shown[:4] == [5, 4, 4, 2]
    assert np.isnan(shown[4:]).all()


@settings(max_examples=200, deadline=None)
@given(VALUES, st.integers(10, 40))
def test_what_is_drawn_keeps_ends_extremes_and_gaps_with_no_more_points_than_wanted(values: list[float | None], points: int) -> None:
    epochs, rows = thinned(values, points)
    assert len(epochs) == len(rows) <= points
    assert epochs == sorted(set(epochs))
    assert (epochs[0], epochs[-1], rows[0], rows[-1]) == (1, len(values), values[0], values[-1])
    for low, high, shown in buckets(epochs, rows, None in values):
        inside = values[low - 1 : high]
        known = [value for value in inside if value is not None]
        extremes = {min(known), max(known)} if known else set()
        assert {value for value in shown if value is not None} == extremes
        assert (None in shown) == (None in inside)


def buckets(epochs: list[int], rows: list[float | None], has_gaps: bool) -> list[tuple[int, int, list[float | None]]]:
    """Return each bucket's first and last epoch with its rows; of curves that are not thinned each epoch."""
    if len(epochs) == epochs[-1]:
        return [(epoch, epoch, [value]) for epoch, value in zip(epochs, rows, strict=True)]
    n_rows = ROWS_WITH_GAP if has_gaps else ROWS
    found = [(epochs[index], epochs[index + n_rows - 1], rows[index : index + n_rows]) for index in range(1, len(rows) - 1, n_rows)]
    assert [low for low, _, _ in found] == [2, *(high + 1 for _, high, _ in found[:-1])]
    assert found[-1][1] + 1 == epochs[-1]
    return found


def test_a_wide_bucket_has_at_most_one_epoch_more_than_a_narrow_one() -> None:
    grid = grid_of(1, 100_000, 2_000, has_gaps=False)
    widths: Array = grid.widths
    assert (len(widths), widths.sum(), widths.max() - widths.min()) == (999, 99_998, 1)
    assert grid.epochs_per_bucket == widths.max()


@pytest.mark.parametrize("has_gaps", [False, True])
def test_never_more_rows_than_points(has_gaps: bool) -> None:
    for n_epochs in range(11, 400, 7):
        for points in range(10, 60):
            assert len(grid_of(1, n_epochs, points, has_gaps=has_gaps).epochs) <= points
