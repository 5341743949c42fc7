"""A service in use is backed up and moved to PostgreSQL: its models answer as before, and no job is lost."""

import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.acceptance.service import START_S, Service, embedded, environment, free_port, is_ready, process, until

#: Epochs of the job that runs while the service is backed up and moved. Its time must be several times that of both commands, of some seconds each.
N_EPOCHS = 200
RUNNING: dict[str, Any] = {"patch": {"training": {"epochs": N_EPOCHS}}, "name": "running"}
#: A body for each model.
BODIES: dict[str, dict[str, Any]] = {"line": {"inputs": [[0.5], [1.0]]}, "waves": {"inputs": [[0.1, 0.2, 0.3]]}}


def command(*words: str, log: Path, **settings: str) -> "subprocess.Popen[bytes]":
    """Start a command of the server, with its messages in a log."""
    with log.open("ab") as output:
        return subprocess.Popen([sys.executable, "-P", "-m", "service.cli", *words], env=environment(**settings), stdout=output, stderr=output)


def on(url: str, folder: Path, broker_url: str) -> dict[str, str]:
    """Return the settings of a service on a database, with its files in a folder."""
    own = {"MODELBOOK_FILES": str(folder / "files"), "MODELBOOK_CACHE": str(folder / "cache")}
    return {"MODELBOOK_DATABASE_URL": url, "MODELBOOK_BROKER_URL": broker_url, **own}


def new_database(postgres: str) -> str:
    """Make a database on a server; return its URL."""
    name = f"restored_{secrets.token_hex(6)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return postgres.replace("/postgres?", f"/{name}?")


@contextmanager
def predicting(service: Service) -> Iterator[list[int]]:
    """Predict without a pause in a thread, and yield the statuses."""
    statuses: list[int] = []
    stopping = threading.Event()

    def predict() -> None:
        while not stopping.is_set():
            statuses.append(service.http.post("/v1/models/line/predict", json=BODIES["line"]).status_code)

    thread = threading.Thread(target=predict)
    thread.start()
    try:
        yield statuses
    finally:
        stopping.set()
        thread.join()


@contextmanager
def running_on(settings: dict[str, str], folder: Path, key: str | None, *, with_worker: bool) -> Iterator[Service]:
    """Run an API by settings, with a worker or without one; logs are in a folder."""
    port, env = free_port(), environment(**settings)
    with ExitStack() as stack:
        stack.enter_context(process("service.cli", "api", "--port", str(port), log=folder / "api.log", env=env))
        if with_worker:
            stack.enter_context(process("workers", log=folder / "worker.log", env=env))
        service = Service(f"http://127.0.0.1:{port}", key=key)
        stack.enter_context(service.http)
        until(lambda: is_ready(service, "/readyz" if with_worker else "/healthz"), f"the service to be ready; logs in {folder}", START_S)
        yield service


def answers(service: Service) -> dict[str, Any]:
    """Return what the models predict; before the first prediction each has answered its golden examples."""
    return {name: service.predict(name, json=body) for name, body in BODIES.items()}


@pytest.mark.timeout(600)
def test_a_backup_under_load_answers_and_a_move_loses_no_job(tmp_path: Path, broker_url: str, postgres: str, postgres_url: str) -> None:
    data, log = tmp_path / "data", tmp_path / "commands.log"
    with embedded(data, MODELBOOK_SNAPSHOT_EVERY_S="1") as (service, up):
        service.trained("ridge-sine-line", name="line")
        service.trained("sines0-lstm3-w3", patch={"training": {"epochs": 1}}, name="waves")
        expected = answers(service)
        running = service.submit("sines0-lstm3-w3", **RUNNING)["id"]
        queued, paused = (service.submit("ridge-sine-line", name=name)["id"] for name in ("queued", "paused"))
        service.http.post(f"/v1/jobs/{paused}/pause").raise_for_status()
        until(lambda: service.job(running)["progress"] > 0, "the first epoch")
        with predicting(service) as statuses:
            assert command("backup", str(tmp_path / "backups"), "--data", str(data), log=log).wait(120) == 0, log.read_text()
        assert set(statuses) == {200}
        mover = command("move", "--data", str(data), "--to", postgres_url, "--files", str(tmp_path / "moved" / "files"), log=log)
        until(lambda: "Stop the service now" in log.read_text(), "the files to be copied")
        assert service.job(running)["state"] == "running"
        up.terminate()
        assert mover.wait(180) == 0, log.read_text()
    moved_to, restored_to = on(postgres_url, tmp_path / "moved", f"{broker_url}4"), on(new_database(postgres), tmp_path / "restored", broker_url)
    with running_on(moved_to, tmp_path / "moved", service.key, with_worker=True) as moved:
        moved.http.post(f"/v1/jobs/{paused}/resume").raise_for_status()
        assert answers(moved) == expected
        ended = [moved.wait_for(job_id, "succeeded") for job_id in (running, queued, paused)]
        epochs = [epoch["epoch"] for epoch in moved.http.get(f"/v1/jobs/{running}/history").raise_for_status().json()["epochs"]]
        assert (epochs, ended[0]["attempt"]) == (list(range(1, N_EPOCHS + 1)), 2)
        assert "continuing in epoch" in str(moved.events(running))
    assert command("restore", str(tmp_path / "backups"), log=log, **restored_to).wait(120) == 0, log.read_text()
    with running_on(restored_to, tmp_path / "restored", service.key, with_worker=False) as restored:
        assert answers(restored) == expected
        assert {restored.job(job_id)["state"] for job_id in (running, queued)} == {"queued"}
