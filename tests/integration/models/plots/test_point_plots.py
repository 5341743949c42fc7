"""Plots of models over rows of one or two columns, from models that were really trained."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.plots.figures import MadePlot
from models.plots.run import Run
from tests.integration.models.plots.finished_runs import recipe_run
from tests.unit.models.plots.drawing import plots_of, reasons_of, size_of, written_in

BLOBS: dict[str, Any] = {"source": "blobs", "params": {"n_samples": 30_000, "centers": 30, "seed": 3}}


@pytest.fixture(scope="module")
def moons(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return recipe_run(tmp_path_factory.mktemp("moons"), "moons-poly-ridge-grid", {"search": {"space": {"poly__degree": [1, 5]}}})


def bayes(folder: Path) -> dict[str, MadePlot]:
    """Return the plots of a classifier of 30 classes."""
    patch = {"data": {**BLOBS, "params": {**BLOBS["params"], "points": None}}, "model": {"steps": [{"estimator": "GaussianNB"}]}}
    return plots_of(recipe_run(folder, "ada-tree-spirals", patch))


def test_the_line_of_a_regression_runs_through_the_data(tmp_path: Path) -> None:
    made = plots_of(recipe_run(tmp_path, "ridge-sine-line"))["regression-line"]
    x, y = (np.array(made.numbers[name]) for name in ("line_x", "line_y"))
    assert np.polyfit(x, y, 1) == pytest.approx([1.268448, -0.001176], abs=1e-5)
    (part,) = made.numbers["parts"]
    fitted = np.interp(part["x"], x, y)
    assert fitted - np.array(part["target"]) == pytest.approx(np.array(part["residual"]), abs=1e-4)
    assert made.caption == f"The root of the mean squared residual is {part['rmse']:.4g} on the training part."
    assert {"x", "target", "residual", "predicted", "training part"} <= set(written_in(made))


def test_a_line_in_scaled_units_is_drawn_in_those_of_the_data(tmp_path: Path) -> None:
    made = plots_of(recipe_run(tmp_path, "minmax-ridge-inverse"))["regression-line"].numbers
    assert (made["line_x"][0], made["line_y"][0]) == pytest.approx((0.92540, 2.22521), abs=1e-4)
    assert (made["line_x"][-1], made["line_y"][-1]) == pytest.approx((5.43399, -2.24986), abs=1e-4)


def test_predicted_values_are_drawn_against_true_ones_with_the_share_of_each_residual(tmp_path: Path) -> None:
    patch = {"data": {"params": {"n_samples": 10_000}, "split": {"test": 0.4}}}
    made = plots_of(recipe_run(tmp_path, "ridge-sine-line", patch))["predicted-values"]
    train, test = made.numbers["parts"]
    assert (len(train["true"]), train["n_samples"], test["n_samples"]) == (2000, 6000, 4000)
    assert train["r2"] == pytest.approx(1 - np.var(np.subtract(train["true"], train["predicted"])) / np.var(train["true"]), abs=1e-3)
    assert sum(train["shares"]) == pytest.approx(1)
    assert "4,000 of 10,000 samples are drawn." in made.caption
    assert size_of(made) == (960, 600)


def test_decision_regions_hold_the_class_of_every_point_of_the_grid(moons: Run) -> None:
    made = plots_of(moons)["decision-regions"]
    near = made.numbers["near"]
    grid = np.array([[index for index, n in row for _ in range(n)] for row in near["rows"]])
    assert grid.shape == (300, 300)
    x, y = (np.linspace(*near["range"][axis], 300) for axis in "xy")
    corners = [[x[column], y[row]] for row, column in ((0, 0), (0, 299), (150, 40), (299, 299))]
    asked = [grid[row, column] for row, column in ((0, 0), (0, 299), (150, 40), (299, 299))]
    assert [answer["label"] for answer in moons.predictor.predict(corners)] == asked
    assert made.caption == "Colours show the predicted class at each point: 2 of 2 classes near the samples, 2 far out."
    assert made.shows_data


def test_regions_of_thirty_classes_have_a_short_legend(tmp_path: Path) -> None:
    made = bayes(tmp_path)["decision-regions"]
    assert "4,000 of 30,000 samples are drawn." in made.caption
    written = written_in(made)
    assert {"0", "and 16 more", "training", "test", "near the samples", "3 times as wide"} <= set(written)


def test_a_surface_is_clamped_and_has_the_boundary(moons: Run) -> None:
    made = plots_of(moons)["surface"]
    values = np.array(made.numbers["values"])
    assert (values.min(), values.max(), values.shape) == (-1.3, 1.3, (81, 81))
    middle = [[sum(made.numbers["range"][axis]) / 2 for axis in "xy"]]
    (answer,) = moons.predictor.predict(middle, method="decision_function")
    assert values[40, 40] == pytest.approx(np.clip(answer["decision"], -1.3, 1.3), abs=1e-3)
    assert made.numbers["boundary"] == 0
    assert "clamped to -1.3 to 1.3" in made.caption
    assert "decision function" in written_in(made)


def test_a_surface_over_many_classes_shows_how_likely_the_likeliest_is(tmp_path: Path) -> None:
    made = bayes(tmp_path)["surface"]
    assert (made.numbers["meaning"], made.numbers["clamp"], made.numbers["boundary"]) == ("probability of the likeliest class", [0, 1], None)
    assert size_of(made) == (1020, 510)


def test_clusters_are_drawn_with_their_centres(tmp_path: Path) -> None:
    run = recipe_run(tmp_path, "kmeans-blobs-k")
    made = plots_of(run)["clusters"]
    points, clusters = np.array(made.numbers["found"]["points"]), np.array(made.numbers["found"]["clusters"])
    centers = [points[clusters == cluster].mean(axis=0) for cluster in range(5)]
    assert np.array(made.numbers["found"]["centers"]) == pytest.approx(np.array(centers), abs=1e-4)
    assert made.caption == "5 clusters; stars are their centres."
    assert {"x", "y"} <= set(written_in(made))


def test_samples_of_no_cluster_are_grey_and_counted(tmp_path: Path) -> None:
    steps = [{"estimator": "StandardScaler"}, {"estimator": "DBSCAN", "params": {"eps": 0.1}}]
    made = plots_of(recipe_run(tmp_path, "kmeans-blobs-k", {"model": {"steps": steps}}))["clusters"]
    n_noise = made.numbers["found"]["clusters"].count(-1)
    assert made.caption == f"21 clusters; {n_noise} samples in none of them are grey."
    assert made.numbers["found"]["centers"] == []
    assert size_of(made) == (960, 600)


def test_clusters_of_wide_rows_are_projected(tmp_path: Path) -> None:
    patch = {"data": {"source": "blobs", "params": {"n_samples": 5000, "centers": 30, "n_features": 8, "seed": 1}}}
    made = plots_of(recipe_run(tmp_path, "kmeans-blobs-k", patch))["clusters"]
    assert made.numbers["axes"] == ["first principal component", "second principal component"]
    assert "2,000 of 5,000 samples are drawn." in made.caption


def test_a_search_for_the_number_of_clusters_shows_those_of_each_candidate(tmp_path: Path) -> None:
    patch = {"search": {"space": {"n_clusters": [2, 5, 9]}}}
    made = plots_of(recipe_run(tmp_path, "kmeans-blobs-k", patch, "sweep"))["clusters-by-candidate"]
    found = made.numbers["candidates"]
    assert [len(set(one["found"]["clusters"])) for one in found] == [2, 5, 9]
    assert [one["is_best"] for one in found] == [False, True, False]
    assert found[1]["score"] == pytest.approx(0.4896, abs=1e-4)
    assert "the best, n_clusters 5, is in bold" in made.caption
    assert "n_clusters 5: 0.4895" in written_in(made)


def test_a_data_set_that_is_gone_leaves_its_plots_out(moons: Run) -> None:
    gone = Run(moons.title, moons.stored_spec, moons.job_spec, moons.path, "there is no data set 'ds_1'")
    assert set(reasons_of(gone)) >= {"decision-regions", "surface"}
    assert "there is no data set" in reasons_of(gone)["surface"]
