"""Who may call, how often and how much: the hot path checks what the application checks, and counts every request once."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np
import pytest

from models.core.arrays import Ports
from models.core.errors import Fault, InputError
from service.access.caller import Caller
from service.access.keyless import Keyless
from service.app import create_app
from service.settings import Settings
from service.store.database import Database
from service.store.grants import Grants
from service.store.keys import Keys
from service.store.owners import Kind, Right
from tests.acceptance.service import until
from tests.integration.service.fast.asking import ORDINARY, PATIENT, SAME_ID, Hot, comparable, hot_server, json_of, request_of, require_equal, warm
from tests.integration.service.fast.held import held, running
from tests.integration.service.fast.owners import key_of, register_for
from tests.integration.trained import Trained
from tests.raw_http import calling

LINE = json_of([[0.5], [1.5]])
#: Longest wait for what happens at once, in seconds.
SOON_S = 10.0


@pytest.fixture(scope="module")
def database(served_models: Settings, trained: Trained) -> Iterator[Database]:
    """The database behind the servers: Ann and Bob have a model of the same name each, and Ann one more."""
    database = Database(served_models.database_url)
    register_for("ann", "line", trained.versions["line"], database)
    register_for("bob", "line", trained.versions["stiff-line"], database)
    register_for("ann", "hers", trained.versions["line"], database)
    yield database
    database.close()


@contextmanager
def serving(settings: Settings, *lines: str, keyless: Keyless | None = None, **changes: Any) -> Iterator[Hot]:
    """Serve the models with other settings; a first request, with these header lines, loads one."""
    settings = settings.model_copy(update=changes)
    with hot_server(create_app(settings, keyless=keyless), **{name: value for name, value in changes.items() if name in PATIENT}) as hot:
        assert hot.ask(request_of("line", LINE, ORDINARY, *lines))[0].status == 200
        yield hot


@pytest.fixture(scope="module")
def guarded(served_models: Settings, database: Database) -> Iterator[tuple[Hot, str, str]]:
    """A server that requires keys, and the lines of Ann and Bob."""
    ann, bob = key_of("ann", database)[1], key_of("bob", database)[1]
    with serving(served_models, ann, keyless=Keyless.NOBODY) as hot:
        assert hot.ask(request_of("line", LINE, bob))[0].status == 200
        yield hot, ann, bob


# ---- Keys and owners


def test_a_key_opens_the_hot_path_and_a_missing_wrong_or_reading_one_does_not(guarded: tuple[Hot, str, str], database: Database) -> None:
    hot, ann, _ = guarded
    assert require_equal(hot, "line", LINE, [ann])
    reading = key_of("ann", database, scopes="read")[1]
    for line, status in ((None, 401), (ann[:-1], 401), (ann + "x", 401), ("Authorization: Bearer mb_" + "a" * 43, 401), (reading, 403)):
        lines = [] if line is None else [line]
        assert not require_equal(hot, "line", LINE, lines)
        assert hot.ask(request_of("line", LINE, *lines))[0].status == status
    for line in (ann.replace("Bearer", "bearer"), ann.replace("Bearer ", "Bearer  ")):
        assert not require_equal(hot, "line", LINE, [line])


def test_the_cookie_of_a_page_that_has_logged_in_opens_the_hot_path_for_its_owner(guarded: tuple[Hot, str, str], database: Database) -> None:
    hot, *_ = guarded
    own = ["Sec-Fetch-Site: same-origin", "Origin: http://127.0.0.1", "Referer: http://127.0.0.1/models/line", 'Sec-CH-UA: "Chromium"']
    for owner in ("ann", "bob"):
        key, line = key_of(owner, database)
        cookie = "Cookie: theme=dark; modelbook_session=" + hot.app.state.parts.access.sessions.begin(Caller(owner, key_id=key.id))
        assert hot.ask(request_of("line", LINE, cookie, *own))[0].body == hot.ask(request_of("line", LINE, line))[0].body
        assert require_equal(hot, "line", LINE, [cookie, *own])
        for lines in ([cookie], [cookie, "Sec-Fetch-Site: same-site"], [cookie + "x", *own], [cookie, *own, line[:-1]]):
            assert not require_equal(hot, "line", LINE, lines)
            assert hot.ask(request_of("line", LINE, *lines))[0].status in (401, 403)


def test_owners_get_their_own_model_of_a_name_and_not_that_of_another(guarded: tuple[Hot, str, str]) -> None:
    hot, ann, bob = guarded
    answers = []
    for line in (ann, bob):
        assert require_equal(hot, "line", LINE, [line])
        answers.append(hot.ask(request_of("line", LINE, line))[0].body)
    assert answers[0] != answers[1]
    assert not require_equal(hot, "hers", LINE, [bob])
    assert hot.ask(request_of("hers", LINE, bob))[0].status == 404


def test_a_shared_model_is_used_until_the_grant_is_withdrawn(guarded: tuple[Hot, str, str], database: Database) -> None:
    hot, _, bob = guarded
    grants = Grants(database, "ann")
    grants.give(Kind.MODEL, "hers", "bob", Right.USE, "test")
    assert hot.ask(request_of("ann/hers", LINE, bob))[0].status == 200
    for ref in ("ann/hers", "ann%2Fhers", "ann/hers@1"):
        assert not require_equal(hot, ref, LINE, [bob])
    grants.withdraw(Kind.MODEL, "hers", "bob", "test")
    ask_until(hot, 404, "ann/hers", bob)


def test_a_revoked_key_and_one_that_expires_stop_on_the_hot_path(guarded: tuple[Hot, str, str], database: Database) -> None:
    hot, _, _ = guarded
    key, line = key_of("ann", database)
    for _ in range(30):  # Longer than what is known is used before it is looked up again.
        assert hot.ask(request_of("line", LINE, line))[0].status == 200
        time.sleep(0.02)
    Keys(database).revoke(key.id, "test")
    ask_until(hot, 401, "line", line)
    expires_at = time.time() + 0.6
    _, line = key_of("ann", database, expires_at=expires_at)
    assert hot.ask(request_of("line", LINE, line))[0].status == 200
    ask_until(hot, 401, "line", line)
    assert time.time() >= expires_at


def ask_until(hot: Hot, status: int, model: str, line: str) -> None:
    """Ask for predictions, which are made at first, until there is another status: what is known of a caller is looked up anew while it is used."""
    deadline = time.monotonic() + SOON_S
    while (found := hot.ask(request_of(model, LINE, line))[0].status) == 200:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert found == status


#: What proxies add to the requests that they pass on.
PROXIES = {
    "nginx": ["X-Real-IP: 198.51.100.7", "X-Forwarded-For: 198.51.100.7", "X-Forwarded-Proto: https", "X-Forwarded-Host: localhost"],
    "Traefik": ["X-Forwarded-For: 198.51.100.7", "X-Forwarded-Port: 443", "X-Forwarded-Proto: https", "X-Real-Ip: 198.51.100.7"],
    "RFC 7239": ["Forwarded: for=198.51.100.7;proto=https;host=localhost", "Via: 1.1 proxy"],
}


@pytest.mark.parametrize("proxy", PROXIES)
def test_the_hot_path_takes_what_proxies_pass_on_and_counts_the_caller_behind_them(proxy: str, guarded: tuple[Hot, str, str]) -> None:
    hot, ann, _ = guarded
    addresses = counted(hot.app.state.parts.access.rates.by_address)
    assert require_equal(hot, "line", LINE, [ann, *PROXIES[proxy]])
    assert addresses == ([] if proxy == "RFC 7239" else ["198.51.100.7"] * 2)
    assert not require_equal(hot, "line", LINE, PROXIES[proxy])
    for line, status in (("X-Forwarded-Host: other.example", 400), ("X-Forwarded-Prefix: /mb", 200)):
        lines = [ann, *(known for known in PROXIES[proxy] if "host" not in known.lower()), line]
        assert not require_equal(hot, "line", LINE, lines)
        assert hot.ask(request_of("line", LINE, *lines))[0].status == status


# ---- Rates and work


@pytest.fixture
def from_afar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let requests come from an address that is counted: those of loopback are not."""
    monkeypatch.setattr("service.access.addresses.Addresses.of", lambda _addresses, _scope: "198.51.100.7")


def failing(x: Ports, own: Callable[[Ports], Ports]) -> Ports:
    raise InputError([Fault("/inputs/0", "expected something else")])


@pytest.mark.parametrize(
    ("body", "status"), [(LINE, 200), (LINE, 422), (json_of([["a"]]), 422)], ids=["answered", "left after the model", "left before"]
)
@pytest.mark.usefixtures("from_afar")
def test_a_request_is_counted_once_whichever_way_it_goes(body: bytes, status: int, served_models: Settings, database: Database) -> None:
    _, line = key_of("ann", database)
    with serving(served_models, line, keyless=Keyless.NOBODY) as hot, ExitStack() as stack:
        if body == LINE and status == 422:
            stack.enter_context(running(hot, "ann/line@1", failing))
        rates = hot.app.state.parts.access.rates
        taken = {rate: counted(rate) for rate in (rates.by_address, rates.by_key)}
        for n_requests in range(1, 4):
            assert hot.ask(request_of("line", body, line))[0].status == status
            assert [len(callers) for callers in taken.values()] == [n_requests] * 2
        assert (len(hot.watched.taken) > 0) is (body == LINE)


def counted(rate: Any) -> list[str]:
    """Return a list that gets everyone who takes a token."""
    callers: list[str] = []
    take = rate.take
    rate.take = lambda caller: callers.append(caller) or take(caller)
    return callers


@pytest.mark.usefixtures("from_afar")
def test_a_request_over_the_rate_of_its_key_costs_one_of_its_address(served_models: Settings, database: Database) -> None:
    _, line = key_of("ann", database)
    with serving(served_models, line, keyless=Keyless.NOBODY, key_requests_per_s=0.2) as hot:
        addresses = counted(hot.app.state.parts.access.rates.by_address)
        statuses = [hot.ask(request_of("line", LINE, line))[0].status for _ in range(10)]
        assert (statuses[0], statuses[-1], len(addresses)) == (200, 429, 10)
        assert comparable(hot.ask(request_of("line", LINE, line))[0])[2] == comparable(hot.ask(request_of("line", LINE, line, ORDINARY))[0])[2]


def test_requests_in_work_are_bounded_and_counted_on_the_hot_path(served_models: Settings) -> None:
    with serving(served_models, max_requests=3) as hot, held(hot, "default/line@1") as runs, calling(hot.port, 3) as callers:
        work = hot.app.state.parts.streams.work
        for caller in callers:
            caller.send(request_of("line", LINE))
        until(lambda: work.n_requests == 3, "the requests", SOON_S)
        refused, _ = hot.ask(request_of("line", LINE, SAME_ID))
        assert comparable(refused) == comparable(hot.ask(request_of("line", LINE, SAME_ID, ORDINARY))[0])
        assert (refused.status, refused.headers["retry-after"], "MODELBOOK_MAX_REQUESTS" in str(refused.problem["detail"])) == (503, "1", True)
        runs.go_on.set()
        assert [caller.response().status for caller in callers] == [200] * 3
        assert work.n_requests == 0


def test_rows_that_wait_for_a_model_are_bounded_and_what_is_refused_is_not_counted(served_models: Settings) -> None:
    with serving(served_models) as hot, held(hot, "default/line@1", queued_rows=3) as runs, calling(hot.port, 3) as callers:
        work = hot.app.state.parts.streams.work
        callers[0].send(request_of("line", LINE))
        until(lambda: bool(runs.n_rows), "the first to run", SOON_S)
        callers[1].send(request_of("line", LINE))
        until(lambda: work.n_requests == 2, "the second", SOON_S)
        refused = callers[2].send(request_of("line", LINE)).response()
        assert (refused.status, int(refused.headers["retry-after"]) >= 1, "MODELBOOK_QUEUED_ROWS" in str(refused.problem["detail"])) == (
            503,
            True,
            True,
        )
        assert work.n_requests == 2
        runs.go_on.set()
        assert [caller.response().status for caller in callers[:2]] == [200] * 2
        assert (work.n_requests, runs.n_rows) == (0, [2, 2])


# ---- Limits and settings


def test_more_rows_than_the_settings_allow_are_refused_and_as_many_are_not(served_models: Settings) -> None:
    with serving(served_models, prediction_rows=2) as hot:
        assert require_equal(hot, "line", LINE)
        for n_rows, status in ((2, 200), (3, 422)):
            body = json_of([[1.5]] * n_rows)
            require_equal(hot, "line", body)
            assert hot.ask(request_of("line", body))[0].status == status


def test_a_body_over_the_limit_of_the_settings_is_413(served_models: Settings) -> None:
    with serving(served_models, max_body_bytes=1024) as hot:
        for size, is_hot in ((1024, True), (1025, False)):
            assert require_equal(hot, "line", LINE.ljust(size)) is is_hot
        assert hot.ask(request_of("line", LINE.ljust(1025)))[0].status == 413


def test_a_prefix_of_a_proxy_may_be_there_or_not(served_models: Settings) -> None:
    with serving(served_models, root_path="/mb") as hot:
        assert require_equal(hot, "line", LINE)
        whole = request_of("line", LINE, SAME_ID).replace(b"POST /v1", b"POST /mb/v1")
        assert comparable(hot.ask(whole)[0]) == comparable(hot.ask(request_of("line", LINE, SAME_ID))[0])
        require_equal(hot, "other", LINE)


@pytest.mark.parametrize("origins", ["https://app.example", "*"])
def test_where_pages_of_other_origins_may_call_every_response_says_what_it_varies_by(
    origins: str, served_models: Settings, database: Database
) -> None:
    _, line = key_of("ann", database)
    with serving(served_models, line, keyless=Keyless.NOBODY, keys="required", cors_origins=origins) as hot:
        assert require_equal(hot, "line", LINE, [line])
        assert require_equal(hot, "line", json_of(np.ones((40, 1)).tolist()), [line, "Accept-Encoding: gzip"])
        assert not require_equal(hot, "line", LINE, [line, "Origin: https://app.example"])
        assert hot.ask(request_of("line", LINE, line))[0].headers.get("vary") == (None if origins == "*" else "Origin")


def test_only_known_hosts_reach_the_hot_path(hot: Hot) -> None:
    for host, status in (("localhost", 200), ("127.0.0.1:1", 200), ("rebound.example", 400), ("", 400)):
        response, is_hot = hot.ask(request_of("line", LINE, f"Host: {host}"))
        assert (host, response.status, is_hot) == (host, status, status == 200)
        require_equal(hot, "line", LINE, [f"Host: {host}"])


def test_a_deleted_version_and_a_new_one_are_seen_within_a_second(served_models: Settings, database: Database, trained: Trained) -> None:
    with serving(served_models) as hot:
        warm(hot, "line")
        assert hot.ask(request_of("line", LINE))[0].headers["x-model-version"] == "line@1"
        register_for("default", "line", trained.versions["stiff-line"], database)
        until(lambda: hot.ask(request_of("line", LINE))[0].headers["x-model-version"] == "line@2", "the new version", SOON_S)
        assert hot.ask(request_of("line@1", LINE))[0].headers["x-model-version"] == "line@1"
