"""Forecasts without a model: known errors, seasons, several series, and what is said of a model that is no better."""

from typing import Any

import numpy as np
import pytest

from models.core.arrays import Array
from models.evaluation.naive import naive_report
from models.preprocessing.window import Window


def window(**fields: int) -> Window:
    return Window(step="window", **{"size": 3, **fields})


def column(values: Any) -> Array:
    return np.asarray(values, np.float64)[:, np.newaxis]


def targets_of(series: list[Array], cut: Window) -> Array:
    return np.concatenate([cut.split(steps)[1] for steps in series])


def test_the_last_value_is_off_by_the_slope_of_a_line() -> None:
    series, cut = [column(2.0 * np.arange(10))], window()
    true = targets_of(series, cut)
    report = naive_report(series, cut, None, true + 1, true)
    assert (report.last_value.rmse, report.last_value.mae, report.last_value.ratio) == (2, 2, 0.5)
    assert (report.last_value.n_samples, report.last_season, report.note) == (7, None, None)


def test_a_horizon_repeats_the_last_value() -> None:
    series, cut = [column(np.arange(10.0))], window(horizon=3)
    true = targets_of(series, cut)
    assert naive_report(series, cut, None, true, true).last_value.mae == 2  # The mean of 1, 2 and 3.


def test_a_season_is_exact_for_what_repeats_and_needs_steps_before() -> None:
    series, cut = [column(np.arange(20) % 5)], window(size=3)
    true = targets_of(series, cut)
    season = naive_report(series, cut, 5, true + 1, true).last_season
    assert season is not None
    assert (season.rmse, season.period, season.n_samples, season.ratio) == (0, 5, 15, None)
    assert naive_report(series, cut, 19, true, true).last_season is not None
    assert naive_report(series, cut, 25, true, true).last_season is None


def test_a_horizon_longer_than_a_season_repeats_it() -> None:
    series, cut = [column(np.arange(30) % 4)], window(size=6, horizon=9)
    true = targets_of(series, cut)
    season = naive_report(series, cut, 4, true, true).last_season
    assert season is not None
    assert season.rmse == 0


@pytest.mark.parametrize("fields", [{}, {"stride": 2}, {"horizon": 2}, {"multiple": 3}])
def test_several_series_are_compared_each_by_itself(fields: dict[str, int]) -> None:
    series, cut = [column(np.arange(10.0)), column(1000 + np.arange(12.0))], window(**fields)
    true = targets_of(series, cut)
    report = naive_report(series, cut, None, true, true)
    assert report.last_value.n_samples == len(true)
    assert report.last_value.rmse is not None
    assert report.last_value.rmse < 2


def test_a_model_that_is_no_better_is_told_with_the_ratio() -> None:
    series, cut = [column(np.arange(10.0))], window()
    true = targets_of(series, cut)
    note = naive_report(series, cut, None, true + 3, true).note
    assert note == "the model is no better than repeating the last value (3.00 times its error)"
