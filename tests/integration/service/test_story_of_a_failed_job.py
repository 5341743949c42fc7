"""A job that fails, as an operator finds it: in the metrics that one has failed, in the log from the request that made it to the reason."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.job_context import working_on
from service.logs import JsonFormatter
from service.settings import Settings
from service.store.claims import Claims
from service.store.files import Files
from service.store.trials import JobProcess
from tests.untied import untied
from workers.attempt import Assignment, Attempt
from workers.devices import Share
from workers.job_process import run_task
from workers.stores import Stores


class Lines(logging.Handler):
    """The lines of a log in JSON."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonFormatter())
        self.found: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(json.loads(self.format(record)))


@pytest.fixture
def lines() -> Iterator[Lines]:
    """The log of this process, as from `MODELBOOK_LOG_FORMAT=json`."""
    root, handler = logging.getLogger(), Lines()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


def run_without_its_data(settings: Settings, tmp_path: Path) -> None:
    """Claim the next job and run it, after its data has gone, as a job process does."""
    stores = Stores.of(settings)
    try:
        claimed = Claims(stores.database).take("cpu", "worker-1", 60.0)
        assert claimed is not None
        job, folder = claimed.job, Files(tmp_path / "files").attempt_folder(claimed.job.id, claimed.process.id)
        spec = {**job.spec, "data": {"source": "dataset:gone"}}
        process = JobProcess(job.id, claimed.process.id, "worker-1")
        with working_on(job.id):
            run_task(Attempt(Assignment(process, job.owner, claimed.token, "cpu", spec, folder, settings, Share("", 0)), stores, untied()))
    finally:
        stores.close()


def failed_jobs(client: httpx.Client) -> float:
    (line,) = (line for line in client.get("/metrics").text.splitlines() if line.startswith('modelbook_jobs{queue="cpu",state="failed"}'))
    return float(line.split()[-1])


def test_a_failed_job_is_found_from_the_metrics_to_its_reason(client: httpx.Client, settings: Settings, lines: Lines, tmp_path: Path) -> None:
    before = failed_jobs(client)
    job = client.post("/v1/jobs", json={"recipe": "ridgecls-cv"}, headers={"X-Request-ID": "story-1"}).json()
    run_without_its_data(settings, tmp_path)
    error = client.get(f"/v1/jobs/{job['id']}").json()["error"]
    own = [line for line in lines.found if line.get("job_id") == job["id"]]
    assert failed_jobs(client) == before + 1
    assert [line["message"] for line in own] == ["A job was submitted.", "The job has failed."]
    assert own[0]["request_id"] == "story-1"
    assert own[1]["reason"] == error
    assert "dataset:gone" in error
