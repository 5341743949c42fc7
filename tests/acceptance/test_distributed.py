"""The same code distributed over processes by settings: PostgreSQL, a broker, two workers, a shared folder."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.service import until
from tests.acceptance.spread import LEASE_S, Spread, spread_out
from tests.modes import open_to_others


@pytest.fixture(scope="module")
def spread_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where its files and logs go."""
    return tmp_path_factory.mktemp("spread")


@pytest.fixture(scope="module")
def spread(postgres: str, broker_url: str, spread_folder: Path) -> Iterator[Spread]:
    with spread_out(spread_folder, postgres, broker_url, broker_database=1) as spread:
        yield spread


def test_jobs_train_and_serve_on_postgresql(spread: Spread) -> None:
    job = spread.service.submit("ridge-sine-line", name="line")
    assert spread.service.wait_for(job["id"], "succeeded")["model"] == "line@1"
    predictions = spread.service.predict("line", json={"inputs": [[-2.0], [2.0]]})
    assert (predictions[1]["value"] - predictions[0]["value"]) / 4 == pytest.approx(1.268448, abs=1e-5)


def test_digits_train_on_postgresql_and_reach_the_figure_of_the_book(spread: Spread) -> None:
    job = spread.service.submit("mnist-dense-784", patch={"training": {"epochs": 3}}, name="digits")
    metrics = spread.service.wait_for(job["id"], "succeeded")["metrics"]
    assert metrics["val_accuracy"] == pytest.approx(0.967, abs=0.006)


def test_the_same_key_from_many_submissions_makes_one_job(spread: Spread) -> None:
    body = {"recipe": "ridge-sine-line"}
    responses = [spread.service.http.post("/v1/jobs", json=body, headers={"Idempotency-Key": "once"}) for _ in range(5)]
    assert len({response.json()["id"] for response in responses}) == 1


def started(spread: Spread, epochs: int) -> dict[str, Any]:
    """Return a job that runs, after its first steps."""
    job = spread.service.submit("sines0-lstm3-w3", patch={"training": {"epochs": epochs}})
    until(lambda: spread.service.job(job["id"])["progress"] > 0, "the first steps")
    return spread.service.job(job["id"])


def test_workers_are_listed_with_their_jobs(spread: Spread) -> None:
    job = started(spread, 15)

    def workers() -> dict[str, Any]:
        return {worker["name"]: worker for worker in spread.service.http.get("/v1/workers").json()["workers"]}

    until(lambda: workers()[job["worker"]]["jobs"] == [job["id"]], "the report of the job", 10)
    assert {(worker["status"], worker["slots"], *worker["queues"]) for worker in workers().values()} == {("ready", 1, "cpu")}
    assert {worker.pid for worker in spread.workers} == {worker["pid"] for worker in workers().values()}
    assert spread.service.wait_for(job["id"], "succeeded")["attempt"] == 1


def test_a_job_whose_worker_is_killed_is_run_by_another_worker_within_its_lease_and_two_seconds(spread: Spread) -> None:
    owner = started(spread, 60)
    os.kill(spread.worker_of(owner).pid, signal.SIGKILL)
    until(lambda: spread.service.job(owner["id"])["attempt"] == 2, "the second attempt", LEASE_S + 2)
    ended = spread.service.wait_for(owner["id"], "succeeded")
    assert ended["attempt"] == 2
    assert ended["worker"] != owner["worker"]


def test_files_of_the_model_are_in_the_shared_folder_closed_to_others(spread: Spread, spread_folder: Path) -> None:
    job = spread.service.trained("ridge-sine-line", name="shared")
    assert list((spread_folder / "files" / "jobs" / job["id"]).rglob("model.h5"))
    assert [found for folder in ("files", "cache") for found in open_to_others(spread_folder / folder)] == []
    content = spread.service.http.get(f"/v1/models/{job['model']}/artifact").raise_for_status().content
    assert content.startswith(b"\x89HDF")


def test_a_worker_that_is_stopped_hands_its_job_back_and_ends_within_15_s(spread: Spread) -> None:
    """It is the last worker: afterwards the job says that it waits for one."""
    job = started(spread, 200)
    worker, began = spread.worker_of(job), time.monotonic()
    worker.send_signal(signal.SIGTERM)
    assert (worker.wait(30), time.monotonic() - began < 15) == (0, True)
    assert spread.service.job(job["id"])["state"] == "queued"
    until(lambda: spread.service.job(job["id"])["waiting_for"] == "a cpu worker; none is connected", "the reason", 10)
    left = spread.service.http.get("/v1/workers").json()["workers"]
    assert worker.pid not in {other["pid"] for other in left}
    assert {other["status"] for other in left} == {"silent"}
    spread.service.http.post(f"/v1/jobs/{job['id']}/cancel").raise_for_status()
    assert [data for kind, data in spread.service.events(job["id"]) if kind == "state" and "its worker is stopping" in data]
