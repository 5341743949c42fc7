"""Plots of sweeps, from jobs that were really trained."""

import time
from pathlib import Path

import pytest

from models.plots.subjects import SweepMember, SweepRuns
from tests.integration.models.plots.finished_runs import recipe_run
from tests.unit.models.plots.drawing import plots_of, size_of, written_in


@pytest.fixture(scope="module")
def sweep(tmp_path_factory: pytest.TempPathFactory) -> SweepRuns:
    """Forests of one to a hundred trees, and a job that failed."""
    members = [_trained(tmp_path_factory.mktemp("sweep"), size) for size in (100, 1, 10)]
    return SweepRuns("forests", [*members, SweepMember("broken", {"/n": 0}, "failed", {}, None)])


def _trained(folder: Path, size: int) -> SweepMember:
    start = time.perf_counter()
    steps = [{"estimator": "RandomForestClassifier", "params": {"n_estimators": size}}]
    run = recipe_run(folder, "ada-tree-spirals", {"model": {"steps": steps}})
    path = "/model/steps/0/params/n_estimators"
    return SweepMember(f"trees-{size}", {path: size}, "succeeded", run.content.metrics, time.perf_counter() - start)


def test_each_job_is_drawn_by_its_time_and_figure(sweep: SweepRuns) -> None:
    made = plots_of(sweep)["times"]
    assert made.numbers["metric"] == "test_accuracy"
    assert [one["value"] for one in made.numbers["members"]] == pytest.approx([one.metrics["test_accuracy"] for one in sweep.members[:3]], abs=1e-5)
    assert "1 of 4 jobs have no figures yet, or failed." in made.caption
    assert {"trees-1", "trees-100", "running time, s", "test_accuracy"} <= set(written_in(made))


def test_jobs_that_differ_by_one_number_are_drawn_over_it(sweep: SweepRuns) -> None:
    made = plots_of(sweep)["values"]
    assert made.numbers["values"] == [1, 10, 100]
    assert made.caption.startswith("3 jobs with n_estimators from 1 to 100 took ")
    assert {"n_estimators", "100"} <= set(written_in(made))
    assert size_of(made) == (960, 600)


def test_errors_are_better_the_smaller_they_are() -> None:
    members = [
        SweepMember(name, {"/a": name}, "succeeded", {"test_rmse": rmse}, seconds) for name, rmse, seconds in [("a", 2.0, 1.0), ("b", 1.0, 60.0)]
    ]
    made = plots_of(SweepRuns("rmse", members))
    assert made["times"].caption == "b is best with test_rmse 1 after 60 s; a is fastest with 2 after 1 s."
    assert "values" not in made


def test_a_sweep_without_figures_has_no_plot() -> None:
    assert plots_of(SweepRuns("waiting", [SweepMember("a", {}, "queued", {}, None)])) == {}
