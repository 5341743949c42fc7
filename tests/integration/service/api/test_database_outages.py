"""What callers get while the database is away: a problem that says when to try again, and what was stored is found."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from service.app import create_app
from service.settings import Settings
from service.store.database import Database, migrate
from service.store.keys import Keys
from tests.integration.given import client_of, rows_of
from tests.integration.service.api.callers import made
from tests.wires import Wire, wire_to

JOB: dict[str, Any] = {"recipe": "mnist-dense-784"}


@pytest.fixture(scope="module")
def wire(postgres: str) -> Iterator[Wire]:
    """The wire between the API and a database of its own."""
    url = postgres.replace("postgresql://", "postgresql+psycopg://", 1)
    server = Database(url)
    with server._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CREATE DATABASE outages"))
    server.close()
    with wire_to(url.replace("/postgres?", "/outages?")) as wire:
        migrate(wire.url)
        yield wire


@pytest.fixture(scope="module")
def settings(wire: Wire, broker_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("api")
    (folder / "files").mkdir()
    return Settings(database_url=wire.url, broker_url=broker_url, files=folder / "files", cache=folder / "cache")


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[httpx.Client]:
    with client_of(create_app(settings)) as client:
        yield client


def stored(wire: Wire) -> dict[str, list[dict[str, Any]]]:
    database = Database(wire.url)
    try:
        return rows_of(database)
    finally:
        database.close()


@pytest.mark.parametrize(("method", "path", "body"), [("GET", "/v1/jobs", None), ("GET", "/v1/models", None), ("POST", "/v1/jobs", JOB)])
def test_a_request_that_needs_the_database_is_to_be_sent_again(client: httpx.Client, wire: Wire, method: str, path: str, body: Any) -> None:
    wire.cut()
    try:
        refused = client.request(method, path, json=body)
    finally:
        wire.mend()
    assert (refused.status_code, refused.json()["type"], refused.headers["Retry-After"]) == (503, "/problems/database-unavailable", "5")
    assert client.request(method, path, json=body).status_code in {200, 202}


def test_a_key_that_was_admitted_reads_the_metrics_while_the_database_with_the_keys_is_away(guarded: httpx.Client, keys: Keys, wire: Wire) -> None:
    """Otherwise no alert could say that it is away."""
    (_, known), (_, unknown) = made(keys, "admin"), made(keys, "admin")
    assert guarded.get("/metrics", headers=known).status_code == 200
    wire.cut()
    try:
        deadline = time.monotonic() + 60
        while "database with the keys" not in guarded.get("/v1/me", headers=known).text:  # The look-up before counts for a second.
            assert time.monotonic() < deadline
        page, refused = (guarded.get("/metrics", headers=header) for header in (known, unknown))
    finally:
        wire.mend()
    assert (page.status_code, 'modelbook_part_up{part="database"} 0.0' in page.text, refused.status_code) == (200, True, 503)


def test_a_job_that_was_stored_is_answered_though_its_connection_was_cut(client: httpx.Client, wire: Wire) -> None:
    before = len(stored(wire)["jobs"])
    wire.forgets = iter([True])
    accepted = client.post("/v1/jobs", json=JOB)
    assert (accepted.status_code, next(wire.forgets, None)) == (202, None)
    ids = [row["id"] for row in stored(wire)["jobs"]]
    assert accepted.json()["id"] in ids
    assert len(ids) == before + 1


def test_a_job_that_was_stored_so_is_not_made_again_by_its_idempotency_key(client: httpx.Client, wire: Wire) -> None:
    before = len(stored(wire)["jobs"])
    wire.forgets = iter([True])
    first, second = (client.post("/v1/jobs", json=JOB, headers={"Idempotency-Key": "once"}) for _ in range(2))
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json()["id"] == second.json()["id"]
    assert len(stored(wire)["jobs"]) == before + 1


def test_a_data_set_that_was_stored_keeps_its_values_though_its_connection_was_cut(client: httpx.Client, wire: Wire, settings: Settings) -> None:
    wire.forgets = iter([True])
    files = {"file": ("table.csv", b"a,b\n1,2\n3,4\n")}
    first, second = (client.post("/v1/datasets", files=files) for _ in range(2))
    assert (first.status_code, second.status_code, next(wire.forgets, None)) == (201, 200, None)
    folders = {path.name for path in (settings.files / "datasets").iterdir()}
    assert {row["id"] for row in stored(wire)["datasets"]} == folders == {second.json()["id"]}
