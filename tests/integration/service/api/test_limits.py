"""Limits of callers over HTTP: each is reached exactly, says so in headers, counts for its owner alone, and is shown at /v1/me."""

import json
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import h5py
import httpx
import numpy as np
import pytest
from sqlalchemy import insert

from service.app import create_app
from service.settings import Settings
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.rows import CheckpointFile
from service.store.tables import usage
from service.store.usage import DAY_S
from tests.integration.given import at_once, running
from tests.integration.service.api.callers import Clients
from tests.integration.service.http.served import served
from tests.raw_http import calling

RIDGE = {"recipe": "ridge-sine-line"}
TABLE = b"x,y\n1,2\n3,4\n"
ARCHITECTURE = json.dumps(
    {
        "class_name": "Sequential",
        "config": {
            "name": "s",
            "layers": [
                {"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [None, 3]}},
                {"class_name": "Dense", "config": {"name": "d", "units": 1}},
            ],
        },
    }
)
#: Headers that stand for the keys of two owners.
A, B = {"x-test-owner": "a"}, {"x-test-owner": "b"}


def reached(response: httpx.Response, name: str) -> str:
    """Require a refusal because of a limit; return its reason."""
    assert response.status_code == 429, response.text
    assert response.headers["content-type"] == "application/problem+json"
    seconds = int(response.headers["retry-after"])
    assert seconds >= 1
    assert response.headers["ratelimit-policy"].startswith(f'"{name}";q=')
    assert response.headers["ratelimit"].startswith(f'"{name}";r=')
    assert response.headers["ratelimit"].endswith(f";t={seconds}")
    detail: str = response.json()["detail"]
    return detail


def limits_of(client: httpx.Client, headers: dict[str, str] | None = None) -> dict[str, dict[str, Any]]:
    found = client.get("/v1/me", headers=headers or {}).raise_for_status().json()["limits"]
    return {limit["name"]: limit for limit in found}


def upload(client: httpx.Client, content: bytes = TABLE, **headers: str) -> httpx.Response:
    return client.post("/v1/datasets", files={"file": ("t.csv", content)}, headers=headers)


def test_submissions_are_refused_from_the_limit_of_queued_jobs_on(limited: Clients) -> None:
    client = limited(queued_jobs=2)
    assert [client.post("/v1/jobs", json=RIDGE, headers=A).status_code for _ in range(2)] == [202, 202]
    detail = reached(client.post("/v1/jobs", json=RIDGE, headers=A), "queued_jobs")
    assert "owner a has 2, and 1 more came; cancel some" in detail
    assert client.post("/v1/jobs", json=RIDGE, headers=B).status_code == 202
    (first, _) = client.get("/v1/jobs", headers=A).json()["jobs"]
    client.post(f"/v1/jobs/{first['id']}/cancel", headers=A)
    assert client.post("/v1/jobs", json=RIDGE, headers=A).status_code == 202


def test_submissions_at_once_do_not_pass_the_limit(limited: Clients) -> None:
    client = limited(queued_jobs=3)
    statuses = at_once(8, lambda _: client.post("/v1/jobs", json=RIDGE, headers=A).status_code)
    assert sorted(statuses) == [202] * 3 + [429] * 5


def test_a_sweep_that_passes_the_limit_creates_nothing(limited: Clients) -> None:
    client = limited(queued_jobs=2)
    body = {**RIDGE, "sweep": {name: {} for name in ("one", "two", "three")}}
    assert "and 3 more came" in reached(client.post("/v1/sweeps", json=body), "queued_jobs")
    assert client.get("/v1/jobs").json()["jobs"] == []


def test_a_repeated_submission_is_answered_when_the_limit_is_reached(limited: Clients) -> None:
    client = limited(queued_jobs=1)
    first, again = (client.post("/v1/jobs", json=RIDGE, headers={"Idempotency-Key": "k"}) for _ in range(2))
    assert (again.status_code, again.json()["id"]) == (202, first.json()["id"])


def test_a_checkpoint_is_not_registered_beyond_the_limit(limited: Clients, settings: Settings, database: Database) -> None:
    client = limited(queued_jobs=1)
    spec = client.post("/v1/specs/check", json={"recipe": "mnist-dense-784", "patch": {"training": {"checkpoint": {"every": 1}}}}).json()["spec"]
    job = running(database, spec=spec)
    file = settings.files / "jobs/x/1/epoch-00001.h5"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    Attempts(database).checkpoint(job.id, job.attempt, CheckpointFile(1, "jobs/x/1/epoch-00001.h5", 9, {}, 0.0), [])
    assert client.post("/v1/jobs", json=RIDGE).status_code == 202
    reached(client.post(f"/v1/jobs/{job.id}/checkpoints/1/register"), "queued_jobs")


def test_submissions_wait_for_midnight_when_the_cpu_seconds_are_used(limited: Clients, database: Database) -> None:
    client, today = limited(cpu_seconds_a_day=60.0), int(time.time() // DAY_S)
    with database.writing() as connection:
        connection.execute(insert(usage), [{"owner": "a", "day": today, "cpu_s": 60.0}, {"owner": "b", "day": today - 1, "cpu_s": 600.0}])
    refused = client.post("/v1/jobs", json=RIDGE, headers=A)
    assert "has used 60 today; try again after midnight UTC" in reached(refused, "cpu_seconds_a_day")
    midnight = datetime.now(UTC) + timedelta(seconds=int(refused.headers["retry-after"]))
    assert (midnight - timedelta(minutes=1)).date() == datetime.now(UTC).date()
    assert client.post("/v1/jobs", json=RIDGE, headers=B).status_code == 202
    shown = limits_of(client, A)["cpu_seconds_a_day"]
    assert (shown["limit"], shown["used"], shown["remaining"], shown["window_s"]) == (60, 60, 0, DAY_S)
    assert shown["resets_at"].endswith("T00:00:00Z")


def test_an_upload_is_refused_from_the_stored_bytes_on_and_what_is_purged_makes_room(limited: Clients, database: Database) -> None:
    client = limited()
    first = upload(client, **A).json()
    size = limits_of(client, A)["stored_bytes"]["used"]
    assert size > 0
    client = limited(stored_bytes=size)
    detail = reached(upload(client, TABLE + b"5,6\n", **A), "stored_bytes")
    assert detail.startswith(
        f"expected at most {size} stored bytes: owner a has {size} (data sets, models, checkpoints, imported weights and files of predictions)"
    )
    assert upload(client, **B).status_code == 201
    reached(client.post("/v1/jobs", json=RIDGE, headers=A), "stored_bytes")
    deletion = client.delete(f"/v1/datasets/{first['id']}", headers=A).json()
    reached(client.post("/v1/jobs", json=RIDGE, headers=A), "stored_bytes")
    client.delete(f"/v1/deletions/{deletion['id']}", headers=A)
    assert client.post("/v1/jobs", json=RIDGE, headers=A).status_code == 202


@pytest.mark.parametrize("path", ["/v1/datasets", "/v1/models"])
def test_a_file_that_would_pass_the_stored_bytes_is_refused_before_it_is_read(limited: Clients, path: str) -> None:
    client = limited(stored_bytes=10_000_000)

    def body() -> Iterator[bytes]:
        pytest.fail("the body was read")
        yield b""

    form = {"content-type": "multipart/form-data; boundary=x"}
    refused = client.post(path, content=body(), headers={**form, "content-length": "20000000"})
    assert "and 17,902,848 more came" in reached(refused, "stored_bytes")


def test_imported_weights_count_until_the_import_has_ended_or_is_cancelled(limited: Clients, settings: Settings, tmp_path: Path) -> None:
    client, path = limited(), tmp_path / "w.h5"
    with h5py.File(path, "w") as file:
        layer = file.create_group("d")
        layer.attrs["weight_names"] = ["d/kernel:0", "d/bias:0"]
        layer["d/kernel:0"], layer["d/bias:0"] = np.zeros((3, 1)), np.zeros(1)
        file.attrs["layer_names"] = ["d"]
    sent: dict[str, Any] = {"data": {"name": "copy", "architecture": ARCHITECTURE}, "files": {"weights": ("w.h5", path.read_bytes())}}
    job = client.post("/v1/models", **sent).raise_for_status().json()["id"]
    size = path.stat().st_size
    assert limits_of(client)["stored_bytes"]["used"] == size
    smaller = limited(stored_bytes=size)
    reached(smaller.post("/v1/models", **sent), "stored_bytes")
    assert len(list((settings.files / "imports").iterdir())) == 1
    smaller.post(f"/v1/jobs/{job}/cancel")
    assert limits_of(client)["stored_bytes"]["used"] == 0
    assert list((settings.files / "imports").iterdir()) == []


def test_a_caller_sees_itself_and_its_limits(limited: Clients) -> None:
    client = limited(queued_jobs=5, prediction_rows=7, streams_per_owner=3, key_requests_per_s=2.0)
    client.post("/v1/jobs", json=RIDGE, headers=A)
    me = client.get("/v1/me", headers=A).json()
    (key,) = [key for key in client.get("/v1/keys", headers=B).json()["keys"] if key["owner"] == "a"]
    assert me["owner"] == "a"
    assert me["key"] == {"id": key["id"], "name": "key of a", "scopes": ["admin"], "expires_at": "2096-10-02T07:06:40Z"}
    assert me["scopes"] == ["admin", "predict", "read", "train"]  # What admin allows.
    found = {limit["name"]: (limit["limit"], limit["used"], limit["remaining"], limit["resets_at"] is None) for limit in me["limits"]}
    assert found == {
        "key_requests": (20, 2, 18, False),
        "address_requests": (None, None, None, True),
        "queued_jobs": (5, 1, 4, True),
        "running_jobs": (None, 0, None, True),
        "cpu_seconds_a_day": (None, 0, None, False),
        "stored_bytes": (None, 0, None, True),
        "prediction_rows": (7, None, None, True),
        "streams": (3, 0, 3, True),
        "sessions": (500, 0, 500, True),
    }


def test_who_needs_no_key_is_the_default_owner(limited: Clients) -> None:
    me = limited().get("/v1/me").json()
    assert (me["owner"], me["key"], me["scopes"]) == ("default", None, ["admin", "predict", "read", "train"])
    assert me["limits"][0] == {"name": "key_requests", "limit": None, "used": None, "remaining": None, "window_s": None, "resets_at": None}


def test_a_key_sends_as_many_requests_as_its_rate_and_another_its_own(limited: Clients) -> None:
    client = limited(key_requests_per_s=0.3)
    assert [client.get("/v1/catalog", headers=A).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert client.get("/v1/catalog", headers=B).status_code == 200
    assert client.get("/v1/catalog").status_code == 200
    assert client.get("/healthz", headers=A).status_code == 200
    assert ", and 3 at once, got more; wait" in reached(client.get("/v1/me", headers=A), "key_requests")


def test_waits_beyond_the_limit_are_refused_and_others_are_answered(limited: Clients) -> None:
    client = limited(streams_per_owner=2)
    mine, other = (client.post("/v1/jobs", json=RIDGE, headers=owner).json()["id"] for owner in (A, B))
    statuses = at_once(4, lambda _: client.get(f"/v1/jobs/{mine}?wait=1", headers=A).status_code)
    assert sorted(statuses) == [200, 200, 429, 429]
    assert client.get(f"/v1/jobs/{mine}", headers=A).status_code == 200
    assert client.get(f"/v1/jobs/{other}?wait=0.1", headers=B).status_code == 200


def test_streams_at_once_do_not_pass_the_limit_and_one_that_is_closed_makes_room(settings: Settings, limited: Clients) -> None:
    job = limited().post("/v1/jobs", json=RIDGE).json()["id"]
    app: Any = create_app(settings.model_copy(update={"streams_per_owner": 2}))
    request = f"GET /v1/jobs/{job}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    with served(app) as (port, _), calling(port, 5) as callers:
        for caller in callers[:4]:
            caller.send(request)
        heads = [caller.response() for caller in callers[:4]]
        assert sorted(head.status for head in heads) == [200, 200, 429, 429]
        assert next(head for head in heads if head.status == 429).headers["ratelimit-policy"] == '"streams";q=2;qu="concurrent-requests"'
        following = next(caller for caller, head in zip(callers, heads, strict=False) if head.status == 200)
        following.socket.shutdown(socket.SHUT_RDWR)
        deadline = time.monotonic() + 10
        while app.state.parts.streams.open_of("default") > 1 and time.monotonic() < deadline:
            time.sleep(0.02)
        assert callers[4].send(request).response().status == 200
        app.state.parts.streams.stop()


def test_a_stream_of_a_job_that_is_not_there_takes_no_place(limited: Clients) -> None:
    client = limited(streams_per_owner=1)
    assert [client.get("/v1/jobs/01AAAAAAAAAAAAAAAAAAAAAAAA/events").status_code for _ in range(3)] == [404] * 3


@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer mb_" + "0" * 64])
def test_wrong_keys_of_an_address_are_refused_after_its_requests(limited: Clients, header: str) -> None:
    client = limited(address_requests_per_s=0.3)
    headers = {"authorization": header, "x-forwarded-for": "203.0.113.5"}
    client._transport.client = ("127.0.0.1", 50000)  # type: ignore[attr-defined]
    assert [client.get("/v1/jobs", headers=headers).status_code for _ in range(5)] == [401, 401, 401, 429, 429]
    assert client.get("/v1/jobs", headers={**headers, "x-forwarded-for": "203.0.113.6"}).status_code == 401
    reached(client.get("/v1/jobs", headers=headers), "address_requests")
    assert client.get("/v1/catalog").status_code == 200
