"""Windows, forecasts and next symbols of trained models of series and texts."""

from functools import cache
from typing import Any

import numpy as np
import pytest

from models.catalog import recipes
from models.core.merge_patch import merge_patch
from models.plots.figures import MadePlot
from tests.integration.models.plots.finished_runs import finished, sines
from tests.texts import letters_spec
from tests.unit.models.plots.drawing import plots_of, size_of, written_in


@cache
def plots() -> dict[str, MadePlot]:
    return plots_of(sines())


def far(**window: Any) -> dict[str, Any]:
    """A model that forecasts several values at once."""
    scale, cut = {"step": "min_max"}, {"step": "window", "size": 8, **window}
    layers = [{"layer": "Flatten"}, {"layer": "Dense", "units": cut["horizon"]}, {"layer": "Reshape", "shape": [cut["horizon"], 1]}]
    return merge_patch(
        recipes()["sines1-lstm3-w5"].spec,
        {"preprocessing": {"inputs": [scale, cut]}, "model": {"layers": layers}, "training": {"epochs": 1, "batch_size": 32}},
    )


def test_forecasts_begin_after_the_first_window_of_each_part() -> None:
    made = plots()["forecast"]
    train, test = made.numbers["parts"]
    assert (train["part"], test["part"]) == ("train", "test")
    assert (train["positions"][:2], len(train["series"]), len(train["predicted"])) == ([5, 6], 200, 195)
    assert train["last"][0] == train["series"][4]
    assert {"training part", "test part", "data", "forecast", "last value", "step"} <= set(written_in(made))
    assert made.shows_data
    size_of(made)


def test_forecasts_are_those_of_the_model_in_the_units_of_the_series() -> None:
    *_, test = plots()["forecast"].numbers["parts"]
    (answer,) = sines().predictor.predict([np.array(test["series"])[:, None]])
    assert test["predicted"] == pytest.approx(np.ravel(answer["value"])[: len(test["predicted"])].tolist(), abs=1e-4)
    errors = np.array(test["predicted"]) - np.array(test["series"])[test["positions"]]
    assert test["rmse"] == pytest.approx(np.sqrt(np.square(errors).mean()), rel=1e-4)


def test_the_errors_are_compared_with_those_of_the_last_value() -> None:
    made = plots()["forecast-errors"]
    *_, test = made.numbers["parts"]
    assert f"is {test['rmse']:.4g}, {test['rmse'] / test['last_rmse']:.2f} times that of the last value ({test['last_rmse']:.4g})." in made.caption
    assert "error of value" in written_in(made)
    size_of(made)


def test_windows_and_their_targets_are_marked_over_the_series() -> None:
    made = plots()["windows"]
    assert (made.numbers["size"], made.numbers["starts"], made.numbers["n_windows"]) == (5, [0, 1, 2, 3], 195)
    assert made.caption == (
        "The training part has 195 windows of 5 values, each one step after the one before; from each the model learns the value right after it."
    )
    assert {"values that the model gets", "values that it learns to give", "window"} <= set(written_in(made))
    size_of(made)


def test_windows_with_gaps_and_several_targets_are_drawn_as_they_are() -> None:
    made = plots_of(finished(far(horizon=3, stride=4), "far"))
    assert made["windows"].numbers["starts"] == [0, 4, 8, 12]
    assert "each 4 steps after the one before; from each the model learns the 3 values right after it." in made["windows"].caption
    assert made["forecast"].numbers["parts"][0]["positions"][:3] == [8, 12, 16]
    assert "Drawn is the first of the 3 steps that are forecast at once." in made["forecast"].caption
    size_of(made["windows"])


def test_a_text_model_has_the_likeliest_next_symbols_by_temperature() -> None:
    made = plots_of(finished(letters_spec(), "letters"))
    assert "windows" not in made
    numbers = made["next-symbols"].numbers
    assert (len(numbers["symbols"]), numbers["n_symbols"], numbers["temperatures"]) == (10, 55, [0.5, 1.0, 1.5, 2.0])
    cold, *_, hot = numbers["probabilities"]
    assert cold == sorted(cold, reverse=True)
    assert cold[0] > hot[0]
    assert {"temperature 0.5", "temperature 2"} <= set(written_in(made["next-symbols"]))
    size_of(made["next-symbols"])
