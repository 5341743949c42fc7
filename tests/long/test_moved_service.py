"""A service in use is backed up and moved to PostgreSQL: its models answer as before, and no job is lost."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.acceptance.service import Service, embedded, environment, until
from tests.acceptance.spread import new_database, running_on, settings_on

#: Epochs of the job that runs while the service is backed up and moved. Its time must be several times that of both commands, of some seconds each.
N_EPOCHS = 200
RUNNING: dict[str, Any] = {"patch": {"training": {"epochs": N_EPOCHS}}, "name": "running"}
#: A body for each model.
BODIES: dict[str, dict[str, Any]] = {"line": {"inputs": [[0.5], [1.0]]}, "waves": {"inputs": [[0.1, 0.2, 0.3]]}}


def command(*words: str, log: Path, **settings: str) -> "subprocess.Popen[bytes]":
    """Start a command of the server, with its messages in a log."""
    with log.open("ab") as output:
        return subprocess.Popen([sys.executable, "-P", "-m", "service.cli", *words], env=environment(**settings), stdout=output, stderr=output)


@contextmanager
def used(service: Service) -> Iterator[list[int]]:
    """Predict and upload without a pause, each in a thread, and yield the statuses."""
    statuses: list[int] = []
    stopping = threading.Event()

    def call(send: Callable[[], httpx.Response]) -> None:
        while not stopping.is_set():
            statuses.append(send().status_code)

    predict = partial(service.http.post, "/v1/models/line/predict", json=BODIES["line"])
    upload = partial(service.http.post, "/v1/datasets", files={"file": ("table.csv", b"a,b\n1,2\n3,4\n")})
    threads = [threading.Thread(target=call, args=(send,)) for send in (predict, upload)]
    for thread in threads:
        thread.start()
    try:
        until(lambda: {200, 201} <= set(statuses), "a prediction and an upload")
        yield statuses
    finally:
        stopping.set()
        for thread in threads:
            thread.join()


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
        with used(service) as statuses:
            assert command("backup", str(tmp_path / "backups"), "--data", str(data), log=log).wait(120) == 0, log.read_text()
        assert set(statuses) == {200, 201}
        mover = command("move", "--data", str(data), "--to", postgres_url, "--files", str(tmp_path / "moved" / "files"), log=log)
        until(lambda: "Stop the service now" in log.read_text(), "the files to be copied")
        assert service.job(running)["state"] == "running"
        up.terminate()
        assert mover.wait(180) == 0, log.read_text()
    moved_to = settings_on(postgres_url, broker_url, tmp_path / "moved", broker_database=4)
    with running_on(moved_to, tmp_path / "moved", service.key, n_workers=1) as spread:
        moved = spread.service
        moved.http.post(f"/v1/jobs/{paused}/resume").raise_for_status()
        assert answers(moved) == expected
        ended = [moved.wait_for(job_id, "succeeded") for job_id in (running, queued, paused)]
        epochs = [epoch["epoch"] for epoch in moved.http.get(f"/v1/jobs/{running}/history").raise_for_status().json()["epochs"]]
        assert (epochs, ended[0]["attempt"]) == (list(range(1, N_EPOCHS + 1)), 2)
        assert "continuing in epoch" in str(moved.events(running))
    restored_to = settings_on(new_database(postgres), broker_url, tmp_path / "restored")
    assert command("restore", str(tmp_path / "backups"), log=log, **restored_to).wait(120) == 0, log.read_text()
    with running_on(restored_to, tmp_path / "restored", service.key, n_workers=0) as spread:
        restored = spread.service
        assert answers(restored) == expected
        assert {restored.job(job_id)["state"] for job_id in (running, queued)} == {"queued"}
        uploads = restored.http.get("/v1/datasets").raise_for_status().json()["uploads"]
        previews = [restored.http.get(f"/v1/datasets/{upload['id']}/preview").raise_for_status().json() for upload in uploads]
        assert len(previews) > 0
