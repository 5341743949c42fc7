"""Plots of the stages of a model: scaling, principal components, polynomial features, and the estimators of an ensemble."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.integration.models.plots.finished_runs import recipe_run
from tests.unit.models.plots.drawing import plots_of, size_of, written_in

DIGITS: dict[str, Any] = {
    "data": {"source": "digits", "params": None},
    "preprocessing": {"inputs": [{"step": "cast"}, {"step": "reshape", "shape": [64]}, {"step": "pca", "n_components": 30}]},
    "model": {"steps": [{"estimator": "LogisticRegression", "params": {"max_iter": 1000}}]},
}
IRIS: dict[str, Any] = {
    "data": {"source": "iris", "params": None},
    "preprocessing": {"inputs": [{"step": "standardize"}, {"step": "pca", "n_components": 2, "whiten": True}]},
    "model": {"steps": [{"estimator": "LogisticRegression"}]},
}
DIABETES: dict[str, Any] = {"source": "diabetes", "params": None, "split": {"test": 0.25}}


def test_scaled_points_show_the_range_that_the_scaling_was_fitted_to(tmp_path: Path) -> None:
    made = plots_of(recipe_run(tmp_path, "minmax-moons-test"))["scaled-points"]
    scaled = {group["part"]: [] for group in made.numbers["scaled"]["groups"]}
    for group in made.numbers["scaled"]["groups"]:
        scaled[group["part"]] += group["points"]
    assert np.min(scaled["test"], axis=0) == pytest.approx([-0.24902, 0.23204], abs=1e-5)
    assert np.max(scaled["test"], axis=0) == pytest.approx([1.62776, 0.68225], abs=1e-5)
    assert made.numbers["scaled_box"] == {"x": [0, 1], "y": [0, 1]}
    outside = np.abs(np.array(scaled["test"]) - 0.5).max(axis=1) > 0.5
    assert made.caption == (
        f"The dashed box is the range of the training part: scaled, 0 to 1 by 0 to 1. {outside.sum()} of 100 test samples are outside of it."
    )
    assert {"x", "x, scaled", "y, scaled", "training", "test"} <= set(written_in(made))


def test_the_range_of_a_large_part_is_that_of_all_its_samples(tmp_path: Path) -> None:
    patch = {"data": {"params": {"n_samples": 20_000, "test": {"n_samples": 20_000}}}}
    made = plots_of(recipe_run(tmp_path, "minmax-moons-test", patch))["scaled-points"]
    assert made.numbers["scaled_box"] == {"x": [0, 1], "y": [0, 1]}
    assert "of 20,000 test samples are outside of it. 4,000 of 40,000 samples are drawn." in made.caption
    assert size_of(made) == (1020, 510)


def test_a_line_is_drawn_in_scaled_units_beside_its_inverse(tmp_path: Path) -> None:
    made = plots_of(recipe_run(tmp_path, "minmax-ridge-inverse"))["scaled-line"]
    scaled, raw = made.numbers["scaled"], made.numbers["raw"]
    assert (scaled["line_y"][0], scaled["line_y"][-1]) == pytest.approx((1.024755, -0.031894), abs=1e-5)
    assert (raw["line_x"][0], raw["line_y"][0]) == pytest.approx((0.92540, 2.22521), abs=1e-4)
    assert (min(scaled["x"]), max(scaled["x"]), min(scaled["y"]), max(scaled["y"])) == (0, 1, 0, 1)
    assert {"x, scaled", "target, scaled", "x", "target"} <= set(written_in(made))


def test_principal_components_explain_the_shares_of_the_book(tmp_path: Path) -> None:
    made = plots_of(recipe_run(tmp_path, "pca-blob-3d-2d"))["principal-components"]
    assert made.numbers["explained"] == pytest.approx([0.530, 0.395], abs=5e-4)
    after = np.concatenate([group["points"] for group in made.numbers["after"]["groups"]])
    assert after.std(axis=0) == pytest.approx([1, 1], abs=0.05)
    assert made.caption.startswith("The components explain 53.0%, 39.5% of the variance of 3 columns, together 92.5%.")
    assert {"x", "y", "height: z", "component 1", "component 2"} <= set(written_in(made))


def test_components_of_images_are_those_of_the_preprocessing(tmp_path: Path) -> None:
    made = plots_of(recipe_run(tmp_path, "ada-tree-spirals", DIGITS))["principal-components"]
    assert (made.numbers["n_columns"], made.numbers["n_components"]) == (64, 30)
    assert made.numbers["total"] == pytest.approx(sum(made.numbers["explained"]), abs=1e-3)
    assert "2 of 64 columns are drawn" in made.caption
    assert size_of(made)[0] == 1020


def test_columns_keep_their_names_while_steps_keep_the_columns(tmp_path: Path) -> None:
    made = plots_of(recipe_run(tmp_path, "ada-tree-spirals", IRIS))
    names = made["scaled-points"].numbers["columns"]
    assert set(made["principal-components"].numbers["columns"]) <= {*names, "petal length (cm)", "petal width (cm)"}
    assert {"setosa", "versicolor", "virginica"} <= set(written_in(made["principal-components"]))


def test_weighted_powers_add_up_to_the_model(tmp_path: Path) -> None:
    steps = [{"estimator": "PolynomialFeatures", "params": {"degree": 5}}, {"estimator": "Ridge"}]
    run = recipe_run(tmp_path, "ridge-sine-line", {"model": {"steps": steps}})
    made = plots_of(run)["polynomial-curves"]
    (curves,) = made.numbers["columns"]
    assert [term["power"] for term in curves["terms"]] == [1, 2, 3, 4, 5]
    total = curves["intercept"] + np.sum([term["values"] for term in curves["terms"]], axis=0)
    assert total == pytest.approx(np.array(curves["total"]), abs=1e-3)
    answers = run.predictor.predict([[x] for x in curves["x"]])
    assert [answer["value"] for answer in answers] == pytest.approx(curves["total"], abs=1e-3)
    assert any(text.endswith("x⁵") for text in written_in(made))


def test_powers_of_two_columns_are_those_without_the_other(tmp_path: Path) -> None:
    run = recipe_run(tmp_path, "moons-poly-ridge-grid", {"search": {"space": {"poly__degree": [5], "ridge__alpha": [0.25]}}})
    made = plots_of(run)["polynomial-curves"]
    first = made.numbers["columns"][0]
    answers = run.predictor.predict([[x, 0.0] for x in first["x"]], method="decision_function")
    assert [answer["decision"] for answer in answers] == pytest.approx(first["total"], abs=1e-3)
    assert "with the other columns at 0" in made.caption


@pytest.mark.parametrize(
    ("recipe", "patch", "n_estimators", "last"),
    [
        ("ada-ridge-spirals", {}, 15, 0.5636),
        ("ada-tree-spirals", {}, 1, 0.9879),
        ("ada-tree-spirals", {"model": {"steps": [{"estimator": "RandomForestClassifier", "params": {"n_estimators": 40}}]}}, 40, None),
        ("ridge-sine-line", {"data": DIABETES, "model": {"steps": [{"estimator": "GradientBoostingRegressor"}]}}, 100, None),
        (
            "ridge-sine-line",
            {"data": DIABETES, "model": {"steps": [{"estimator": "RandomForestRegressor", "params": {"n_estimators": 40}}]}},
            40,
            None,
        ),
    ],
)
def test_the_last_score_of_an_ensemble_is_that_of_the_model(
    tmp_path: Path, recipe: str, patch: dict[str, Any], n_estimators: int, last: float
) -> None:
    run = recipe_run(tmp_path, recipe, patch)
    made = plots_of(run)["ensemble-scores"]
    train, test = (part["scores"] for part in made.numbers["parts"])
    assert len(train) == len(test) == n_estimators
    recorded = run.content.metrics[f"test_{made.numbers['score']}"]
    assert test[-1] == pytest.approx(recorded if last is None else last, abs=1e-4)
    assert ("Fitting stopped" in made.caption) == (made.numbers["n_estimators"] < made.numbers["n_wanted"])
    assert {"number of estimators", "training part", "test part"} <= set(written_in(made))
