"""Plots of what trained models answer: classes, values, forecasts and surfaces."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.serving.predictor import Predictor
from tests.integration.models.plots.answers_given import as_text, forecasted, predicted, surface
from tests.integration.models.plots.finished_runs import DIGITS, finished, recipe_run, sines
from tests.unit.models.plots.drawing import size_of, written_in

pytestmark = pytest.mark.slow


@cache
def classifier() -> Predictor:
    return finished(DIGITS).predictor


@cache
def some_digits(count: int = 20) -> list[Any]:
    drawn = np.random.default_rng(0).integers(0, 17, (count, 8, 8)).astype(float)
    return list(drawn.tolist())


@pytest.fixture(scope="module")
def sine_model() -> Predictor:
    return sines().predictor


@pytest.fixture(scope="module")
def recipe_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("recipes")


def axes(steps: int, ends: tuple[float, float] = (-2.0, 2.0)) -> dict[str, Any]:
    return {axis: {"feature": index, "from": ends[0], "to": ends[1], "steps": steps} for index, axis in enumerate(("x", "y"))}


def test_each_input_has_its_image_and_the_probabilities_of_its_classes() -> None:
    (made,) = predicted(classifier(), some_digits()[:3]).values()
    panels = made.numbers["panels"]
    assert made.name == "answer-probabilities"
    assert [panel["name"] for panel in panels] == ["input 1", "input 2", "input 3"]
    assert all(sum(panel["probabilities"]) == pytest.approx(1, abs=1e-3) and panel["true"] is None for panel in panels)
    assert np.array(panels[0]["image"]["shades"]).shape == (8, 8)
    assert f"predicted {panels[0]['predicted']}" in " ".join(written_in(made))
    size_of(made)


def test_one_prediction_is_said_in_the_caption() -> None:
    (made,) = predicted(classifier(), some_digits()[:1], "digits@2").values()
    (panel,) = made.numbers["panels"]
    assert made.caption == f"digits@2 predicts {panel['predicted']} with a probability of {max(panel['probabilities']):.2f}."
    assert size_of(made)[0] == 510


def test_of_many_predictions_the_first_are_drawn() -> None:
    (made,) = predicted(classifier(), some_digits()).values()
    assert len(made.numbers["panels"]) == 15
    assert made.caption.endswith("5 more are not drawn.")
    assert "toy@1: predicted classes, the first 15 of 20 predictions" in written_in(made)


def test_images_are_also_shown_where_they_were_sent_as_files() -> None:
    images = [as_text(np.array(image) * 15) for image in some_digits()[:2]]
    (made,) = predicted(classifier(), some_digits()[:2], shown_inputs=images).values()
    assert all(np.array(panel["image"]["shades"]).shape[:2] == (64, 64) for panel in made.numbers["panels"])


def test_inputs_that_cannot_be_shown_leave_their_panel_without_image() -> None:
    (made,) = predicted(classifier(), some_digits()[:2], shown_inputs=["no image", [1, [2]]]).values()
    assert [panel["image"] for panel in made.numbers["panels"]] == [None, None]
    size_of(made)


def test_values_are_drawn_over_inputs_of_one_number(recipe_folder: Path) -> None:
    line = recipe_run(recipe_folder / "line", "ridge-sine-line").predictor
    (made,) = predicted(line, [[-1.0], [0.0], [1.0]]).values()
    (column,) = made.numbers["columns"]
    assert (made.name, made.numbers["positions"]) == ("answer-values", [-1.0, 0.0, 1.0])
    assert column["values"] == sorted(column["values"])
    assert made.caption == f"toy@1 predicts values from {column['values'][0]:.6g} to {column['values'][-1]:.6g}."
    assert {"x", "predicted value"} <= set(written_in(made))
    (by_name,) = predicted(line, [[-1.0], [0.0]], shown_inputs=[{"x": -1.0}, {"x": 0.0}]).values()
    assert (by_name.numbers["positions"], by_name.numbers["position_name"]) == (None, "input")
    (single,) = predicted(line, [[0.5]]).values()
    assert single.caption == f"toy@1 predicts {single.numbers['columns'][0]['values'][0]:.6g}."
    size_of(single)


def test_a_forecast_continues_the_series(sine_model: Predictor) -> None:
    series = (4 * np.sin(np.arange(60) / 3)).tolist()
    (made,) = forecasted(sine_model, {"series": series, "steps": 30}).values()
    (column,) = made.numbers["columns"]
    assert (len(column["series"]), len(column["forecast"]), made.numbers["times"]) == (60, 30, None)
    assert made.caption == f"toy@1 continues the series by 30 steps; value ends at {column['forecast'][-1]:.6g}."
    assert {"series", "forecast", "step after the end of the series"} <= set(written_in(made))
    size_of(made)


def test_predictions_for_the_windows_of_a_series_are_a_line(sine_model: Predictor) -> None:
    (made,) = predicted(sine_model, [np.sin(np.arange(60) / 3)[:, None].tolist()]).values()
    assert (made.numbers["position_name"], made.numbers["n_predictions"]) == ("window", 56)
    size_of(made)


def test_classes_over_two_features_are_regions_and_scores_a_surface(recipe_folder: Path) -> None:
    moons = recipe_run(recipe_folder / "moons", "moons-poly-ridge-grid", {"search": {"space": {"poly__degree": [5]}}}).predictor
    (regions,) = surface(moons, axes(500)).values()
    assert regions.caption == "toy@1 predicts 2 classes over x and y."
    assert len(regions.numbers["regions"]["rows"]) == 400
    (scores,) = surface(moons, {**axes(150), "method": "decision_function", "clamp": [-1.3, 1.3]}).values()
    (grid,) = scores.numbers["grids"]
    assert np.array(grid["values"]).shape == (101, 101)
    assert scores.caption == "Values of decision_function of toy@1 over x and y, from -1.3 to 1.3."
    assert "decision function of class 1" in written_in(scores)
    size_of(regions)
    size_of(scores)


def test_probabilities_of_many_classes_are_side_by_side(recipe_folder: Path) -> None:
    spirals = recipe_run(recipe_folder / "spirals", "ada-tree-spirals").predictor
    (made,) = surface(spirals, {**axes(20, (-1.0, 1.0)), "method": "predict_proba"}).values()
    assert [grid["name"] for grid in made.numbers["grids"]] == ["0", "1", "2", "3", "4"]
    assert {"0", "4", "probability", "x", "y"} <= set(written_in(made))
    size_of(made)
