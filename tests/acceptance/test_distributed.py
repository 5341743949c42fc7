"""The same code distributed over processes by settings: PostgreSQL, a broker, two workers, a shared folder."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.service import until
from tests.acceptance.spread import Spread, spread_out
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


def test_a_job_whose_worker_is_killed_is_run_by_another_worker(spread: Spread) -> None:
    job = spread.service.submit("sines0-lstm3-w3", patch={"training": {"epochs": 15}})
    until(lambda: spread.service.job(job["id"])["progress"] > 0, "the first steps")
    owner = spread.service.job(job["id"])
    os.kill(spread.worker_of(owner).pid, signal.SIGKILL)
    ended = spread.service.wait_for(job["id"], "succeeded")
    assert ended["attempt"] == 2
    assert ended["worker"] != owner["worker"]


def test_files_of_the_model_are_in_the_shared_folder_closed_to_others(spread: Spread, spread_folder: Path) -> None:
    job = spread.service.trained("ridge-sine-line", name="shared")
    assert list((spread_folder / "files" / "jobs" / job["id"]).rglob("model.h5"))
    assert [found for folder in ("files", "cache") for found in open_to_others(spread_folder / folder)] == []
    content = spread.service.http.get(f"/v1/models/{job['model']}/artifact").raise_for_status().content
    assert content.startswith(b"\x89HDF")
