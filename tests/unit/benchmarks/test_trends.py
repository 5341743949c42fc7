"""Relations between recipes that a whole run is held to."""

import pytest

from benchmarks.trends import TRENDS, Trend, broken
from models.catalog import recipes

REPORTED = {name: recipe.reported for name, recipe in recipes().items()}


@pytest.mark.parametrize("trend", TRENDS, ids=lambda trend: trend.what)
def test_a_trend_is_about_recipes_and_figures_that_are_there_and_holds_of_those_reported(trend: Trend) -> None:
    assert broken(REPORTED) == []
    assert set(trend.recipes) <= set(REPORTED)


def test_a_trend_that_does_not_hold_is_told_and_one_whose_recipes_were_not_run_is_not() -> None:
    found = {"sines0-lstm3-w1": {"test_rmse": 0.07}, "sines0-lstm3-w3": {"test_rmse": 0.04}}
    assert broken(found) == ["windows of 1 err at least twice as much"]
    assert broken({"sines0-lstm3-w1": {"test_rmse": 0.07}}) == []
