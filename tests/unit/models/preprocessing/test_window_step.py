"""The window step: windows of a series, and the targets of each."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.errors import DataError
from models.preprocessing.window import Window


def test_window_cuts_overlapping_windows_with_the_value_after_each() -> None:
    series = np.arange(6.0).reshape(-1, 1)
    windows, targets = Window(step="window", size=4).split(series)
    assert windows[..., 0].tolist() == [[0, 1, 2, 3], [1, 2, 3, 4]]
    assert targets.tolist() == [[4], [5]]


def test_windows_start_a_stride_apart_and_targets_reach_to_the_horizon() -> None:
    windows, targets = Window(step="window", size=3, stride=2, horizon=2).split(np.arange(10).reshape(-1, 1))
    assert windows[..., 0].tolist() == [[0, 1, 2], [2, 3, 4], [4, 5, 6]]
    assert targets[..., 0].tolist() == [[3, 4], [5, 6], [7, 8]]


def test_windows_of_ids_have_an_id_as_target() -> None:
    windows, targets = Window(step="window", size=2, stride=2).split(np.arange(6, dtype=np.int32))
    assert windows.tolist() == [[0, 1], [2, 3]]
    assert targets.tolist() == [2, 4]


@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4), st.integers(0, 9))
def test_every_window_has_its_own_targets(size: int, stride: int, horizon: int, more: int) -> None:
    series = np.arange(size + horizon + more)
    windows, targets = Window(step="window", size=size, stride=stride, horizon=horizon).split(series)
    starts = range(0, more + 1, stride)
    assert windows.tolist() == [series[start : start + size].tolist() for start in starts]
    assert targets.reshape(len(starts), horizon).tolist() == [series[start + size : start + size + horizon].tolist() for start in starts]


def test_window_refuses_a_series_shorter_than_window_and_horizon() -> None:
    with pytest.raises(DataError, match="more than 6 steps, got 6"):
        Window(step="window", size=4, horizon=3).split(np.zeros((6, 1)))


def test_window_refuses_a_series_with_nothing_after_its_first_window() -> None:
    with pytest.raises(DataError, match="more than 4 steps, got 4"):
        Window(step="window", size=4).split(np.zeros((4, 1)))


def test_window_says_how_many_steps_are_missing() -> None:
    with pytest.raises(DataError, match="at least 4 steps, got 1: 3 missing"):
        Window(step="window", size=4).apply(np.zeros((1, 1)))
