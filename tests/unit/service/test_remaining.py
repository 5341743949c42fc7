"""What a job does now, and how long it still needs, from its row."""

from dataclasses import fields, replace
from typing import Any

import pytest

from models.estimating.estimate import Estimate, Expected
from service.remaining import phase_of, seconds_left_of, sweep_seconds_left
from service.store.rows import Job

NOW = 1_000_000.0
ESTIMATE = Estimate(Expected(100.0, 50.0, 200.0), Expected(5e8, 4e8, 6e8), {"fitting": 100.0}).as_dict()
#: Every column without a value.
EMPTY = Job(**{field.name: None for field in fields(Job)})  # type: ignore[arg-type]


def job(state: str, **changes: Any) -> Job:
    return replace(EMPTY, **{"state": state, "ran_s": 0.0, "estimate": ESTIMATE, "started_at": NOW - 40 if state == "running" else None, **changes})


@pytest.mark.parametrize(
    ("state", "phase", "shown"),
    [
        ("queued", None, "waiting"),
        ("queued", "fitting", "waiting"),
        ("running", None, "loading"),
        ("running", "tracing", "tracing"),
        ("paused", "fitting", None),
        ("succeeded", "compiling", None),
        ("failed", "fitting", None),
    ],
)
def test_what_a_job_does_now(state: str, phase: str | None, shown: str | None) -> None:
    assert phase_of(job(state, phase=phase)) == shown


def test_a_running_job_needs_as_long_as_its_process_has_said() -> None:
    assert seconds_left_of(job("running", ends_at=NOW + 12.5), NOW) == 12.5


def test_a_running_job_that_has_said_nothing_needs_what_was_expected() -> None:
    left = seconds_left_of(job("running"), NOW)
    assert left is not None
    assert 50 < left < 70


def test_the_time_in_which_a_job_was_paused_says_nothing_of_its_rest() -> None:
    went_on = job("running", started_at=NOW - 7200, limited_from=NOW - 10, ran_s=30.0)
    assert seconds_left_of(went_on, NOW) == seconds_left_of(job("running"), NOW)


def test_a_job_that_takes_longer_than_expected_never_shows_nothing_left() -> None:
    late = [seconds_left_of(job("running", started_at=NOW - passed, ends_at=NOW - 1), NOW) or 0.0 for passed in (150, 400, 4000)]
    assert late == sorted(late)
    assert late[0] > 10


@pytest.mark.parametrize("state", ["queued", "paused", "succeeded", "failed", "cancelled"])
def test_a_job_that_does_not_run_shows_no_rest(state: str) -> None:
    assert seconds_left_of(job(state, ends_at=NOW + 5), NOW) is None


def test_a_job_without_an_estimate_shows_no_rest() -> None:
    assert seconds_left_of(job("running", estimate=None), NOW) is None


def test_a_sweep_needs_what_its_jobs_need_by_as_many_as_run_at_a_time() -> None:
    running = [job("running", ends_at=NOW + seconds) for seconds in (20, 60)]
    queued = [job("queued")] * 3
    assert sweep_seconds_left([*running, *queued, job("succeeded")], NOW) == (20 + 60 + 3 * 100) / 2
    assert sweep_seconds_left(running, NOW) == 60


def test_a_sweep_that_has_ended_needs_nothing_and_one_that_waits_is_not_known() -> None:
    assert sweep_seconds_left([job("succeeded"), job("failed")], NOW) == 0.0
    assert sweep_seconds_left([job("queued"), job("succeeded")], NOW) is None
    assert sweep_seconds_left([job("running", ends_at=NOW + 5), job("queued", estimate=None)], NOW) is None
