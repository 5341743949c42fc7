"""Deleting over HTTP: hidden at once, also from predictions, restored by an undo, and refused with what needs it."""

import time
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from service.lookups import CACHED_FOR_S
from service.settings import Settings
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.transitions import State
from tests.integration.given import at_once, queued, running
from tests.integration.trained import Trained, register
from tests.responses import accepted, problem

ROW = {"inputs": [[0.5]]}
RIDGE = {"recipe": "ridge-sine-line"}


@pytest.fixture
def line(settings: Settings, trained: Trained, database: Database) -> str:
    """Register a model that can be served, under a name of its own; return the name."""
    name = f"line-{time.monotonic_ns()}"
    register(settings, name, trained.versions["line"])
    return name


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack over the files of the trained models."""
    return settings.model_copy(update={"files": trained.folder})


def delete(client: httpx.Client, path: str, status: int = 200) -> dict[str, Any]:
    response = client.delete(path)
    assert response.status_code == status, response.text
    return dict(response.json())


def test_a_deleted_model_is_hidden_and_comes_back(client: httpx.Client, line: str) -> None:
    job_id = client.get(f"/v1/models/{line}").json()["job_id"]
    deletion = delete(client, f"/v1/models/{line}")
    assert (deletion["kind"], deletion["name"], deletion["n_versions"], deletion["n_jobs"], deletion["deleted_by"]) == ("model", line, 1, 1, "nobody")
    for path in (f"/v1/models/{line}", f"/v1/models/{line}@1", f"/v1/models/{line}/versions", f"/v1/jobs/{job_id}", f"/v1/models/{line}/evaluation"):
        assert client.get(path).status_code == 404, path
    assert line not in [model["name"] for model in client.get("/v1/models?limit=200").json()["models"]]
    assert client.get(f"/v1/deletions/{deletion['id']}").json() == client.get("/v1/deletions?limit=1").json()["deletions"][0] == deletion
    assert client.post(f"/v1/deletions/{deletion['id']}/undo").json() == deletion
    assert client.get(f"/v1/models/{line}@1").status_code == client.get(f"/v1/jobs/{job_id}").status_code == 200
    assert client.get(f"/v1/deletions/{deletion['id']}").status_code == 404


def test_a_deleted_model_predicts_nothing_within_a_second(client: httpx.Client, line: str) -> None:
    assert client.post(f"/v1/models/{line}/predict", json=ROW).status_code == 200
    delete(client, f"/v1/models/{line}")
    deadline = time.monotonic() + CACHED_FOR_S
    while client.post(f"/v1/models/{line}/predict", json=ROW).status_code == 200:
        assert time.monotonic() < deadline
    for path in (f"/v1/models/{line}/predict", f"/v2/models/{line}/infer", f"/v1/models/{line}/batch"):
        assert client.post(path, json=ROW).status_code == 404
    assert client.get(f"/v2/models/{line}").status_code == 404


def test_what_is_needed_is_refused_with_what_needs_it(client: httpx.Client, line: str) -> None:
    job = accepted(client.post(f"/v1/models/{line}/batch", json={"source": "noisy_sine"}))
    refused = problem(client.delete(f"/v1/models/{line}"), 409)
    assert (refused["type"], len(refused["errors"])) == ("/problems/still-needed", 1)
    assert refused["errors"][0]["detail"].startswith(f"needed by job {job['id']} (queued), which uses {line}@1")
    client.post(f"/v1/jobs/{job['id']}/cancel")
    delete(client, f"/v1/models/{line}")


def test_a_job_of_a_model_is_deleted_with_it_if_that_is_asked(client: httpx.Client, line: str) -> None:
    job_id = client.get(f"/v1/models/{line}").json()["job_id"]
    assert problem(client.delete(f"/v1/jobs/{job_id}"), 409)["type"] == "/problems/still-needed"
    assert delete(client, f"/v1/jobs/{job_id}?with_models=true")["n_versions"] == 1
    assert client.get(f"/v1/models/{line}").status_code == 404


def test_a_queued_job_is_deleted_after_it_is_cancelled(client: httpx.Client) -> None:
    job_id = accepted(client.post("/v1/jobs", json=RIDGE))["id"]
    assert problem(client.delete(f"/v1/jobs/{job_id}"), 409)["type"] == "/problems/job-not-ended"
    assert delete(client, f"/v1/jobs/{job_id}?cancel=true")["n_jobs"] == 1
    delete(client, f"/v1/jobs/{job_id}", 404)
    delete(client, f"/v1/jobs/{job_id}?cancel=true", 404)
    for verb in ("cancel", "pause", "resume"):
        assert client.post(f"/v1/jobs/{job_id}/{verb}").status_code == 404


def test_a_running_job_is_deleted_as_soon_as_it_has_stopped(client: httpx.Client, database: Database) -> None:
    job = running(database)

    def act(number: int) -> dict[str, Any] | None:
        if number == 0:
            return delete(client, f"/v1/jobs/{job.id}?cancel=true")
        while Attempts(database).wanted(job.id, job.attempt) is not State.CANCELLED:
            time.sleep(0.01)
        Attempts(database).end(job.id, job.attempt, State.CANCELLED)
        return None

    deletion = at_once(2, act)[0]
    assert deletion is not None
    assert deletion["n_jobs"] == 1


def test_a_running_job_that_does_not_stop_stays(client: httpx.Client, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.cancelling.STOP_S", 0.2)
    job = running(database)
    assert problem(client.delete(f"/v1/jobs/{job.id}?cancel=true"), 409)["detail"].startswith(f"job {job.id} is running")
    assert client.get(f"/v1/jobs/{job.id}").json()["cancel_requested"]


def test_a_sweep_is_deleted_with_its_jobs(client: httpx.Client) -> None:
    sweep = accepted(client.post("/v1/sweeps", json={**RIDGE, "sweep": {"a": {}, "b": {}}}))
    assert problem(client.delete(f"/v1/sweeps/{sweep['id']}"), 409)["type"] == "/problems/job-not-ended"
    deletion = delete(client, f"/v1/sweeps/{sweep['id']}?cancel=true")
    assert (deletion["kind"], deletion["n_jobs"]) == ("sweep", 2)
    assert client.get(f"/v1/sweeps/{sweep['id']}").status_code == 404
    client.post(f"/v1/deletions/{deletion['id']}/undo")
    assert len(client.get(f"/v1/sweeps/{sweep['id']}").json()["members"]) == 2


def test_a_purge_removes_everything_at_once(client: httpx.Client, database: Database, app: FastAPI) -> None:
    job = queued(database)
    client.post(f"/v1/jobs/{job.id}/cancel")
    path = app.state.parts.files.attempt_folder(job.id, "1") / "left"
    path.write_bytes(b"x" * 10)
    deletion = delete(client, f"/v1/jobs/{job.id}")
    assert deletion["size_bytes"] == 10
    assert delete(client, f"/v1/deletions/{deletion['id']}")["undo_until"] is None
    assert not path.parent.parent.exists()
    for method, below in (("GET", ""), ("DELETE", ""), ("POST", "/undo")):
        response = client.request(method, f"/v1/deletions/{deletion['id']}{below}")
        assert problem(response, 404)["type"] == "/problems/no-such-deletion"


def test_a_deletion_is_in_the_audit(client: httpx.Client, database: Database) -> None:
    job = queued(database)
    client.post(f"/v1/jobs/{job.id}/cancel")
    deletion = delete(client, f"/v1/jobs/{job.id}")
    client.post(f"/v1/deletions/{deletion['id']}/undo")
    entries = client.get("/v1/audit?limit=2").json()["entries"]
    assert [(entry["action"], entry["subject"]) for entry in entries] == [("undo deletion", f"job {job.id}"), ("delete", f"job {job.id}")]


def test_deletions_come_in_pages(client: httpx.Client, database: Database) -> None:
    made = []
    for _ in range(3):
        job = queued(database)
        client.post(f"/v1/jobs/{job.id}/cancel")
        made.insert(0, delete(client, f"/v1/jobs/{job.id}")["id"])
    page = client.get("/v1/deletions?limit=2").json()
    rest = client.get(f"/v1/deletions?limit=1&cursor={page['next_cursor']}").json()
    assert [one["id"] for one in (*page["deletions"], *rest["deletions"])] == made


def test_jobs_are_deleted_by_filters_after_a_look(client: httpx.Client) -> None:
    for _ in range(3):
        job_id = accepted(client.post("/v1/jobs", json={**RIDGE, "name": "many"}))["id"]
        client.post(f"/v1/jobs/{job_id}/cancel")
    looked = delete(client, "/v1/jobs?name=many&dry_run=true")
    assert (looked["n_jobs"], looked["deletion"]) == (3, None)
    assert len(client.get("/v1/jobs?name=many").json()["jobs"]) == 3
    deleted = delete(client, "/v1/jobs?name=many&state=cancelled&before=2100-01-01T00:00:00Z")
    assert (deleted["n_jobs"], deleted["deletion"]["kind"], deleted["deletion"]["n_jobs"]) == (3, "jobs", 3)
    assert client.get("/v1/jobs?name=many").json()["jobs"] == []


def test_jobs_are_deleted_by_tags(client: httpx.Client) -> None:
    made = [accepted(client.post("/v1/jobs", json={**RIDGE, "name": "tagged"}))["id"] for _ in range(3)]
    for job_id, tags in zip(made, (["old"], ["old", "bad"], ["new"]), strict=True):
        client.post(f"/v1/jobs/{job_id}/cancel")
        client.patch(f"/v1/jobs/{job_id}", json={"tags": tags})
    deleted = delete(client, "/v1/jobs?name=tagged&tag=old&tag=bad")
    assert (deleted["n_jobs"], deleted["deletion"]["name"]) == (1, "name=tagged&tag=old&tag=bad")
    assert [job["id"] for job in client.get("/v1/jobs?name=tagged").json()["jobs"]] == [made[2], made[0]]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("", "/query"),
        ("?dry_run=true", "/query"),
        ("?before=yesterday", "/query/before"),
        ("?before=2026-01-01T00:00:00", "/query/before"),
        ("?tag=", "/query/tag/0"),
        ("?state=running", "/query/state"),
        ("?state=queued&name=a", "/query/state"),
    ],
)
def test_all_jobs_are_not_deleted_by_mistake(client: httpx.Client, query: str, pointer: str) -> None:
    refused = problem(client.delete(f"/v1/jobs{query}"), 422)
    assert [fault["pointer"] for fault in refused["errors"]] == [pointer]
