"""The login: who needs a key, what a refused one is told, and how soon a change of a key is seen."""

import logging
import time
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from service.access.keyless import Keyless
from service.app import create_app
from service.settings import Settings
from service.store.database import Database
from service.store.key_rows import NewKey
from service.store.key_text import new_key
from service.store.keys import Keys
from service.store.tables import keys as key_table
from tests.integration.given import client_of, queued
from tests.integration.service.api.callers import bearer, made, refused
from tests.integration.service.api.test_foreign_callers import operations

#: Seconds after which a change of a key must be seen.
SEEN_AFTER_S = 1.0
OPEN = {
    ("get", path) for path in ("/healthz", "/readyz", "/v1/specs/schema", "/problems", "/problems/1", "/v2", "/v2/health/live", "/v2/health/ready")
} | {("post", "/v1/login"), ("delete", "/v1/login")}


def test_every_operation_but_the_checks_of_health_and_the_schema_needs_a_key(app: FastAPI, guarded: httpx.Client) -> None:
    statuses = {call: guarded.request(*call).status_code for call in operations(app)}
    assert len(statuses) > 50
    assert {call for call, status in statuses.items() if status != 401} == OPEN


@pytest.mark.parametrize(
    "path",
    [
        "/healthz",
        "/openapi.json",
        "/openapi-3.0.json",
        "/openapi-docs.json",
        "/v1/specs/schema",
        "/docs",
        "/redoc",
        "/static/docs.js",
        "/",
        "/jobs/x",
    ],
)
def test_health_and_documents_need_no_key(path: str, guarded: httpx.Client) -> None:
    assert guarded.get(path).status_code == 200


def test_whether_the_service_is_ready_needs_no_key(guarded: httpx.Client) -> None:
    assert set(guarded.get("/readyz").json()["checks"]) == {"database", "broker", "files", "workers", "models"}


@pytest.mark.parametrize("path", ["/nothing", "/catalogs", "/v1", "/docs/", "/healthz/", "/static", "/openapi.json/../v1/jobs", "/metrics"])
def test_a_path_that_is_not_open_needs_a_key_whether_it_is_there_or_not(path: str, guarded: httpx.Client) -> None:
    refused(guarded.get(path, follow_redirects=False))


def test_without_a_key_the_refusal_says_how_to_get_one(guarded: httpx.Client) -> None:
    detail = refused(guarded.get("/v1/jobs"))
    assert detail.startswith(
        'expected a key in the header "Authorization: Bearer KEY", got none; an administrator creates a key with: modelbook keys create'
    )


def test_a_valid_key_calls_for_its_owner(guarded: httpx.Client, keys: Keys, database: Database) -> None:
    _, header = made(keys)
    mine = queued(database)
    assert guarded.get("/v1/jobs", headers=header).json()["jobs"] == []  # The job of the owner `default` is another's.
    assert guarded.get(f"/v1/jobs/{mine.id}", headers=header).status_code == 404
    assert guarded.get(f"/v1/jobs/{mine.id}", headers=made(keys, owner="default")[1]).status_code == 200


@pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", "BEARER ", "Bearer   "])
def test_the_scheme_may_be_written_in_any_case(scheme: str, guarded: httpx.Client, keys: Keys) -> None:
    key = made(keys)[1]["Authorization"].removeprefix("Bearer ")
    assert guarded.get("/v1/jobs", headers={"Authorization": scheme + key}).status_code == 200


@pytest.mark.parametrize(
    ("value", "got"),
    [
        ("Basic dXNlcjpzZWNyZXQ=", "got the scheme Basic"),
        ("SECRETSECRETSECRET secret", "got another value"),
        ("mb_" + "s" * 43, "got a key without Bearer before it"),
        ("", "got another value"),
        ("Bearer", "got 0 characters, which do not begin with mb_"),
        ("Bearer secret", "got 6 characters, which do not begin with mb_"),
        ("Bearer mb_" + "s" * 42, "got 45 characters"),
        ("Bearer mb_" + "s" * 300, "got 303 characters"),
        ("Bearer mb_" + "s" * 43 + "=", "got 47 characters"),
        ("Bearer mb_" + "s" * 43 + " x", "got 48 characters"),
        ("Bearer mb_" + "\u00e9" * 43, "got 89 characters"),
        ("Bearer a.b.c", "got 5 characters"),
    ],
)
def test_a_malformed_header_says_what_came_without_a_part_of_it(value: str, got: str, guarded: httpx.Client) -> None:
    detail = refused(guarded.get("/v1/jobs", headers={"Authorization": value.encode("latin-1")}))
    assert got in detail
    assert "modelbook keys create" in detail
    assert not any(part in detail.lower() for part in ("sss", "secret", "dxnlc"))


def test_two_keys_in_one_request_are_refused(guarded: httpx.Client, keys: Keys) -> None:
    pair = [("Authorization", made(keys)[1]["Authorization"]) for _ in range(2)]
    assert "expected one header Authorization, got 2" in refused(guarded.get("/v1/jobs", headers=pair))


def test_an_unknown_key_is_refused(guarded: httpx.Client) -> None:
    assert refused(guarded.get("/v1/jobs", headers=bearer(new_key()))).startswith("the key is not known; an administrator creates")


def test_an_expired_key_says_when_it_expired(guarded: httpx.Client, keys: Keys) -> None:
    key, header = made(keys, expires_at=1_000_000_000.0)
    assert refused(guarded.get("/v1/jobs", headers=header)).startswith(f"key {key.id} expired on 2001-09-09 01:46:40 UTC; an administrator creates")


def test_a_key_is_refused_at_the_moment_it_expires_though_it_was_just_looked_up(guarded: httpx.Client, keys: Keys) -> None:
    at = time.time() + 0.4
    _, header = made(keys, expires_at=at)
    assert guarded.get("/v1/jobs", headers=header).status_code == 200
    time.sleep(max(0.0, at + 0.01 - time.time()))
    assert "expired on" in refused(guarded.get("/v1/jobs", headers=header))


def test_a_revoked_key_is_refused_within_a_second_and_the_refusal_says_so(guarded: httpx.Client, keys: Keys) -> None:
    key, header = made(keys)
    assert guarded.get("/v1/jobs", headers=header).status_code == 200
    keys.revoke(key.id, "test")
    time.sleep(SEEN_AFTER_S + 0.02)
    today = datetime.now(UTC).strftime("%Y-%m-%d")
    assert refused(guarded.get("/v1/jobs", headers=header)).startswith(f"key {key.id} was revoked on {today}")


def test_a_key_that_was_refused_before_it_was_made_is_taken_within_a_second(guarded: httpx.Client, keys: Keys) -> None:
    text = new_key()
    refused(guarded.get("/v1/jobs", headers=bearer(text)))
    keys.adopt(text, NewKey("default", ("admin",)), "test")
    time.sleep(SEEN_AFTER_S + 0.02)
    assert guarded.get("/v1/jobs", headers=bearer(text)).status_code == 200


def test_a_key_is_looked_up_once_a_second(guarded: httpx.Client, keys: Keys, statements: list[str]) -> None:
    for header in (made(keys)[1], bearer(new_key())):
        guarded.get("/v1/catalog", headers=header)
        statements.clear()
        for _ in range(5):
            guarded.get("/v1/catalog", headers=header)
        assert [statement for statement in statements if "keys" in statement] == []


def test_the_last_use_is_recorded(guarded: httpx.Client, keys: Keys) -> None:
    key, header = made(keys)
    guarded.get("/v1/catalog", headers=header)
    deadline = time.monotonic() + 5
    while keys.get(key.id).last_used_at is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert keys.get(key.id).last_used_at == pytest.approx(time.time(), abs=10)


@pytest.mark.parametrize(
    ("scopes", "statuses"),
    [
        ("read", (200, 403, 403, 403)),
        ("predict", (403, 404, 403, 403)),
        ("train", (403, 403, 422, 403)),
        ("read,predict,train", (200, 404, 422, 403)),
        ("admin", (200, 404, 422, 200)),
    ],
)
def test_a_key_does_what_its_scopes_allow(scopes: str, statuses: tuple[int, ...], guarded: httpx.Client, keys: Keys) -> None:
    _, header = made(keys, scopes)
    calls = (("GET", "/v1/jobs"), ("POST", "/v1/models/none/predict"), ("POST", "/v1/jobs"), ("GET", "/v1/keys"))
    bodies: tuple[Any, ...] = (None, {"inputs": [[1]]}, {"spec": {}}, None)
    found = [guarded.request(*call, headers=header, json=body) for call, body in zip(calls, bodies, strict=True)]
    assert tuple(response.status_code for response in found) == statuses
    missing = {"read": "train", "train": "read"}.get(scopes)
    if missing:
        (details,) = {response.json()["detail"] for response in found if f"scope {missing}," in response.text}
        assert f"expected a key with the scope {missing}, got one with {scopes}" in details


def test_on_this_machine_requests_without_a_key_are_those_of_default_and_a_key_counts(client: httpx.Client, keys: Keys, database: Database) -> None:
    mine = queued(database)
    assert client.get(f"/v1/jobs/{mine.id}").status_code == 200
    assert client.get(f"/v1/jobs/{mine.id}", headers=made(keys)[1]).status_code == 404
    refused(client.get(f"/v1/jobs/{mine.id}", headers=bearer(new_key())))
    refused(client.get(f"/v1/jobs/{mine.id}", headers={"Authorization": "Basic x"}))


def test_on_this_machine_requests_of_a_proxy_for_others_need_a_key(client: httpx.Client, keys: Keys) -> None:
    proxied = {"X-Forwarded-For": "203.0.113.9"}
    assert "this one came through a proxy" in refused(client.get("/v1/jobs", headers=proxied))
    assert client.get("/v1/jobs", headers={**proxied, **made(keys)[1]}).status_code == 200
    assert client.get("/v1/jobs", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 200


def test_an_open_api_takes_requests_without_a_key_from_anywhere_and_a_key_counts(settings: Settings, keys: Keys, database: Database) -> None:
    mine = queued(database)
    with client_of(create_app(settings, keyless=Keyless.EVERYONE)) as client:
        for header in ({}, {"X-Forwarded-For": "203.0.113.9"}, {"Authorization": "Basic x"}):
            assert client.get(f"/v1/jobs/{mine.id}", headers=header).status_code == 200
        assert client.get(f"/v1/jobs/{mine.id}", headers=made(keys)[1]).status_code == 404
        refused(client.get("/v1/jobs", headers=bearer(new_key())))


def test_the_setting_requires_keys_on_this_machine_too(settings: Settings) -> None:
    with client_of(create_app(settings.model_copy(update={"keys": "required"}))) as client:
        refused(client.get("/v1/jobs"))


def test_without_a_database_a_key_cannot_be_checked(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = settings.model_copy(update={"database_url": f"sqlite:///{tmp_path_factory.mktemp('empty') / 'empty.db'}"})
    with client_of(create_app(empty, keyless=Keyless.NOBODY)) as client:
        response = client.get("/v1/catalog", headers=bearer(new_key()))
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    assert "the database with the keys is unavailable" in response.json()["detail"]


def test_no_key_is_logged_or_stored(guarded: httpx.Client, keys: Keys, database: Database, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for text in (made(keys)[1]["Authorization"], f"Bearer {new_key()}", f"Bearer {new_key()}+"):
            guarded.get("/v1/jobs", headers={"Authorization": text})
            assert text[-40:] not in caplog.text
    with database.reading() as connection:
        assert all("mb_" not in str(row) for row in connection.execute(select(key_table)))
