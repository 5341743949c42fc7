"""The same code spread over processes by settings alone: PostgreSQL, a broker, two workers, a shared folder."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.acceptance.service import Service, environment, free_port, is_ready, process, until


@dataclass
class Spread:
    """A service whose parts are processes of their own."""

    service: Service
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def spread(postgres: str, broker_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spread]:
    """An API and two workers on PostgreSQL."""
    folder, port = tmp_path_factory.mktemp("spread"), free_port()
    env = environment(
        MODELBOOK_DATABASE_URL=postgres,
        MODELBOOK_BROKER_URL=broker_url.removesuffix("/0") + "/1",
        MODELBOOK_FILES=str(folder / "files"),
        MODELBOOK_CACHE=str(folder / "cache"),
        MODELBOOK_LEASE_S="3",
        MODELBOOK_REAP_EVERY_S="1",
        MODELBOOK_REPUBLISH_AFTER_S="2",
    )
    subprocess.run([sys.executable, "-m", "service.cli", "migrate"], env=env, check=True, timeout=60)
    with ExitStack() as stack:
        stack.enter_context(process("service.cli", "api", "--port", str(port), log=folder / "api.log", env=env))
        workers = [stack.enter_context(process("workers", log=folder / f"worker-{n}.log", env=env)) for n in (1, 2)]
        service = Service(f"http://127.0.0.1:{port}")
        stack.callback(service.http.close)
        until(lambda: is_ready(service), f"the API to answer; logs in {folder}")
        yield Spread(service, workers)


def test_jobs_train_and_serve_on_postgresql(spread: Spread) -> None:
    job = spread.service.submit("ridge-sine-line", name="line")
    assert spread.service.wait_for(job["id"], "succeeded")["model"] == "line@1"
    answers = spread.service.predict("line", json={"inputs": [[-2.0], [2.0]]})
    assert (answers[1]["value"] - answers[0]["value"]) / 4 == pytest.approx(1.268448, abs=1e-5)


def test_digits_train_on_postgresql_and_reach_the_figure_of_the_book(spread: Spread) -> None:
    job = spread.service.submit("mnist-dense-784", patch={"training": {"epochs": 3}}, name="digits")
    metrics = spread.service.wait_for(job["id"], "succeeded")["metrics"]
    assert metrics["val_accuracy"] == pytest.approx(0.967, abs=0.006)


def test_the_same_key_from_many_submissions_makes_one_job(spread: Spread) -> None:
    body = {"recipe": "ridge-sine-line"}
    answers = [spread.service.http.post("/v1/jobs", json=body, headers={"Idempotency-Key": "once"}) for _ in range(5)]
    assert len({answer.json()["id"] for answer in answers}) == 1


def test_a_job_whose_worker_is_killed_goes_on_at_another_worker(spread: Spread) -> None:
    job = spread.service.submit("sines0-lstm3-w3", patch={"training": {"epochs": 15}})
    until(lambda: spread.service.job(job["id"])["progress"] > 0, "the first steps")
    owner = spread.service.job(job["id"])["worker"]
    victim = next(worker for worker in spread.workers if owner.endswith(f":{worker.pid}"))
    os.kill(victim.pid, signal.SIGKILL)
    ended = spread.service.wait_for(job["id"], "succeeded")
    assert ended["attempt"] == 2
    assert ended["worker"] != owner


def test_files_of_the_model_lie_in_the_shared_folder(spread: Spread, tmp_path: Path) -> None:
    job = spread.service.wait_for(spread.service.submit("ridge-sine-line", name="shared")["id"], "succeeded")
    content = spread.service.http.get(f"/v1/models/{job['model']}/artifact").raise_for_status().content
    assert content.startswith(b"\x89HDF")
