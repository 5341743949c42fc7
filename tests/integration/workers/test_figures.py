"""Figures of a job that has ended, drawn by its process."""

import logging
from pathlib import Path
from typing import Any, cast

import pytest

from service.plots.folder import PlotFolder
from service.settings import Settings
from service.store.database import Database
from service.store.files import Files
from service.store.jobs import Jobs
from service.store.rows import Job
from service.store.trials import JobProcess
from tests.integration.given import queued, running
from tests.untied import Untied
from workers import figures
from workers.attempt import Assignment, Attempt
from workers.devices import Share
from workers.figures import draw_figures
from workers.heartbeat import Heartbeat
from workers.job_process import run_task
from workers.stores import Stores

#: What is drawn is the matter here, so one database will do.
pytestmark = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True, scope="module")

SPEC: dict[str, Any] = {
    "task": "train",
    "data": {"source": "iris", "split": {"test": 0.2}},
    "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]},
    "resources": {"time_limit_s": 3600, "device": "auto"},
}
FOLDED = {**SPEC, "task": "cross_validate", "data": {"source": "iris"}, "cross_validation": {"folds": 3}}


class Supervised(Untied):
    """A heartbeat that notes what it is told."""

    def __init__(self) -> None:
        self.draws, self.stops = False, False

    def begin_drawing(self) -> None:
        self.draws = True

    def should_stop(self) -> bool:
        return self.draws and self.stops


@pytest.fixture(autouse=True)
def same_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "NICENESS", 0)  # It is that of this process, and cannot be raised again.


@pytest.fixture
def heartbeat() -> Supervised:
    return Supervised()


def ended(database: Database, tmp_path: Path, heartbeat: Supervised, spec: dict[str, Any]) -> Job:
    """Carry out a job and draw its figures in this process; return the job as it is then."""
    settings = Settings(database_url=database.url, files=tmp_path / "files", cache=tmp_path / "cache")
    stores, job = Stores.of(settings), running(database, spec=spec)
    folder = Files(settings.files).attempt_folder(job.id, job.process or "")
    process = JobProcess(job.id, job.process or "", "worker-1")
    attempt = Attempt(
        Assignment(process, job.owner, job.attempt, "cpu", job.spec, folder, settings, Share("", 0)), stores, cast("Heartbeat", heartbeat)
    )
    try:
        run_task(attempt)
        draw_figures(attempt)
    finally:
        stores.database.close()
    return Jobs(database).get(job.id)


def plots_in(folder: Path) -> list[str]:
    """Return the plots of a folder whose figures are drawn."""
    found = PlotFolder(folder)
    index = found.index()
    return [plot.name for plot in index.plots if found.figure(plot.name, "svg")] if index else []


def test_figures_lie_beside_the_model(database: Database, tmp_path: Path, heartbeat: Supervised) -> None:
    job = ended(database, tmp_path, heartbeat, SPEC)
    assert job.state == "succeeded"
    assert {"confusion", "roc", "class-scores"} <= set(plots_in(tmp_path / f"files/jobs/{job.id}/{job.process}/plots"))


def test_figures_of_a_job_without_a_model_lie_in_its_folder(database: Database, tmp_path: Path, heartbeat: Supervised) -> None:
    job = ended(database, tmp_path, heartbeat, FOLDED)
    assert "fold-scores" in plots_in(tmp_path / f"files/jobs/{job.id}/plots")


def test_another_job_that_waits_comes_first(database: Database, tmp_path: Path, heartbeat: Supervised) -> None:
    waiting = queued(database)
    job = ended(database, tmp_path, heartbeat, SPEC)
    assert (job.state, heartbeat.draws, list(tmp_path.rglob("plots.json"))) == ("succeeded", False, [])
    Jobs(database).request_cancel(waiting.id)


def test_a_process_that_has_to_go_gives_up(database: Database, tmp_path: Path, heartbeat: Supervised) -> None:
    heartbeat.stops = True
    job = ended(database, tmp_path, heartbeat, SPEC)
    assert (job.state, list(tmp_path.rglob("plots.json"))) == ("succeeded", [])


def test_a_failure_does_not_concern_the_job(
    database: Database, tmp_path: Path, heartbeat: Supervised, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(PlotFolder, "make", full)
    with caplog.at_level(logging.WARNING):
        job = ended(database, tmp_path, heartbeat, SPEC)
    assert (job.state, job.error) == ("succeeded", None)
    assert "Figures of a job were not drawn" in caplog.text


def test_a_job_that_failed_draws_nothing(database: Database, tmp_path: Path, heartbeat: Supervised) -> None:
    job = ended(database, tmp_path, heartbeat, {**SPEC, "data": {"source": "dataset:gone"}})
    assert (job.state, heartbeat.draws) == ("failed", False)
