"""Jobs over HTTP: submit, list, follow, cancel; the catalog, the checker and the OpenAPI document."""

import json
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from models.catalog import recipes
from service.app import create_app
from service.settings import Settings
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.rows import CheckpointFile, Epoch
from tests.integration.given import LONG_S, client_of
from tests.integration.given import claim as claimed
from tests.responses import accepted

RIDGE = {"recipe": "ridge-sine-line"}


def submit(client: httpx.Client, **body: Any) -> dict[str, Any]:
    return accepted(client.post("/v1/jobs", json={**RIDGE, **body}))


def claim(database: Database, job_id: str) -> int:
    """Claim a job as a worker does, and return its token."""
    job = claimed(database, job_id, "worker-1", LONG_S)
    assert job is not None
    return job.attempt


def events(text: str) -> list[tuple[str | None, str, Any]]:
    """Return a stream's events, each by id, kind and data."""
    blocks = [dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":")) for block in text.strip().split("\n\n")]
    return [(block.get("id"), block["event"], json.loads(block["data"])) for block in blocks if block]


def test_a_submitted_job_is_accepted_and_has_a_place(client: httpx.Client) -> None:
    response = client.post("/v1/jobs", json={**RIDGE, "name": "line"})
    job = response.json()
    assert response.status_code == 202
    assert response.headers["location"] == f"/v1/jobs/{job['id']}"
    assert client.get(response.headers["location"]).json() == job
    assert (job["state"], job["name"], job["recipe"], job["model"], job["error"]) == ("queued", "line", "ridge-sine-line", None, None)


def test_a_submitted_job_reaches_the_broker(client: httpx.Client, app: FastAPI) -> None:
    before = app.state.parts.queue.waiting("gpu")
    submit(client, patch={"resources": {"device": "gpu"}})
    assert app.state.parts.queue.waiting("gpu") == before + 1


def test_a_stored_spec_has_its_defaults_written_out(client: httpx.Client) -> None:
    spec = submit(client, patch={"seed": 7})["spec"]
    assert spec["seed"] == 7
    assert spec["resources"] == {"device": "auto", "time_limit_s": 3600, "memory_gb": None}
    params = {"n_samples": 100, "low": -2.0, "high": 2.0, "noise": 0.2, "seed": 42}
    nothing = dict.fromkeys(("target", "features", "target_columns", "groups", "subset", "split"))
    assert spec["data"] == {"source": "noisy_sine", "params": params, "reconstruct": False, "series": False, **nothing}


def test_a_job_is_named_after_its_recipe_unless_it_has_a_name(client: httpx.Client) -> None:
    assert (submit(client)["name"], submit(client, name="mine")["name"]) == ("ridge-sine-line", "mine")


def test_a_job_with_neither_recipe_nor_name_is_named_after_its_id(client: httpx.Client) -> None:
    job = client.post("/v1/jobs", json={"spec": recipes()["ridge-sine-line"].spec}).json()
    assert job["name"] == f"job-{job['id'].lower()}"


def test_a_repeated_key_gives_the_first_job_and_sends_no_second_message(client: httpx.Client, app: FastAPI) -> None:
    first = client.post("/v1/jobs", json=RIDGE, headers={"Idempotency-Key": "again"})
    before = app.state.parts.queue.waiting("cpu")
    second = client.post("/v1/jobs", json=RIDGE, headers={"Idempotency-Key": "again"})
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json()["id"] == second.json()["id"]
    assert app.state.parts.queue.waiting("cpu") == before


def test_pages_of_jobs_follow_one_another(client: httpx.Client) -> None:
    made = {submit(client, name="paged")["id"] for _ in range(3)}
    first = client.get("/v1/jobs?name=paged&limit=2").json()
    second = client.get(f"/v1/jobs?name=paged&limit=2&cursor={first['next_cursor']}").json()
    assert [len(page["jobs"]) for page in (first, second)] == [2, 1]
    assert {job["id"] for page in (first, second) for job in page["jobs"]} == made
    assert second["next_cursor"] is None


def test_a_page_that_is_just_full_is_the_last(client: httpx.Client) -> None:
    submit(client, name="single")
    assert client.get("/v1/jobs?name=single&limit=1").json()["next_cursor"] is None


def test_a_page_of_four_jobs_takes_as_many_statements_as_one_of_two(client: httpx.Client, statements: list[str]) -> None:
    for _ in range(4):
        submit(client)
    counts = []
    for limit in (2, 4):
        statements.clear()
        assert len(client.get("/v1/jobs", params={"limit": limit}).json()["jobs"]) == limit
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_submission_takes_two_rows_and_two_counts(client: httpx.Client, statements: list[str]) -> None:
    submit(client)
    # The queued jobs of the owner, and those before this one.
    verbs = [statement.split()[0] for statement in statements if not statement.startswith("BEGIN")]
    assert verbs == ["INSERT", "INSERT", "SELECT", "SELECT"]


def test_a_job_that_no_worker_has_the_memory_for_is_refused(settings: Settings) -> None:
    small = settings.model_copy(update={"worker_memory_bytes": 64 * 1024 * 1024})
    with client_of(create_app(small)) as client:
        response = client.post("/v1/jobs", json={"recipe": "mnist-dense-784"})
        checked = client.post("/v1/specs/check", json={"recipe": "mnist-dense-784"}).json()
    assert (response.status_code, checked["ok"]) == (422, False)
    (error,) = response.json()["errors"]
    assert error == checked["errors"][0]
    assert (error["pointer"], "0.1 GiB of a worker (MODELBOOK_WORKER_MEMORY_BYTES)" in error["detail"]) == ("/patch/data", True)


def test_jobs_are_listed_by_state(client: httpx.Client) -> None:
    job = submit(client, name="listed")
    client.post(f"/v1/jobs/{job['id']}/cancel")
    assert [found["id"] for found in client.get("/v1/jobs?name=listed&state=cancelled").json()["jobs"]] == [job["id"]]
    assert client.get("/v1/jobs?name=listed&state=queued").json()["jobs"] == []


def test_a_queued_job_is_cancelled_at_once_and_cancelling_again_does_no_harm(client: httpx.Client) -> None:
    job = submit(client)
    answers = [client.post(f"/v1/jobs/{job['id']}/cancel") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert [answer.json()["state"] for answer in answers] == ["cancelled", "cancelled"]
    assert answers[0].json()["queue_position"] is None


def test_a_running_job_that_is_cancelled_says_so(client: httpx.Client, database: Database) -> None:
    job = submit(client)
    claim(database, job["id"])
    answer = client.post(f"/v1/jobs/{job['id']}/cancel").json()
    assert (answer["state"], answer["cancel_requested"], answer["worker"]) == ("running", True, "worker-1")


def test_a_new_job_has_neither_history_nor_checkpoints(client: httpx.Client) -> None:
    job = submit(client)
    assert client.get(f"/v1/jobs/{job['id']}/history").json() == {"epochs": [], "batches": [], "overfitting": None}
    assert client.get(f"/v1/jobs/{job['id']}/checkpoints").json() == {"checkpoints": []}


def test_an_epoch_is_a_line_of_the_history(client: httpx.Client, database: Database) -> None:
    job = submit(client)
    epoch = Epoch(1, {"loss": 0.5, "val_loss": 0.6}, 1.5, 0.01, 2000.0, [{"step": 1, "loss": 0.9}, {"step": 51, "loss": 0.7}])
    Attempts(database).epoch(job["id"], claim(database, job["id"]), epoch)
    line = {"epoch": 1, "loss": 0.5, "val_loss": 0.6, "learning_rate": 0.01, "samples_per_second": 2000.0, "seconds": 1.5}
    batches = [{"epoch": 1, "step": 1, "loss": 0.9}, {"epoch": 1, "step": 51, "loss": 0.7}]
    assert client.get(f"/v1/jobs/{job['id']}/history").json() == {"epochs": [line], "batches": batches, "overfitting": None}


def test_a_history_of_before_rates_were_kept_is_shown_without_them(client: httpx.Client, database: Database) -> None:
    job = submit(client)
    Attempts(database).epoch(job["id"], claim(database, job["id"]), Epoch(1, {"loss": 0.5}, 1.5))
    assert client.get(f"/v1/jobs/{job['id']}/history").json()["epochs"] == [{"epoch": 1, "loss": 0.5, "seconds": 1.5}]


def test_a_history_tells_from_which_epoch_on_the_network_overfits(client: httpx.Client, database: Database) -> None:
    job = submit(client)
    token = claim(database, job["id"])
    for number, (loss, val_loss) in enumerate([(0.5, 0.5), (0.3, 0.4), (0.2, 0.45), (0.1, 0.5), (0.05, 0.6)], 1):
        Attempts(database).epoch(job["id"], token, Epoch(number, {"loss": loss, "val_loss": val_loss}, 1.0))
    found = client.get(f"/v1/jobs/{job['id']}/history").json()["overfitting"]
    assert found == {"epoch": 2, "val_loss": 0.4, "last_val_loss": 0.6}


def test_a_checkpoint_is_listed_and_downloaded(client: httpx.Client, database: Database, settings: Settings) -> None:
    job = submit(client)
    path: Path = settings.files / "jobs" / job["id"] / "epoch-00002.h5"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"variables")
    made = CheckpointFile(2, path.relative_to(settings.files).as_posix(), 9, {"loss": 0.5}, time.time())
    Attempts(database).checkpoint(job["id"], claim(database, job["id"]), made, [])
    (listed,) = client.get(f"/v1/jobs/{job['id']}/checkpoints").json()["checkpoints"]
    assert (listed["epoch"], listed["file"], listed["size_bytes"], listed["metrics"]) == (2, "epoch-00002.h5", 9, {"loss": 0.5})
    assert client.get(f"/v1/jobs/{job['id']}/checkpoints/2").content == b"variables"


def test_a_stream_replays_the_events_of_a_finished_job_and_ends(client: httpx.Client) -> None:
    job = submit(client)
    client.post(f"/v1/jobs/{job['id']}/cancel")
    response = client.get(f"/v1/jobs/{job['id']}/events")
    assert response.headers["content-type"].startswith("text/event-stream")
    assert events(response.text) == [
        ("1", "state", {"state": "queued"}),
        (None, "progress", {"progress": 0.0, "metrics": {}}),
        ("2", "state", {"state": "cancelled"}),
    ]


def test_a_stream_goes_on_behind_the_last_event_seen(client: httpx.Client) -> None:
    job = submit(client)
    client.post(f"/v1/jobs/{job['id']}/cancel")
    streams = [client.get(f"/v1/jobs/{job['id']}/events", headers={"Last-Event-ID": "1"})]
    assert [event_id for event_id, kind, _ in events(streams[0].text) if kind == "state"] == ["2"]


def test_a_browser_that_connects_again_behind_the_last_event_of_an_ended_job_is_told_to_stop(client: httpx.Client) -> None:
    job = submit(client)
    url = f"/v1/jobs/{job['id']}/events"
    client.post(f"/v1/jobs/{job['id']}/cancel")
    (first, *_), last = client.get(url).text.split("\n\n"), events(client.get(url).text)[-1][0]
    assert "retry: 2000" in first.split("\n")
    stopped = client.get(url, headers={"Last-Event-ID": str(last)})
    assert (stopped.status_code, stopped.content) == (204, b"")
    assert client.get("/v1/jobs/none/events", headers={"Last-Event-ID": "9"}).status_code == 404


@pytest.mark.parametrize("unknown", ["3", "9" * 30])
def test_a_stream_with_an_id_that_the_job_has_not_given_begins_at_the_start(client: httpx.Client, unknown: str) -> None:
    job = submit(client)
    client.post(f"/v1/jobs/{job['id']}/cancel")
    found = events(client.get(f"/v1/jobs/{job['id']}/events", headers={"Last-Event-ID": unknown}).text)
    assert [(event_id, kind) for event_id, kind, _ in found] == [("1", "state"), (None, "progress"), ("2", "state")]


def test_a_stream_follows_a_job_that_is_running(client: httpx.Client, database: Database) -> None:
    job = submit(client)
    later = threading.Timer(0.5, lambda: Jobs(database).request_cancel(job["id"]))
    later.start()
    found = events(client.get(f"/v1/jobs/{job['id']}/events").text)
    later.join()
    assert [data["state"] for _, kind, data in found if kind == "state"] == ["queued", "cancelled"]


def test_waiting_for_a_final_job_returns_at_once(client: httpx.Client) -> None:
    job = submit(client)
    client.post(f"/v1/jobs/{job['id']}/cancel")
    start = time.monotonic()
    assert client.get(f"/v1/jobs/{job['id']}?wait=30").json()["state"] == "cancelled"
    assert time.monotonic() - start < 5


def test_waiting_returns_as_soon_as_the_job_changes(client: httpx.Client, database: Database) -> None:
    job = submit(client)
    start = time.monotonic()
    later = threading.Timer(0.5, claim, (database, job["id"]))
    later.start()
    assert client.get(f"/v1/jobs/{job['id']}?wait=30").json()["state"] == "running"
    assert 0.4 < time.monotonic() - start < 10
    later.join()


def test_waiting_for_a_job_that_does_not_change_ends_in_time(client: httpx.Client) -> None:
    job = submit(client)
    start = time.monotonic()
    assert client.get(f"/v1/jobs/{job['id']}?wait=0.5").json() == job
    assert 0.4 < time.monotonic() - start < 10


@pytest.mark.parametrize(("query", "name"), [("", "sine"), ("?name=best", "best")], ids=["its own name", "another name"])
def test_a_checkpoint_is_registered_by_a_job_of_the_same_spec(
    client: httpx.Client, database: Database, settings: Settings, query: str, name: str
) -> None:
    training = {"loss": "mean_squared_error", "epochs": 3}
    spec = {"data": {"source": "noisy_sine"}, "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 1}]}, "training": training}
    job = client.post("/v1/jobs", json={"spec": spec, "name": "sine"}).json()
    path: Path = settings.files / "jobs" / job["id"] / "epoch-00002.h5"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"variables")
    made = CheckpointFile(2, path.relative_to(settings.files).as_posix(), 9, {"loss": 0.5}, time.time())
    Attempts(database).checkpoint(job["id"], claim(database, job["id"]), made, [])
    response = client.post(f"/v1/jobs/{job['id']}/checkpoints/2/register{query}")
    found = response.json()
    assert (response.status_code, response.headers["location"]) == (202, f"/v1/jobs/{found['id']}")
    assert (found["state"], found["name"]) == ("queued", name)
    assert found["spec"] == {**job["spec"], "from_checkpoint": {"job": job["id"], "epoch": 2}}
    assert client.post(f"/v1/jobs/{job['id']}/checkpoints/2/register?name=Not+A+Name").status_code == 422


@pytest.mark.parametrize("epoch", [3, 0, -1, 10**7, 10**20])
def test_a_checkpoint_that_is_not_there_cannot_be_registered(client: httpx.Client, epoch: int) -> None:
    job = submit(client)
    response = client.post(f"/v1/jobs/{job['id']}/checkpoints/{epoch}/register")
    assert (response.status_code, response.json()["type"]) == (404, "/problems/no-such-checkpoint")
    assert response.json()["detail"] == f"job {job['id']} has no checkpoint of epoch {epoch}"
    assert client.post("/v1/jobs/nothing/checkpoints/3/register").status_code == 404
