"""Pausing and resuming over HTTP: the states, the refusals, and what others see."""

from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from service.app import create_app
from service.settings import Settings
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.transitions import State
from tests.integration.given import LONG_S, client_of
from tests.integration.given import claim as claimed
from tests.responses import accepted, problem

RIDGE = {"recipe": "ridge-sine-line"}
NETWORK = {"recipe": "sines0-lstm3-w3"}


def submit(client: httpx.Client, **body: Any) -> str:
    return str(accepted(client.post("/v1/jobs", json=body))["id"])


def claim(database: Database, job_id: str) -> int:
    """Claim a job as a worker does, and return its token."""
    job = claimed(database, job_id, "worker-1", LONG_S)
    assert job is not None
    return job.attempt


@pytest.fixture
def database(settings: Settings) -> Database:
    return Database(settings.database_url)


def post(client: httpx.Client, job_id: str, verb: str, status: int) -> dict[str, Any]:
    response = client.post(f"/v1/jobs/{job_id}/{verb}")
    assert response.status_code == status, response.text
    return dict(response.json())


def test_a_queued_job_pauses_at_once_and_pausing_again_changes_nothing(client: httpx.Client) -> None:
    job_id = submit(client, **RIDGE)
    answers = [post(client, job_id, "pause", 202) for _ in range(2)]
    assert answers[0] == answers[1]
    assert (answers[0]["state"], answers[0]["queue_position"], answers[0]["pause_requested"]) == ("paused", None, False)


def test_a_paused_job_is_listed_by_its_state(client: httpx.Client) -> None:
    job_id = submit(client, **RIDGE, name="resting")
    post(client, job_id, "pause", 202)
    assert [job["id"] for job in client.get("/v1/jobs?state=paused&name=resting").json()["jobs"]] == [job_id]
    assert client.get("/v1/jobs?state=queued&name=resting").json()["jobs"] == []


def test_a_resumed_job_is_queued_and_a_worker_is_woken(client: httpx.Client, app: FastAPI) -> None:
    job_id = submit(client, **RIDGE, patch={"resources": {"device": "gpu"}})
    post(client, job_id, "pause", 202)
    before = app.state.parts.queue.waiting("gpu")
    assert post(client, job_id, "resume", 200)["state"] == "queued"
    assert app.state.parts.queue.waiting("gpu") == before + 1


def test_a_running_job_says_that_it_is_to_pause_until_it_has(client: httpx.Client, database: Database) -> None:
    job_id = submit(client, **NETWORK)
    token = claim(database, job_id)
    assert [post(client, job_id, "pause", 202)[name] for name in ("state", "pause_requested", "worker")] == ["running", True, "worker-1"]
    Attempts(database).pause(job_id, token)
    paused = client.get(f"/v1/jobs/{job_id}").json()
    assert [paused[name] for name in ("state", "pause_requested", "worker", "finished_at")] == ["paused", False, None, None]


def test_resuming_a_job_that_goes_on_is_accepted(client: httpx.Client, database: Database) -> None:
    job_id = submit(client, **NETWORK)
    assert post(client, job_id, "resume", 200)["state"] == "queued"
    claim(database, job_id)
    assert post(client, job_id, "resume", 200)["state"] == "running"
    post(client, job_id, "pause", 202)
    assert post(client, job_id, "resume", 200)["pause_requested"] is False


def test_a_paused_job_can_be_cancelled(client: httpx.Client) -> None:
    job_id = submit(client, **RIDGE)
    post(client, job_id, "pause", 202)
    assert post(client, job_id, "cancel", 202)["state"] == "cancelled"


@pytest.mark.parametrize("state", [State.FAILED, State.CANCELLED])
@pytest.mark.parametrize(("verb", "done"), [("pause", "paused"), ("resume", "resumed")])
def test_a_job_that_has_ended_is_refused(client: httpx.Client, database: Database, state: State, verb: str, done: str) -> None:
    job_id = submit(client, **NETWORK)
    Attempts(database).end(job_id, claim(database, job_id), state)
    refused = problem(client.post(f"/v1/jobs/{job_id}/{verb}"), 409)
    assert refused["type"].endswith("/problems/job-ended")
    assert refused["detail"] == f"job {job_id} is {state}: only a job that has not ended can be {done}"


def test_a_running_scikit_learn_fit_is_refused_with_the_reason(client: httpx.Client, database: Database) -> None:
    job_id = submit(client, **RIDGE)
    claim(database, job_id)
    refused = problem(client.post(f"/v1/jobs/{job_id}/pause"), 409)
    assert refused["type"].endswith("/problems/not-pausable")
    assert "its estimator has neither batches nor stages between which its fit could stop" in refused["detail"]
    assert client.get(f"/v1/jobs/{job_id}").json()["pause_requested"] is False


@pytest.mark.parametrize("verb", ["pause", "resume"])
def test_a_job_that_does_not_exist_is_not_found(client: httpx.Client, verb: str) -> None:
    assert problem(client.post(f"/v1/jobs/nothing/{verb}"), 404)["type"].endswith("/problems/no-such-job")


def test_a_paused_search_is_stopped_only_after_it_was_resumed(client: httpx.Client) -> None:
    job_id = submit(client, recipe="moons-ridge-grid")
    post(client, job_id, "pause", 202)
    assert problem(client.post(f"/v1/jobs/{job_id}/stop"), 409)["detail"].endswith("only a running search can be stopped; resume it first")


def test_a_sweep_is_cancelled_with_its_paused_jobs(client: httpx.Client) -> None:
    sweep = accepted(client.post("/v1/sweeps", json={**RIDGE, "sweep": {"one": {}, "two": {"seed": 2}}}))
    post(client, sweep["members"][0]["job"]["id"], "pause", 202)
    cancelled = client.post(f"/v1/sweeps/{sweep['id']}/cancel").json()
    assert [member["job"]["state"] for member in cancelled["members"]] == ["cancelled", "cancelled"]


def test_paused_jobs_count_among_the_queued_ones_of_an_owner(settings: Settings) -> None:
    with client_of(create_app(settings.model_copy(update={"queued_jobs": 10_000}))) as client:
        before = _used(client)
        job_id = submit(client, **RIDGE)
        post(client, job_id, "pause", 202)
        assert _used(client) == before + 1
        post(client, job_id, "cancel", 202)
        assert _used(client) == before


def _used(client: httpx.Client) -> float:
    return next(float(limit["used"]) for limit in client.get("/v1/me").json()["limits"] if limit["name"] == "queued_jobs")


def test_a_data_set_that_a_paused_job_uses_is_not_deleted(client: httpx.Client) -> None:
    made = client.post("/v1/datasets", files={"file": ("two.csv", b"a,b\n" + b"1,x\n2,y\n" * 10)}).json()
    spec = {
        "data": {"source": made["source"], "target": "b"},
        "model": {"kind": "sklearn", "steps": [{"estimator": "GaussianNB"}]},
    }
    job_id = submit(client, spec=spec)
    post(client, job_id, "pause", 202)
    refused = problem(client.delete(f"/v1/datasets/{made['id']}"), 409)
    assert refused["detail"].startswith(f"data set {made['id']} is needed by job {job_id} (paused)")
