"""Stream tokens: they open event streams of their owner's jobs for a minute, and die with their key, as open streams do."""

import threading
import time
from collections.abc import Callable

import httpx
import pytest
from redis import Redis

from service.access.caller import ANYONE, Caller, Scope
from service.access.keyless import Keyless
from service.access.stream_tokens import StreamTokens
from service.app import create_app
from service.settings import Settings
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.key_rows import Key
from service.store.keys import Keys
from tests.integration.given import client_of, new_job
from tests.integration.service.api.callers import bearer, made, refused
from tests.integration.service.http.served import served


@pytest.fixture
def ended(database: Database) -> Callable[[str], str]:
    """Make a job of an owner that has ended, and return its path."""

    def make(owner: str) -> str:
        jobs = Jobs(database, owner)
        job_id = jobs.create(new_job())[0].id
        jobs.request_cancel(job_id)
        return f"/v1/jobs/{job_id}/events"

    return make


def token_of(guarded: httpx.Client, header: dict[str, str]) -> dict[str, str]:
    response = guarded.post("/v1/stream-tokens", headers=header)
    assert (response.status_code, response.headers["cache-control"]) == (201, "no-store")
    return {"token": response.json()["token"]}


def test_a_token_opens_the_streams_of_its_owner_again_and_again(guarded: httpx.Client, keys: Keys, ended: Callable[[str], str]) -> None:
    token = token_of(guarded, made(keys)[1])
    mine, other = ended("app1"), ended("app2")
    for _ in range(2):
        stream = guarded.get(mine, params=token)
        assert (stream.status_code, "cancelled" in stream.text) == (200, True)
    assert guarded.get(other, params=token).status_code == 404


def test_a_token_opens_nothing_else(guarded: httpx.Client, keys: Keys, ended: Callable[[str], str]) -> None:
    token, events = token_of(guarded, made(keys, "admin")[1]), ended("app1")
    job = events.removesuffix("/events")
    for method, path in (("GET", job), ("GET", "/v1/jobs"), ("POST", f"{job}/cancel"), ("POST", events), ("GET", "/v1/keys"), ("GET", f"{events}/x")):
        assert "a stream token is for GET /v1/jobs/{job_id}/events only" in refused(guarded.request(method, path, params=token))
    assert "expected a key, got a stream token" in refused(guarded.get(events, headers=bearer(token["token"])))


@pytest.mark.parametrize("token", ["", "x", "mb_" + "x" * 43, "mb_stream_" + "x" * 43, "mb_stream_\u00e9"])
def test_a_token_that_is_not_known_is_refused(token: str, guarded: httpx.Client, ended: Callable[[str], str]) -> None:
    assert "expected a stream token of POST /v1/stream-tokens" in refused(guarded.get(ended("app1"), params={"token": token}))


def test_several_tokens_are_refused(guarded: httpx.Client, keys: Keys, ended: Callable[[str], str]) -> None:
    token = token_of(guarded, made(keys)[1])["token"]
    assert "expected one ?token=, got 2" in refused(guarded.get(ended("app1"), params={"token": [token, token]}))


def test_a_key_in_the_query_is_no_token(guarded: httpx.Client, keys: Keys, ended: Callable[[str], str]) -> None:
    refused(guarded.get(ended("app1"), params={"token": made(keys)[1]["Authorization"].removeprefix("Bearer ")}))


def test_a_token_needs_a_key_that_may_read(guarded: httpx.Client, keys: Keys) -> None:
    refused(guarded.post("/v1/stream-tokens"))
    forbidden = guarded.post("/v1/stream-tokens", headers=made(keys, "predict,train")[1])
    assert (forbidden.status_code, "scope read" in forbidden.json()["detail"]) == (403, True)


def test_a_token_dies_with_its_key(guarded: httpx.Client, keys: Keys, ended: Callable[[str], str]) -> None:
    (key, header), events = made(keys), ended("app1")
    token = token_of(guarded, header)
    keys.revoke(key.id, "test")
    time.sleep(1.02)
    assert f"key {key.id} was revoked" in refused(guarded.get(events, params=token))


def test_a_token_is_valid_for_a_minute_and_no_longer_than_its_key(broker_url: str) -> None:
    tokens, redis = StreamTokens(broker_url), Redis.from_url(broker_url)
    for expires_at, expected_s in ((None, 60.0), (time.time() + 1000, 60.0), (time.time() + 20, 20.0)):
        redis.flushdb()
        made_token = tokens.create(Caller("app1", frozenset(Scope), "id", "", expires_at))
        (stored,) = redis.keys()
        assert made_token.text[10:] not in stored.decode() + redis.get(stored).decode()
        assert made_token.expires_at - time.time() == pytest.approx(expected_s, abs=1)
        assert redis.pttl(stored) / 1000 == pytest.approx(expected_s, abs=1)
        found = tokens.find(made_token.text)
        assert found is not None
        assert (found.owner, found.scopes, found.key_id) == ("app1", frozenset({Scope.READ}), "id")
    tokens.close()
    redis.close()


def test_a_token_made_without_a_key_is_of_no_use_where_keys_are_required(
    guarded: httpx.Client, client: httpx.Client, ended: Callable[[str], str]
) -> None:
    events = ended(ANYONE.owner)
    token = token_of(client, {})
    assert client.get(events, params=token).status_code == 200
    refused(guarded.get(events, params=token))


def test_without_redis_there_are_no_tokens(settings: Settings, keys: Keys, ended: Callable[[str], str]) -> None:
    lonely = settings.model_copy(update={"broker_url": "redis://127.0.0.1:1/0"})
    with client_of(create_app(lonely, keyless=Keyless.NOBODY)) as client:
        created = client.post("/v1/stream-tokens", headers=made(keys)[1])
        used = client.get(ended("app1"), params={"token": "mb_stream_" + "x" * 43})
    assert [response.status_code for response in (created, used)] == [503, 503]


def test_an_open_stream_ends_soon_after_its_key_is_revoked_or_expires(settings: Settings, database: Database, keys: Keys) -> None:
    events = f"/v1/jobs/{Jobs(database, 'app1').create(new_job())[0].id}/events"
    ended_after: dict[str, float] = {}

    def follow(port: int, name: str, header: dict[str, str], params: dict[str, str]) -> None:
        with httpx.stream("GET", f"http://127.0.0.1:{port}{events}", headers=header, params=params, timeout=20) as stream:
            assert stream.status_code == 200
            for _ in stream.iter_bytes():
                pass
        ended_after[name] = time.monotonic()

    with served(create_app(settings, keyless=Keyless.NOBODY), body_timeout_s=30.0, keep_alive_s=30.0) as (port, _):
        followed: dict[str, tuple[Key, dict[str, str], dict[str, str]]] = {}
        for name in ("revoked", "expired"):
            key, header = made(keys)
            followed[name] = key, header, {}
        key, header = made(keys)
        token = httpx.post(f"http://127.0.0.1:{port}/v1/stream-tokens", headers=header).json()["token"]
        followed["token"] = key, {}, {"token": token}
        threads = [threading.Thread(target=follow, args=(port, name, *given)) for name, (_, *given) in followed.items()]
        for thread in threads:
            thread.start()
        time.sleep(1.2)
        assert ended_after == {}
        changed = time.monotonic()
        keys.revoke(followed["revoked"][0].id, "test")
        keys.revoke(followed["token"][0].id, "test")
        keys.expire(followed["expired"][0].id, time.time(), "test")
        for thread in threads:
            thread.join(10)
    assert set(ended_after) == set(followed)
    assert max(ended_after.values()) - changed < 4
