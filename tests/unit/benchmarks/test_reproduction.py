"""A run of recipes: verdicts on figures, the order of forms, what is run again, and the page."""

import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.reproduce import PAGE
from benchmarks.reproduction.machine import this_machine
from benchmarks.reproduction.page import page
from benchmarks.reproduction.plan import Planned, planned
from benchmarks.reproduction.results import MachineError, Results
from benchmarks.reproduction.run import results_of, run_all
from benchmarks.reproduction.running import Run, seconds_of
from benchmarks.reproduction.verdicts import judged, overall
from benchmarks.trends import relations
from models.catalog.reproduction import FormResult, Reproduction, newest
from tests.reported import Form, forms

BY_NAME = {form.name: form for form in forms()}
JOB = {"started_at": "2026-01-02T03:04:05Z", "finished_at": "2026-01-02T03:04:07.500000Z"}
LATER = time.time() + 1e6


@dataclass
class FakeRunner:
    """Ends every job at once with the reported figures, changed where a test says so."""

    changes: dict[tuple[str, int | None], dict[str, Any]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    is_quick: bool = False
    ran: list[tuple[str, int | None]] = field(default_factory=list)

    def run(self, form: Form, seed: int | None = None) -> Run:
        self.ran.append((form.name, seed))
        if form.name in self.errors:
            return Run({}, error=self.errors[form.name])
        return Run(JOB, {**form.reported, "test_mae": 0.5, **self.changes.get((form.name, seed), {})}, seconds=2.5)


def run(folder: Path, plan: list[Planned], runner: FakeRunner, until: float = LATER) -> list[FormResult]:
    results = Results(folder / "results.json", this_machine(1))
    run_all(plan, runner, results, until, lambda _: None)  # type: ignore[arg-type]
    return results_of(plan, results)


def plan_of(*names: str, seconds: float = 1.0) -> list[Planned]:
    return planned([BY_NAME[name] for name in names], forms(), lambda _: seconds)


@pytest.mark.parametrize(
    ("found", "others", "verdict"),
    [
        ([0.905], [], "within"),
        ([0.95], [], "differs"),
        ([0.95], [0.94, 0.96], "differs"),
        ([0.95], [0.88, 0.96], "within_spread"),
        ([0.95], [0.915, 0.96], "within_spread"),
        ([None], [0.9, 0.9], "differs"),
    ],
)
def test_a_figure_is_within_its_tolerance_or_within_the_spread_of_seeds_or_differs(found: list, others: list, verdict: str) -> None:
    (figure,) = judged({"accuracy": 0.9}, {"accuracy": 0.02}, {"accuracy": found[0]}, [{"accuracy": other} for other in others])
    assert (figure.verdict, figure.measured, figure.other_seeds, figure.allowed) == (verdict, found[0], others, 0.02)


@pytest.mark.parametrize(("measured", "verdict"), [(7, "within"), (8, "differs"), (None, "differs")])
def test_a_figure_without_a_tolerance_must_be_equal(measured: int | None, verdict: str) -> None:
    (figure,) = judged({"parameters": 7}, {}, {"parameters": measured})
    assert (figure.verdict, figure.allowed) == (verdict, None)


def test_lists_and_points_are_compared_element_by_element() -> None:
    reported, tolerance = {"train_min": [0.0, 1.0]}, {"train_min": 0.1}
    assert judged(reported, tolerance, {"train_min": [0.05, 1.05]})[0].verdict == "within"
    assert judged(reported, tolerance, {"train_min": [0.05, 1.2]})[0].verdict == "differs"
    assert judged(reported, tolerance, {"train_min": [0.0]}, [{"train_min": [0.0]}])[0].verdict == "differs"
    assert judged(reported, tolerance, {"train_min": [-0.5, 0.5]}, [{"train_min": [0.5, 1.5]}])[0].verdict == "within_spread"


def test_of_the_candidates_with_the_reported_parameters_the_one_that_differs_is_shown() -> None:
    reported = {"candidates": [{"params": {"alpha": 1}, "mean_score": 0.8}, {"params": {"alpha": 2}, "mean_score": 0.9}]}
    tried = [{"params": {"alpha": 1, "solver": solver}, "mean_score": score} for solver, score in (("svd", 0.8), ("sag", 0.7))]
    first, second = judged(reported, {"mean_score": 0.01}, {"candidates": tried})
    assert (first.figure, first.measured, first.verdict) == ("mean_score of {'alpha': 1}", 0.7, "differs")
    assert (second.measured, second.verdict) == (None, "differs")


def test_the_worst_figure_decides_the_verdict_of_a_form() -> None:
    reported, tolerance = {"loss": 1.0, "accuracy": 0.9}, {"loss": 0.1, "accuracy": 0.1}
    assert overall(judged(reported, tolerance, {"loss": 1.0, "accuracy": 0.9})) == "within"
    assert overall(judged(reported, tolerance, {"loss": 1.0, "accuracy": 0.5}, [{"loss": 1.0, "accuracy": 0.95}])) == "within_spread"
    assert overall(judged(reported, tolerance, {"loss": 9.0, "accuracy": 0.5}, [{"loss": 9.0, "accuracy": 0.95}])) == "differs"
    assert overall([]) == "not_reported"


def test_cheap_forms_come_first_and_each_after_those_whose_models_it_needs() -> None:
    seconds = {"func-freeze": 1.0, "func-chain": 5.0, "ridge-sine-line": 2.0, "func-shared-dense": 7.0, "func-shared-dense/sequence": 1.0}
    chosen = [BY_NAME[name] for name in ("func-freeze", "ridge-sine-line", "func-shared-dense/sequence")]
    plan = planned(chosen, forms(), lambda form: seconds[form.name])
    assert [one.form.name for one in plan] == ["ridge-sine-line", "func-chain", "func-freeze", "func-shared-dense", "func-shared-dense/sequence"]
    assert [one.needs for one in plan] == [(), (), ("func-chain",), (), ("func-shared-dense",)]


def test_every_need_is_a_form() -> None:
    assert {needed for one in plan_of(*BY_NAME) for needed in one.needs} <= set(BY_NAME)
    assert len(plan_of(*BY_NAME)) == len(BY_NAME)


def test_a_form_within_its_tolerances_is_run_once_and_has_seed_date_seconds_and_other_figures(tmp_path: Path) -> None:
    runner = FakeRunner()
    (result,) = run(tmp_path, plan_of("ridge-sine-line"), runner)
    assert runner.ran == [("ridge-sine-line", None)]
    assert (result.verdict, result.seeds, result.date, result.seconds, result.metrics) == ("within", [42], "2026-01-02", 2.5, {"test_mae": 0.5})


@pytest.mark.parametrize(("second", "seconds"), [(4, 2.5), (6, None), (8, 2.5)])
def test_the_time_of_a_job_that_an_earlier_call_began_and_this_one_ended_is_not_known(second: int, seconds: float | None) -> None:
    assert seconds_of(JOB, datetime(2026, 1, 2, 3, 4, second, tzinfo=UTC)) == seconds


def test_a_form_that_differs_is_run_with_two_other_seeds(tmp_path: Path) -> None:
    runner = FakeRunner({("mnist-dense-64", None): {"val_accuracy": 0.5}, ("mnist-dense-64", 44): {"val_accuracy": 0.99}})
    (result,) = run(tmp_path, plan_of("mnist-dense-64"), runner)
    assert runner.ran == [("mnist-dense-64", None), ("mnist-dense-64", 43), ("mnist-dense-64", 44)]
    assert (result.verdict, result.seeds) == ("within_spread", [42, 43, 44])


def test_finished_forms_are_not_run_again_and_the_others_are(tmp_path: Path) -> None:
    run(tmp_path, plan_of("ridge-sine-line"), FakeRunner())
    runner = FakeRunner()
    results = run(tmp_path, plan_of("ridge-sine-line", "minmax-moons"), runner)
    assert runner.ran == [("minmax-moons", None)]
    assert {result.form: result.verdict for result in results} == {"minmax-moons": "within", "ridge-sine-line": "within"}


def test_a_run_that_is_killed_keeps_what_it_finished(tmp_path: Path) -> None:
    class Killed(FakeRunner):
        def run(self, form: Form, seed: int | None = None) -> Run:
            if form.name == "split-circles":
                raise KeyboardInterrupt
            return super().run(form, seed)

    plan = plan_of("minmax-moons", "split-circles")
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, plan, Killed())
    runner = FakeRunner()
    assert [result.verdict for result in run(tmp_path, plan, runner)] == ["within", "within"]
    assert runner.ran == [("split-circles", None)]


def test_results_of_another_machine_are_refused(tmp_path: Path) -> None:
    run(tmp_path, plan_of("ridge-sine-line"), FakeRunner())
    with pytest.raises(MachineError, match="use another folder"):
        Results(tmp_path / "results.json", this_machine(2))


def test_no_form_is_begun_that_is_estimated_to_end_too_late(tmp_path: Path) -> None:
    runner = FakeRunner()
    (result,) = run(tmp_path, plan_of("ridge-sine-line", seconds=60), runner, until=time.time() + 30)
    assert (runner.ran, result.verdict, result.seeds) == ([], "not_run", [])
    assert result.reason == "the run ended before its turn"


def test_what_does_not_fit_in_a_night_says_so_with_its_estimate(tmp_path: Path) -> None:
    results = run(tmp_path, plan_of("minmax-moons", "ridge-sine-line", seconds=6 * 3600), FakeRunner(), until=time.time())
    assert [result.reason for result in results] == [
        "the run ended before its turn",
        "it does not fit in a night of 10 h: it is estimated at 6.0 h, and what comes before it at 6.0 h",
    ]


def test_a_form_whose_model_to_start_from_is_missing_is_not_run_and_says_so(tmp_path: Path) -> None:
    results = run(tmp_path, plan_of("func-freeze"), FakeRunner(errors={"func-chain": "out of memory"}))
    assert [(result.verdict, result.reason) for result in results] == [
        ("failed", "out of memory"),
        ("not_run", "it starts from a model of func-chain, which has none yet"),
    ]


def test_a_quick_run_judges_only_what_it_runs_whole(tmp_path: Path) -> None:
    results = run(tmp_path, plan_of("minmax-moons", "mnist-dense-784"), FakeRunner(is_quick=True))
    assert {result.form: result.verdict for result in results} == {"minmax-moons": "within", "mnist-dense-784": "shortened"}


def test_relations_are_judged_by_what_ran_whole(tmp_path: Path) -> None:
    names = ("sines0-lstm3-w1", "sines0-lstm3-w3")
    runner = FakeRunner({("sines0-lstm3-w1", None): {"test_rmse": 0.188}, ("sines0-lstm3-w3", None): {"test_rmse": 0.04}})
    results = run(tmp_path, plan_of(*names), runner)
    holds = {relation.what: relation.holds for relation in relations(results)}
    assert holds["windows of 1 err at least twice as much"] is True
    assert holds["2,000 values bring the loss to between 0.002 and 0.008"] is None
    shortened = [result.model_copy(update={"verdict": "shortened"}) for result in results]
    assert {relation.holds for relation in relations(shortened)} == {None}


def test_the_committed_page_shows_the_committed_result() -> None:
    committed = newest()
    assert committed is not None
    assert PAGE.read_text(encoding="utf-8") == page(committed)


def test_the_page_has_the_machine_each_figure_and_each_reason(tmp_path: Path) -> None:
    plan = plan_of("minmax-moons", "moons-ridge-grid", "photo-digits/photograph")
    late = replace(plan_of("mnist-dense-64")[0], seconds=1e9)
    results = run(tmp_path, [*plan, late], FakeRunner())
    text = page(Reproduction(date="2026-01-02", machine=this_machine(1), forms=results, relations=relations(results)))
    assert "1 thread a job" in text
    assert "| `minmax-moons` | within | 42 | 2.5 s | 1.0 s | 2026-01-02 |" in text
    assert "| `minmax-moons` | train_min | [0, 0] | [0, 0] | ± 1e-12 | within |" in text
    assert "figures of candidates | | |" in text
    assert "| `photo-digits/photograph` | | none | test_mae 0.5 | | not_reported |" in text
    assert "| `mnist-dense-64` | 277777.8 h | it does not fit in a night of 10 h" in text
