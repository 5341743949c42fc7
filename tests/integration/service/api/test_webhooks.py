"""Notices are asked for beside the spec, to allowed hosts only, and each owner sees the secret that signs its own."""

from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from service.app import create_app
from service.settings import Settings
from service.store.keys import Keys
from service.store.tables import deliveries
from tests.integration.given import client_of
from tests.integration.service.api.callers import made

URL = "https://93.184.216.34/jobs"


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"webhook_hosts": "93.184.216.34,localhost"})


def submitted(client: httpx.Client, *notify: dict[str, Any], path: str = "/v1/jobs", **body: Any) -> httpx.Response:
    return client.post(path, json={"recipe": "ridge-sine-line", "notify": list(notify), **body})


def faults(response: httpx.Response) -> dict[str, str]:
    assert response.status_code == 422, response.text
    return {fault["pointer"]: fault["detail"] for fault in response.json()["errors"]}


def notices(app: FastAPI, job_id: str) -> list[tuple[str, str]]:
    with app.state.parts.database.reading() as connection:
        rows = connection.execute(select(deliveries).where(deliveries.c.job_id == job_id).order_by(deliveries.c.id))
        return [(row.url, row.event) for row in rows]


def test_a_job_notifies_of_its_end_unless_other_changes_are_asked_for(client: httpx.Client, app: FastAPI) -> None:
    job = submitted(client, {"url": URL}, {"url": f"{URL}/2", "events": ["job.queued", "job.queued"]}).json()
    assert notices(app, job["id"]) == [(f"{URL}/2", "job.queued")]
    client.post(f"/v1/jobs/{job['id']}/cancel")
    assert notices(app, job["id"]) == [(f"{URL}/2", "job.queued"), (URL, "job.cancelled")]


def test_each_job_of_a_sweep_notifies(client: httpx.Client, app: FastAPI) -> None:
    made = submitted(client, {"url": URL, "events": ["job.queued"]}, path="/v1/sweeps", sweep={"a": {}, "b": {"seed": 1}}).json()
    assert [notices(app, member["job"]["id"]) for member in made["members"]] == [[(URL, "job.queued")]] * 2


@pytest.mark.parametrize("path", ["/v1/jobs", "/v1/sweeps"])
@pytest.mark.parametrize(
    ("notify", "pointer", "says"),
    [
        ([{"url": URL}, {"url": "https://127.0.0.1/"}], "/notify/1/url", "got 127.0.0.1; an administrator can add it"),
        ([{"url": "http://localhost:8000/"}], "/notify/0/url", "localhost is at the private address"),
        ([{"url": "http://169.254.169.254/latest"}], "/notify/0/url", "expected a host of MODELBOOK_WEBHOOK_HOSTS"),
        ([{"url": "nonsense"}], "/notify/0/url", "expected a URL"),
        ([{"url": URL, "events": ["job.done"]}], "/notify/0/events/0", "job.succeeded"),
        ([{"url": URL, "events": []}], "/notify/0/events", "at least 1"),
        ([{"url": URL, "event": "job.failed"}], "/notify/0/event", ""),
        ([{"url": URL}] * 6, "/notify", "at most 5"),
        ([{}], "/notify/0/url", ""),
        ("https://x", "/notify", ""),
    ],
)
def test_a_wrong_wish_is_refused_with_its_position(client: httpx.Client, path: str, notify: Any, pointer: str, says: str) -> None:
    body = {"recipe": "ridge-sine-line", "notify": notify, **({"sweep": {"a": {}}} if path == "/v1/sweeps" else {})}
    found = faults(client.post(path, json=body))
    assert list(found) == [pointer]
    assert says in found[pointer]


def test_no_job_is_made_of_a_wrong_wish(client: httpx.Client) -> None:
    before = client.get("/v1/jobs").json()
    assert submitted(client, {"url": "https://127.0.0.1/"}).status_code == 422
    assert client.get("/v1/jobs").json() == before


def test_a_secret_stays_until_it_is_rotated(client: httpx.Client) -> None:
    first = client.get("/v1/webhook-secret")
    assert first.headers["cache-control"] == "no-store"
    assert first.json()["secret"].startswith("whsec_")
    assert client.get("/v1/webhook-secret").json() == first.json()
    second = client.post("/v1/webhook-secret/rotate").json()
    assert second["secret"] != first.json()["secret"]
    assert client.get("/v1/webhook-secret").json() == second


def test_a_secret_needs_the_scope_train_and_is_an_owners_own(guarded: httpx.Client, keys: Keys) -> None:
    reader = guarded.get("/v1/webhook-secret", headers=made(keys, "read")[1])
    assert (reader.status_code, reader.json()["type"]) == (403, "/problems/no-scope")
    assert guarded.post("/v1/webhook-secret/rotate", headers=made(keys, "read,predict")[1]).status_code == 403
    mine = guarded.get("/v1/webhook-secret", headers=made(keys, "read,train")[1]).json()
    assert mine == guarded.get("/v1/webhook-secret", headers=made(keys, "admin")[1]).json()


def test_without_the_setting_nobody_is_notified(settings: Settings) -> None:
    with client_of(create_app(settings.model_copy(update={"webhook_hosts": ""}))) as client:
        assert "MODELBOOK_WEBHOOK_HOSTS" in faults(submitted(client, {"url": URL}))["/notify/0/url"]
        assert client.post("/v1/jobs", json={"recipe": "ridge-sine-line"}).status_code == 202
