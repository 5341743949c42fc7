"""Keys over HTTP, for administrators, and the audit of what they change."""

import time
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from service.store.key_rows import Key
from service.store.keys import Keys
from tests.integration.service.api.callers import bearer, made, refused

#: Body of each call of the routes that changes something.
CALLS = {
    ("GET", "/v1/keys"): None,
    ("POST", "/v1/keys"): {"owner": "app2"},
    ("POST", "/v1/keys/{id}/revoke"): None,
    ("POST", "/v1/keys/{id}/rotate"): {},
    ("GET", "/v1/audit"): None,
}


@pytest.fixture
def admin(keys: Keys) -> tuple[Key, dict[str, str]]:
    return made(keys, "admin", "default")


def pointers(response: httpx.Response) -> dict[str, str]:
    assert response.status_code == 422, response.text
    return {fault["pointer"]: fault["detail"] for fault in response.json()["errors"]}


def test_an_administrator_creates_a_key_that_is_shown_once(guarded: httpx.Client, admin: tuple[Key, dict[str, str]]) -> None:
    asked = {"owner": "app1", "scopes": ["predict", "read"], "name": "my app", "expires_in_s": 3600}
    response = guarded.post("/v1/keys", headers=admin[1], json=asked)
    created = response.json()
    assert (response.status_code, response.headers["cache-control"]) == (201, "no-store")
    assert (created["owner"], created["scopes"], created["name"], created["state"]) == ("app1", ["predict", "read"], "my app", "active")
    assert 3500 < (datetime.fromisoformat(created["expires_at"]) - datetime.now(UTC)).total_seconds() <= 3600
    assert guarded.get("/v1/jobs", headers=bearer(created["key"])).status_code == 200
    listed = guarded.get("/v1/keys", headers=admin[1], params={"owner": "app1"})
    assert created["id"] in {key["id"] for key in listed.json()["keys"]}
    assert created["key"][3:] not in listed.text + guarded.get("/v1/audit", headers=admin[1]).text


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_only_an_administrator_gets_at_keys_so_nobody_raises_its_own_scopes(call: tuple[str, str], guarded: httpx.Client, keys: Keys) -> None:
    key, header = made(keys)
    method, path = call
    forbidden = guarded.request(method, path.format(id=key.id), headers=header, json=CALLS[call])
    assert forbidden.status_code == 403
    assert forbidden.json()["detail"].startswith("expected a key with the scope admin, got one with predict, read, train")
    assert keys.get(key.id).state(time.time()) == "active"
    refused(guarded.request(method, path.format(id=key.id), json=CALLS[call]))


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/owner"),
        ({"owner": "App1"}, "/owner"),
        ({"owner": "a\n"}, "/owner"),
        ({"owner": "a" * 64}, "/owner"),
        ({"owner": "a", "scopes": []}, "/scopes"),
        ({"owner": "a", "scopes": ["reed"]}, "/scopes/0"),
        ({"owner": "a", "scopes": "admin"}, "/scopes"),
        ({"owner": "a", "scops": ["read"]}, "/scops"),
        ({"owner": "a", "name": "x" * 101}, "/name"),
        ({"owner": "a", "name": "\u202e"}, "/name"),
        ({"owner": "a", "expires_in_s": 0}, "/expires_in_s"),
        ({"owner": "a", "expires_in_s": 1e300}, "/expires_in_s"),
        ({"owner": "a", "expires_in_s": "90d"}, "/expires_in_s"),
    ],
    ids=str,
)
def test_a_key_that_cannot_be_is_refused_with_a_pointer(
    body: dict[str, Any], pointer: str, guarded: httpx.Client, admin: tuple[Key, dict[str, str]]
) -> None:
    assert list(pointers(guarded.post("/v1/keys", headers=admin[1], json=body))) == [pointer]


def test_an_administrator_revokes_and_rotates_and_the_audit_names_the_key_that_did(
    guarded: httpx.Client, keys: Keys, admin: tuple[Key, dict[str, str]]
) -> None:
    (first, _), (second, _) = made(keys), made(keys)
    revoked = guarded.post(f"/v1/keys/{first.id}/revoke", headers=admin[1])
    rotated = guarded.post(f"/v1/keys/{second.id}/rotate", headers=admin[1], json={"grace_s": 60})
    assert (revoked.status_code, revoked.json()["state"], rotated.status_code) == (200, "revoked", 201)
    assert guarded.get("/v1/jobs", headers=bearer(rotated.json()["key"])).status_code == 200
    entries = guarded.get("/v1/audit", headers=admin[1], params={"limit": 2}).json()["entries"]
    assert [(entry["actor"], entry["action"], entry["owner"], entry["subject"]) for entry in entries] == [
        (f"key {admin[0].id}", "rotate key", "app1", rotated.json()["id"]),
        (f"key {admin[0].id}", "revoke key", "app1", first.id),
    ]


def test_a_key_that_is_not_there_is_404_and_one_that_is_revoked_is_409(guarded: httpx.Client, keys: Keys, admin: tuple[Key, dict[str, str]]) -> None:
    key = keys.revoke(made(keys)[0].id, "test")
    calls = [("nothing", "revoke", 404), ("nothing", "rotate", 404), (key.id, "revoke", 200), (key.id, "rotate", 409)]
    for key_id, verb, status in calls:
        assert (verb, guarded.post(f"/v1/keys/{key_id}/{verb}", headers=admin[1], json={}).status_code) == (verb, status)


@pytest.mark.parametrize("path", ["/v1/keys", "/v1/audit"])
def test_lists_have_pages(path: str, guarded: httpx.Client, keys: Keys) -> None:
    owner = f"paged{path.replace('/', '.')}"
    newest_first = [made(keys, owner=owner)[0].id for _ in range(3)][::-1]
    header, name = made(keys, "admin")[1], {"/v1/keys": "keys", "/v1/audit": "entries"}[path]
    first = guarded.get(path, headers=header, params={"owner": owner, "limit": 2}).json()
    rest = guarded.get(path, headers=header, params={"owner": owner, "limit": 2, "cursor": first["next_cursor"]}).json()
    found = [line.get("subject", line["id"]) for line in first[name] + rest[name]]
    assert (found, len(first[name]), rest["next_cursor"]) == (newest_first, 2, None)


def test_without_keys_on_this_machine_the_audit_says_nobody(client: httpx.Client) -> None:
    created = client.post("/v1/keys", json={"owner": "app1"}).json()
    (entry,) = client.get("/v1/audit", params={"limit": 1}).json()["entries"]
    assert (entry["actor"], entry["subject"]) == ("nobody", created["id"])
