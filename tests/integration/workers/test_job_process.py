"""What a job process makes of an assignment: the work of its task is done, and whatever ends it is written."""

import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from service.settings import Settings
from service.store.attempts import Attempts
from service.store.costs import CostBook
from service.store.database import Database
from service.store.files import Files
from service.store.jobs import Jobs
from service.store.rows import Job
from service.store.trials import JobProcess, Trials
from tests.integration.given import queued, running
from tests.untied import Untied
from workers import trial_worker, turn
from workers.attempt import Assignment, Attempt
from workers.devices import Share
from workers.heartbeat import Heartbeat
from workers.job_process import run_task
from workers.stores import Stores

#: What ends a job is the matter here, so one database will do.
pytestmark = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True, scope="module")

RESOURCES = {"time_limit_s": 3600, "device": "auto"}
TRANSFORM: dict[str, Any] = {
    "task": "transform",
    "data": {"source": "iris"},
    "model": {"kind": "sklearn", "steps": [{"estimator": "MinMaxScaler"}]},
    "resources": RESOURCES,
}

CarryOut = Callable[[dict[str, Any]], Job]


class Asked(Untied):
    """A heartbeat without a supervisor, which notes the trial workers that it is to call.

    Attributes:
        pauses_after: How often it is asked before it says that the job is to pause.
    """

    def __init__(self) -> None:
        self.called: list[int] = []
        self.pauses_after = math.inf

    def should_stop(self) -> bool:
        self.pauses_after -= 1
        return self.pauses_after < 0

    def call_trial_workers(self, n_workers: int) -> None:
        self.called.append(n_workers)


@pytest.fixture
def heartbeat() -> Asked:
    return Asked()


@pytest.fixture
def carried_out(database: Database, tmp_path: Path, heartbeat: Asked) -> CarryOut:
    """Carry out a job of a spec in this process; return the job as it is then."""

    def ended(spec: dict[str, Any]) -> Job:
        settings = Settings(database_url=database.url, files=tmp_path / "files", cache=tmp_path / "cache")
        stores, job = Stores.of(settings), running(database, spec=spec)
        folder = Files(settings.files).attempt_folder(job.id, job.process or "")
        process = JobProcess(job.id, job.process or "", "worker-1")
        assignment = Assignment(process, job.owner, job.attempt, "cpu", job.spec, folder, settings, Share("", 0))
        try:
            run_task(Attempt(assignment, stores, cast("Heartbeat", heartbeat)))
        finally:
            stores.database.close()
        return Jobs(database).get(job.id)

    return ended


def test_a_transformer_is_registered_and_its_rows_are_kept(carried_out: CarryOut, tmp_path: Path) -> None:
    job = carried_out(TRANSFORM)
    assert (job.state, job.error) == ("succeeded", None)
    assert [path.name for path in tmp_path.glob(f"files/jobs/{job.id}/*/outputs/*.npz")] == ["rows.npz"]


def test_a_job_whose_spec_can_no_longer_work_fails_with_the_reason(carried_out: CarryOut) -> None:
    job = carried_out({**TRANSFORM, "data": {"source": "dataset:gone"}})
    assert job.state == "failed"
    assert 'expected the id of an uploaded data set, got "dataset:gone"' in (job.error or "")


def test_a_job_of_a_task_that_the_worker_does_not_have_fails_with_the_reason(carried_out: CarryOut) -> None:
    job = carried_out({**TRANSFORM, "task": "audit"})
    expected = "expected a task of this worker, one of batch, cross_validate, import, reproduce, search, train, transform, got 'audit'"
    assert (job.state, job.error) == ("failed", expected)


FOLDED: dict[str, Any] = {
    "task": "cross_validate",
    "data": {"source": "iris"},
    "model": {"kind": "sklearn", "steps": [{"estimator": "GaussianNB"}]},
    "cross_validation": {"folds": 3},
    "resources": RESOURCES,
}


def test_a_cross_validation_of_milliseconds_ends_at_once_beside_a_queue_of_other_jobs(
    carried_out: CarryOut, database: Database, heartbeat: Asked
) -> None:
    for _ in range(5):
        queued(database)
    job = carried_out(FOLDED)
    assert (job.state, job.metrics["mean_score"] > 0.9) == ("succeeded", True)
    assert heartbeat.called == []


def test_a_search_that_is_to_pause_writes_what_it_has_done(carried_out: CarryOut, database: Database, heartbeat: Asked) -> None:
    heartbeat.pauses_after = 2
    job = carried_out(FOLDED)
    assert (job.state, [trial.state for trial in Trials(database).of_job(job.id)]) == ("running", ["done", "done", "running"])


def test_a_search_makes_room_for_other_jobs_when_its_turn_is_over(
    carried_out: CarryOut, database: Database, heartbeat: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "TURN_S", 0.0)
    queued(database)
    job = carried_out(FOLDED)
    assert (job.state, job.process, [trial.state for trial in Trials(database).of_job(job.id)]) == ("running", None, ["done", "queued", "queued"])
    assert heartbeat.called == [1]


def test_a_search_goes_on_after_its_turn_while_no_job_waits(carried_out: CarryOut, heartbeat: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "TURN_S", 0.0)
    assert carried_out(FOLDED).state == "succeeded"
    assert heartbeat.called == []


def test_each_round_of_a_search_calls_trial_workers(carried_out: CarryOut, heartbeat: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial_worker, "CHUNK_S", 1e-4)
    searched = {"strategy": "multiresolution", "rounds": 3, "points": 5, "folds": 2, "space": {"alpha": {"low": 0.1, "high": 10.0}}}
    ridge = {"kind": "sklearn", "steps": [{"estimator": "RidgeClassifier"}]}
    spec = {"task": "search", "data": {"source": "iris"}, "model": ridge, "search": searched, "resources": RESOURCES}
    assert carried_out(spec).state == "succeeded"
    assert len(heartbeat.called) == 3


SEARCHED: dict[str, Any] = {
    "task": "search",
    "data": {"source": "iris"},
    "model": {"kind": "sklearn", "steps": [{"estimator": "RidgeClassifier"}]},
    "search": {"strategy": "grid", "folds": 2, "space": {"alpha": [0.5, 1.0]}},
    "resources": RESOURCES,
}


@pytest.mark.parametrize(
    ("spec", "key"), [(TRANSFORM, "estimator:MinMaxScaler"), (FOLDED, "trials"), (SEARCHED, "trials")], ids=["fit", "folds", "search"]
)
def test_a_finished_job_teaches_what_it_took(spec: dict[str, Any], key: str, carried_out: CarryOut, database: Database) -> None:
    before = CostBook(database).current().of(key)
    assert carried_out(spec).state == "succeeded"
    after = CostBook(database).current()
    assert after.of(key).n > before.n
    assert after.of("memory:pipeline").n > 0


def test_a_job_that_fails_teaches_nothing(carried_out: CarryOut, database: Database) -> None:
    before = CostBook(database).current()
    assert carried_out({**TRANSFORM, "data": {"source": "dataset:gone"}}).state == "failed"
    assert CostBook(database).current() == before


def test_a_job_says_what_it_does_and_when_it_will_have_ended(carried_out: CarryOut, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, float | None]] = []
    phase = Attempts.phase

    def noted(self: Attempts, job_id: str, token: int, name: str, ends_at: float | None = None) -> None:
        seen.append((name, ends_at))
        phase(self, job_id, token, name, ends_at)

    monkeypatch.setattr(Attempts, "phase", noted)
    began = time.time()
    carried_out(TRANSFORM)
    assert [name for name, _ in seen] == ["loading", "preparing", "fitting", "evaluating", "compiling"]
    assert all(ends_at is not None and began < ends_at < began + 60 for _, ends_at in seen)
