"""Pages log in with a key and get a cookie: it stands for the key in requests of own pages, and ends with it."""

import logging
import time
from collections.abc import Callable, Iterator
from unittest.mock import ANY

import httpx
import pytest
from redis import Redis

from service.access.caller import Caller
from service.access.keyless import Keyless
from service.access.page_sessions import PageSessions
from service.app import create_app
from service.settings import Settings
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.key_text import PAGE_PREFIX, STREAM_PREFIX, digest_of, new_key
from service.store.keys import Keys
from tests.acceptance.service import until
from tests.integration.given import client_of, new_job, queued
from tests.integration.service.api.callers import bearer, made, refused
from tests.responses import problem

#: Headers of requests of an own page.
OWN = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
#: Seconds for which a session is valid after its last use.
VALID_FOR_S = 12 * 3600

Header = dict[str, str]


def key_in(header: Header) -> str:
    return header["Authorization"].removeprefix("Bearer ")


def logged_in(client: httpx.Client, header: Header, path: str = "/v1/login", **more: str) -> Header:
    """Log in with the key of a header; return the headers of requests of the page."""
    response = client.post(path, json={"key": key_in(header)}, headers={**OWN, **more})
    client.cookies.clear()
    assert (response.status_code, response.content, response.headers["cache-control"]) == (204, b"", "no-store")
    return {**OWN, "Cookie": response.headers["set-cookie"].partition(";")[0]}


@pytest.fixture(scope="module")
def allowing(settings: Settings) -> Iterator[httpx.Client]:
    """A client of an API that requires keys, and lets pages of another origin call it with one."""
    with client_of(create_app(settings.model_copy(update={"cors_origins": "https://app.example"}), keyless=Keyless.NOBODY)) as client:
        yield client


@pytest.fixture
def page(guarded: httpx.Client, keys: Keys) -> Header:
    """Headers of a page that has logged in."""
    return logged_in(guarded, made(keys)[1])


def test_the_cookie_stands_for_the_key(guarded: httpx.Client, keys: Keys) -> None:
    key, header = made(keys, "read,train", name="my laptop")
    page = logged_in(guarded, header)
    assert key_in(header) not in page["Cookie"]
    me, by_header = guarded.get("/v1/me", headers=page).json(), guarded.get("/v1/me", headers=header).json()
    assert (me["owner"], me["key"], me["scopes"]) == (by_header["owner"], by_header["key"], by_header["scopes"])
    assert (me["owner"], me["key"]["id"]) == ("app1", key.id)
    assert guarded.post("/v1/jobs", headers=page, json={"recipe": "ridge-sine-line"}).status_code == 202
    assert "expected a key with the scope predict" in problem(guarded.post("/v1/models/x/predict", headers=page, json={}), 403)["detail"]


def test_below_a_path_and_behind_https_the_cookie_is_for_that_path_and_for_https_only(settings: Settings, keys: Keys) -> None:
    header, behind = made(keys)[1], {"Origin": "https://testserver", "X-Forwarded-Proto": "https"}
    with client_of(create_app(settings.model_copy(update={"root_path": "/mb"}), keyless=Keyless.NOBODY)) as client:
        for path in ("/mb/v1/login", "/v1/login"):
            plain, secure = (client.post(path, json={"key": key_in(header)}, headers=more).headers["set-cookie"] for more in ({}, behind))
            assert plain.endswith("; Path=/mb; HttpOnly; SameSite=Strict")
            assert secure.endswith("; Path=/mb; HttpOnly; SameSite=Strict; Secure")
        page = {**logged_in(client, header, "/mb/v1/login", **behind), **behind}
        assert client.get("/mb/v1/me", headers=page).status_code == 200


def test_requests_of_other_pages_are_treated_as_without_a_key(allowing: httpx.Client, keys: Keys) -> None:
    cookie = {"Cookie": logged_in(allowing, made(keys)[1])["Cookie"]}
    for site in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://app.example"}):
        refused(allowing.get("/v1/me", headers={**cookie, **site}))
    allowed = {**cookie, "Origin": "https://app.example", "Sec-Fetch-Site": "cross-site"}
    answer = allowing.post("/v1/jobs", headers=allowed, json={"recipe": "ridge-sine-line"})
    assert "got none" in refused(answer)
    assert "access-control-allow-credentials" not in answer.headers
    for site in ({"Sec-Fetch-Site": "none"}, {}):
        assert allowing.get("/v1/me", headers={**cookie, **site}).status_code == 200
    refused(allowing.post("/v1/jobs", headers=cookie, json={"recipe": "ridge-sine-line"}))
    old_browser = {**cookie, "Origin": "http://testserver"}
    assert allowing.post("/v1/jobs", headers=old_browser, json={"recipe": "ridge-sine-line"}).status_code == 202


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_only_own_pages_log_in_and_out(allowing: httpx.Client, keys: Keys, method: str) -> None:
    header = made(keys)[1]
    page = logged_in(allowing, header)
    for site in ({"Origin": "https://app.example"}, {"Origin": "https://other.example"}, {"Sec-Fetch-Site": "same-site"}):
        answer = allowing.request(method, "/v1/login", json={"key": key_in(header)}, headers={"Cookie": page["Cookie"], **site})
        assert problem(answer, 403)["type"] == "/problems/foreign-origin"
        assert "set-cookie" not in answer.headers
    assert allowing.get("/v1/me", headers=page).status_code == 200


def test_a_header_counts_and_not_the_cookie(guarded: httpx.Client, keys: Keys, page: Header) -> None:
    assert guarded.get("/v1/me", headers={**page, **made(keys, owner="app2")[1]}).json()["owner"] == "app2"
    refused(guarded.get("/v1/me", headers={**page, **bearer(new_key())}))


@pytest.mark.parametrize("key", ["secret", "mb_" + "x" * 43, STREAM_PREFIX + "x" * 43, "\u20ac" * 50])
def test_a_wrong_key_is_refused_as_elsewhere(guarded: httpx.Client, key: str) -> None:
    response = guarded.post("/v1/login", json={"key": key}, headers=OWN)
    assert key not in refused(response)
    assert problem(response, 401)["type"] == "/problems/invalid-key"
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize("body", [{}, {"key": 3}, {"key": ""}, {"key": "mb_" + "x" * 43, "more": 1}])
def test_a_faulty_body_is_refused_at_the_field(guarded: httpx.Client, body: dict[str, object]) -> None:
    document = problem(guarded.post("/v1/login", json=body, headers=OWN), 422)
    assert [error["pointer"] for error in document["errors"]] == ["/more" if "more" in body else "/key"]


@pytest.mark.parametrize("how", ["revoked", "rotated", "expired"])
def test_a_session_ends_with_its_key(guarded: httpx.Client, keys: Keys, how: str) -> None:
    key, header = made(keys)
    page = logged_in(guarded, header)
    assert guarded.get("/v1/me", headers=page).status_code == 200
    change: dict[str, Callable[[], object]] = {
        "revoked": lambda: keys.revoke(key.id, "test"),
        "rotated": lambda: keys.rotate(key.id, "test"),
        "expired": lambda: keys.expire(key.id, time.time(), "test"),
    }
    change[how]()
    until(lambda: guarded.get("/v1/me", headers=page).status_code == 401, "the end of the session")
    assert f"key {key.id} {'was revoked' if how == 'revoked' else 'expired'}" in refused(guarded.get("/v1/me", headers=page))


def test_a_page_that_logs_out_ends_its_session_on_the_server(guarded: httpx.Client, page: Header) -> None:
    assert guarded.get("/v1/me", headers=page).status_code == 200
    response = guarded.delete("/v1/login", headers=page)
    assert (response.status_code, response.headers["set-cookie"]) == (
        204,
        "modelbook_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict",
    )
    until(lambda: guarded.get("/v1/me", headers=page).status_code == 401, "the end of the session")
    assert "the session of the page has ended; log in again" in refused(guarded.get("/v1/me", headers=page))
    assert guarded.delete("/v1/login", headers=OWN).status_code == 204


def test_a_session_is_valid_for_hours_after_its_last_use_and_no_longer_than_its_key(guarded: httpx.Client, keys: Keys, broker_url: str) -> None:
    redis: Redis = Redis.from_url(broker_url)
    for expires_at, expected_s in ((None, VALID_FOR_S), (time.time() + 1000, 1000)):
        redis.flushdb()
        page = logged_in(guarded, made(keys, expires_at=expires_at)[1])
        (stored,) = redis.keys("modelbook:page-session:*")
        assert page["Cookie"][-40:] not in stored.decode() + redis.get(stored).decode()
        assert redis.pttl(stored) / 1000 == pytest.approx(expected_s, abs=5)
        redis.pexpire(stored, 100_000)
        assert guarded.get("/v1/me", headers=page).status_code == 200
        assert redis.pttl(stored) / 1000 == pytest.approx(expected_s, abs=5)
    redis.delete(stored)
    until(lambda: guarded.get("/v1/me", headers=page).status_code == 401, "the end of the session")
    redis.close()


def test_a_page_that_logs_in_again_ends_the_session_that_it_had(guarded: httpx.Client, keys: Keys, page: Header) -> None:
    again = logged_in(guarded, made(keys)[1], Cookie=page["Cookie"])
    assert [guarded.get("/v1/me", headers=headers).status_code for headers in (page, again)] == [401, 200]


def test_of_too_many_sessions_of_a_key_the_one_used_longest_ago_ends(broker_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.access.page_sessions.MOST_OF_CALLER", 2)
    sessions, ann = PageSessions(broker_url), Caller("ann", key_id="a")
    other, first, second = sessions.begin(Caller("ann", key_id="b")), sessions.begin(ann), sessions.begin(ann)
    assert sessions.find(digest_of(first)) == ann
    third = sessions.begin(ann)
    assert [sessions.find(digest_of(text)) is None for text in (other, first, second, third)] == [False, False, True, False]
    sessions.end(third)
    assert (sessions.begin(ann), sessions.find(digest_of(first))) == (ANY, ann)
    sessions.close()


def test_answers_to_a_page_are_kept_for_nobody_else(guarded: httpx.Client, keys: Keys, page: Header) -> None:
    answer = guarded.get("/v1/me", headers=page)
    assert (answer.headers["cache-control"], answer.headers["vary"]) == ("private, no-cache", "Cookie, Accept-Encoding")
    assert guarded.get("/v1/jobs/none", headers=page).headers["cache-control"] == "private, no-cache"
    assert guarded.post("/v1/stream-tokens", headers=page).headers["cache-control"] == "no-store"
    assert "cache-control" not in guarded.get("/v1/me", headers=made(keys)[1]).headers


def test_owners_see_their_own_things_by_cookie_and_follow_their_own_jobs(guarded: httpx.Client, keys: Keys, database: Database) -> None:
    jobs = {owner: Jobs(database, owner).create(new_job())[0].id for owner in ("app1", "app2")}
    for owner in jobs:
        Jobs(database, owner).request_cancel(jobs[owner])
        page = {**logged_in(guarded, made(keys, owner=owner)[1]), "Accept": "text/event-stream"}
        statuses = {other: guarded.get(f"/v1/jobs/{job_id}/events", headers=page).status_code for other, job_id in jobs.items()}
        assert statuses == {other: 200 if other == owner else 404 for other in jobs}


def test_where_no_key_is_needed_a_session_counts_and_one_that_has_ended_does_not(client: httpx.Client, keys: Keys, database: Database) -> None:
    mine = f"/v1/jobs/{queued(database).id}"
    page = logged_in(client, made(keys)[1])
    assert (client.get("/v1/me", headers=page).json()["owner"], client.get(mine, headers=page).status_code) == ("app1", 404)
    ended = {**OWN, "Cookie": f"modelbook_session={new_key(PAGE_PREFIX)}"}
    assert (client.get("/v1/me", headers=ended).json()["owner"], client.get(mine, headers=ended).status_code) == ("default", 200)


def test_without_redis_nobody_logs_in(settings: Settings, keys: Keys) -> None:
    lonely = settings.model_copy(update={"broker_url": "redis://127.0.0.1:1/0"})
    cookie = {**OWN, "Cookie": f"modelbook_session={new_key(PAGE_PREFIX)}"}
    with client_of(create_app(lonely, keyless=Keyless.NOBODY)) as client:
        answers = [
            client.post("/v1/login", json={"key": key_in(made(keys)[1])}),
            client.get("/v1/me", headers=cookie),
            client.delete("/v1/login", headers=cookie),
        ]
    assert [(answer.status_code, "retry-after" in answer.headers) for answer in answers] == [(503, True)] * 3


def test_neither_key_nor_session_is_logged(guarded: httpx.Client, keys: Keys, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        header = made(keys)[1]
        page = logged_in(guarded, header)
        guarded.get("/v1/me", headers=page)
        for text in (key_in(header), page["Cookie"]):
            assert text[-40:] not in caplog.text
