"""Plots of searches, folds and splits, from trials that were really run."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.plots.run import Run
from tests.integration.models.plots.finished_runs import recipe_run
from tests.unit.models.plots.drawing import plots_of, size_of, written_in


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return recipe_run(tmp_path_factory.mktemp("grid"), "moons-ridge-grid")


def spaced(strategy: str, **space: Any) -> dict[str, Any]:
    sizes = {"rounds": 3, "points": 5} if strategy == "multiresolution" else {"n_iter": 40}
    return {"search": {"strategy": strategy, **sizes, "space": space}}


def test_the_scores_of_a_grid_are_those_of_the_book_with_the_best_marked(grid: Run) -> None:
    made = plots_of(grid)["score-curve"]
    lines = made.numbers["candidates"]
    assert [line["mean"] for line in lines[::3]] == pytest.approx([0.87, 0.87333, 0.86667, 0.86, 0.86, 0.85333], abs=1e-5)
    assert [line["mean_train"] for line in lines[::3]] == pytest.approx([0.865, 0.86, 0.86167, 0.85667, 0.855, 0.85333], abs=1e-5)
    assert made.numbers["best"] == 3
    assert made.caption == "The best candidate is alpha 2, solver svd with a mean score of 0.8733 over 3 folds."
    assert {"alpha 20, solver sag", "training folds", "held-back folds", "best"} <= set(written_in(made))


def test_two_keys_make_a_map_with_the_best_framed(grid: Run) -> None:
    made = plots_of(grid)["score-map"]
    assert (made.numbers["columns"], made.numbers["rows"]) == (["1", "2", "3", "5", "10", "20"], ["svd", "lsqr", "sag"])
    assert made.numbers["best"] == [0, 1]
    assert made.caption == "The best mean score is 0.8733, at alpha 2 and solver svd (framed)."
    assert "0.853" in written_in(made)


def test_a_key_of_numbers_is_an_axis_by_powers_of_ten_where_it_spans_many(tmp_path: Path) -> None:
    made = plots_of(recipe_run(tmp_path, "moons-ridge-grid", spaced("multiresolution", alpha={"low": 0.01, "high": 1000, "log": True}, solver=None)))
    curve, points = made["score-curve"], made["search-points"]
    values = [line["value"] for line in curve.numbers["candidates"]]
    assert values == sorted(values)
    assert (values[0], values[-1], curve.numbers["key"]) == (0.01, 1000, "alpha")
    assert "100" in written_in(curve)
    assert {point["round"] for point in points.numbers["points"]} == {0, 1, 2}
    assert {"round 1", "round 3", "alpha", "mean score"} <= set(written_in(points))
    assert "candidates in 3 rounds, each nearer to the best" in points.caption


def test_the_rounds_of_a_search_over_two_keys_are_drawn_in_their_plane(tmp_path: Path) -> None:
    space = {"ridge__alpha": {"low": 0.01, "high": 100, "log": True}, "poly__degree": {"low": 1, "high": 9, "integer": True}}
    made = plots_of(recipe_run(tmp_path, "moons-poly-ridge-grid", spaced("multiresolution", **space)))["search-points"]
    assert made.numbers["keys"] == ["poly__degree", "ridge__alpha"]
    assert made.numbers["points"][0]["score"] == 1
    assert len(made.numbers["points"]) == made.numbers["n_candidates"]
    assert size_of(made) == (960, 600)


def test_many_random_candidates_are_drawn_best_first(tmp_path: Path) -> None:
    space = {"ridge__alpha": {"low": 0.01, "high": 100, "log": True}, "poly__degree": {"low": 1, "high": 9, "integer": True}}
    made = plots_of(recipe_run(tmp_path, "moons-poly-ridge-grid", spaced("random", **space)))
    means = [line["mean"] for line in made["score-curve"].numbers["candidates"]]
    assert means == sorted(means, reverse=True)
    assert "candidate, best first" in written_in(made["score-curve"])
    assert len(made["search-points"].numbers["points"]) == 40


def test_each_sample_is_held_back_in_the_fold_that_is_drawn(tmp_path: Path) -> None:
    run = recipe_run(tmp_path, "ridgecls-cv")
    made = plots_of(run)["folds"]
    held_back = np.array([strip["parts"]["held back"] for strip in made.numbers["strips"]])
    assert held_back.shape == (8, 300)
    assert (held_back.sum(axis=0) == 1).all()
    points, folds = np.array(made.numbers["points"]["points"]), made.numbers["points"]["folds"]
    assert points == pytest.approx(np.asarray(run.raw.train.inputs["inputs"]), abs=1e-4)
    assert (held_back.argmax(axis=0) == folds).all()
    assert made.caption == "Each of 8 folds holds back 37 to 38 of 300 samples, on which the models of the others are scored."
    assert {"fold 8", "held back", "fitted"} <= set(written_in(made))


def test_samples_that_come_later_are_in_no_part_of_a_fold_over_time(tmp_path: Path) -> None:
    patch = {"data": {"params": {"n_samples": 40_000}}, "cross_validation": {"time_series": True, "stratified": None, "folds": 5}}
    made = plots_of(recipe_run(tmp_path, "ridgecls-cv", patch))["folds"]
    first = made.numbers["strips"][0]["parts"]
    assert len(first["fitted"]) == 300
    assert first["fitted"][-1] == first["held back"][-1] == 0
    assert -1 in made.numbers["points"]["folds"]
    assert made.caption.endswith("2,000 of 40,000 samples are drawn.")
    assert "never" in written_in(made)


def test_a_split_shows_where_the_samples_of_each_part_were(tmp_path: Path) -> None:
    run = recipe_run(tmp_path, "split-circles")
    made = plots_of(run)["split"]
    train, test = (np.array(made.numbers["strip"]["parts"][name]) for name in ("training", "test"))
    assert (train + test == 1).all()
    assert (train.sum(), test.sum()) == (150, 50)
    assert made.caption == "150 training and 50 test samples, drawn at random."
    assert {"training", "test", "x", "y"} <= set(written_in(made))


def test_parts_of_ordered_data_are_warned_of(tmp_path: Path) -> None:
    made = plots_of(recipe_run(tmp_path, "split-circles-ordered"))["split"]
    assert made.numbers["strip"]["parts"]["test"] == [0.0] * 150 + [1.0] * 50
    assert "The parts differ, for the data are ordered: the mean of column 1 is 1.3 standard deviations away in the test part." in made.caption


@pytest.mark.parametrize(("source", "said"), [("iris", "class virginica is 5% of the training part and 100% of the test part"), ("digits", None)])
def test_classes_that_only_one_part_has_are_named(tmp_path: Path, source: str, said: str | None) -> None:
    steps = [{"step": "cast"}, {"step": "reshape", "shape": [64]}] if source == "digits" else []
    data = {"source": source, "params": None, "split": {"test": 0.3, "shuffle": False}}
    patch = {"data": data, "preprocessing": {"inputs": steps}, "model": {"steps": [{"estimator": "GaussianNB"}]}}
    made = plots_of(recipe_run(tmp_path, "ada-tree-spirals", patch))["split"]
    assert ("The parts differ" in made.caption) == (said is not None)
    assert (said or "cut in the order of the data") in made.caption
    assert "share of the part" in written_in(made)
