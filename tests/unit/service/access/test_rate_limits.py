"""Middleware that bounds requests by address in front of the login, and by key behind it."""

import asyncio
from typing import Any

import orjson
import pytest

from service.access.caller import ANYONE, Caller
from service.access.rate_limits import AddressRate, KeyRate, Rates
from service.errors import Unauthorized
from service.settings import Settings

ELSEWHERE = "203.0.113.5"
APP, OTHER = Caller("app", key_id="key-1"), Caller("app", key_id="key-2")


class Seen:
    """An application that counts its requests."""

    def __init__(self) -> None:
        self.n = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.n += 1
        await send({"type": "http.response.start", "status": 200, "headers": []})


class WrongKeys:
    """A login that refuses everybody."""

    def __init__(self, app: Any) -> None:
        self.n = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.n += 1
        await send({"type": "http.response.start", "status": Unauthorized.default.status, "headers": []})


def rates(**settings: Any) -> Rates:
    return Rates.of(Settings(database_url="sqlite://", **settings))


def answered(app: Any, path: str = "/v1/jobs", client: str = ELSEWHERE, caller: Caller | None = None, **headers: str) -> dict[str, Any]:
    """Send a request; return status, headers and body of the response."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope: dict[str, Any] = {"type": "http", "path": path, "client": (client, 1), "headers": []}
    scope["headers"] = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope |= {} if caller is None else {"caller": caller}
    asyncio.run(app(scope, None, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return {"status": sent[0]["status"], "headers": found, "body": orjson.loads(sent[1]["body"]) if len(sent) > 1 else None}


def statuses(n: int, app: Any, **request: Any) -> list[int]:
    return [answered(app, **request)["status"] for _ in range(n)]


def test_an_address_is_refused_after_its_requests_whatever_key_it_sends() -> None:
    login = WrongKeys(Seen())
    assert statuses(12, AddressRate(login, rates(address_requests_per_s=1))) == [401] * 10 + [429] * 2
    assert login.n == 10


def test_a_refusal_is_a_problem_that_says_when_to_come_back() -> None:
    app = AddressRate(Seen(), rates(address_requests_per_s=0.2))
    statuses(2, app)
    refused = answered(app)
    assert refused["headers"] == {
        "content-type": "application/problem+json",
        "content-length": refused["headers"]["content-length"],
        "retry-after": "5",
        "ratelimit-policy": '"address_requests";q=2;qu="requests";w=10',
        "ratelimit": '"address_requests";r=0;t=5',
    }
    assert refused["body"] == {
        "type": "/problems/too-many-requests",
        "title": "Too many requests",
        "status": 429,
        "detail": f"expected at most 0.2 requests a second from the address {ELSEWHERE}, and 2 at once, got more; wait 5 s, "
        "or let an administrator raise MODELBOOK_ADDRESS_REQUESTS_PER_S",
        "errors": [],
        "request_id": "",  # The entry in front gives requests their ids.
    }


def test_other_addresses_health_checks_and_callers_on_this_machine_are_not_refused() -> None:
    app = AddressRate(Seen(), rates(address_requests_per_s=0.1))
    assert statuses(2, app) == [200, 429]
    assert statuses(1, app, client="203.0.113.6") == [200]
    assert statuses(3, app, path="/healthz") + statuses(3, app, path="/readyz") == [200] * 6
    assert statuses(3, app, client="127.0.0.1") == [200] * 3


def test_the_client_of_a_trusted_proxy_is_refused_and_not_the_proxy() -> None:
    app = AddressRate(Seen(), rates(address_requests_per_s=0.1))
    assert statuses(2, app, client="127.0.0.1", x_forwarded_for=ELSEWHERE) == [200, 429]
    assert statuses(1, app, client="127.0.0.1", x_forwarded_for="203.0.113.6") == [200]


def test_a_caller_cannot_choose_another_address_for_each_request() -> None:
    app = AddressRate(Seen(), rates(address_requests_per_s=0.1))
    assert [answered(app, x_forwarded_for=f"198.51.100.{number}")["status"] for number in range(4)] == [200, 429, 429, 429]


def test_the_addresses_of_one_network_of_ipv6_are_one_caller() -> None:
    app = AddressRate(Seen(), rates(address_requests_per_s=0.1))
    assert [answered(app, client=f"2001:db8::{number}")["status"] for number in (1, 2)] == [200, 429]


def test_each_key_has_its_own_requests() -> None:
    app = KeyRate(Seen(), rates(key_requests_per_s=0.2))
    assert statuses(3, app, caller=APP) == [200, 200, 429]
    assert statuses(3, app, caller=OTHER) == [200, 200, 429]
    refused = answered(app, caller=APP)
    assert refused["headers"]["ratelimit-policy"] == '"key_requests";q=2;qu="requests";w=10'
    assert "a second with the key key-1, and 2 at once" in refused["body"]["detail"]


def test_accounts_without_a_key_are_limited_by_their_owner() -> None:
    app = KeyRate(Seen(), rates(key_requests_per_s=0.1))
    assert statuses(2, app, caller=Caller("a", name="someone")) == [200, 429]
    assert statuses(2, app, caller=Caller("b", name="someone")) == [200, 429]
    assert "a second of owner a" in answered(app, caller=Caller("a", name="another"))["body"]["detail"]


@pytest.mark.parametrize("caller", [ANYONE, None])
def test_who_needs_no_key_is_not_limited_by_key(caller: Caller | None) -> None:
    assert statuses(5, KeyRate(Seen(), rates(key_requests_per_s=0.1)), caller=caller) == [200] * 5


def test_health_checks_with_a_key_are_not_limited() -> None:
    assert statuses(5, KeyRate(Seen(), rates(key_requests_per_s=0.1)), caller=APP, path="/healthz") == [200] * 5


def test_nothing_is_limited_by_rates_of_zero() -> None:
    none = rates(key_requests_per_s=0, address_requests_per_s=0)
    assert statuses(50, AddressRate(KeyRate(Seen(), none), none), caller=APP) == [200] * 50
