"""Which pages of other origins may call the API, and what their browsers are told."""

import orjson
import pytest

from service.http.cors import Cors
from service.http.hosts import HostNameError
from service.http.origins import AllowedOrigins
from tests.unit.service.http.called import Answer, Called, call

APP, LOCAL, OTHER = "https://app.example.org", "http://localhost:5173", "https://evil.example"
SETTING = f"{APP}, {LOCAL}"


def asked(method: str, *headers: tuple[str, str], setting: str = SETTING, keys_required: bool = False) -> Called:
    origins = AllowedOrigins(setting, keys_required=keys_required)
    return call(Cors(Answer(headers=[("vary", "Accept-Encoding")]), origins), method, headers=headers)


def preflight(origin: str, *headers: tuple[str, str], **more: bool | str) -> Called:
    return asked("OPTIONS", ("origin", origin), ("access-control-request-method", "POST"), *headers, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("origin", [APP, LOCAL])
def test_an_allowed_page_reads_responses_and_the_headers_that_it_needs(origin: str) -> None:
    found = asked("GET", ("origin", origin))
    assert (found.one("access-control-allow-origin"), found.all("vary")) == (origin, ["Accept-Encoding", "Origin"])
    exposed = {name.strip() for name in (found.one("access-control-expose-headers") or "").split(",")}
    assert exposed >= {"Location", "ETag", "Retry-After", "RateLimit", "RateLimit-Policy", "X-Request-ID"}
    assert found.one("access-control-allow-credentials") is None


@pytest.mark.parametrize(
    "origin",
    [OTHER, "null", "https://app.example.org.evil.example", "http://app.example.org", f"{APP}:444", f"{APP}/", "https://xapp.example.org", ""],
)
def test_another_page_reads_nothing(origin: str) -> None:
    found = asked("GET", ("origin", origin))
    assert [name for name, _ in found.headers if name.startswith("access-control")] == []
    assert "Origin" in found.all("vary")
    refused = preflight(origin)
    assert (refused.status, [name for name, _ in refused.headers if name.startswith("access-control")]) == (403, [])
    assert "MODELBOOK_CORS_ORIGINS" in orjson.loads(refused.body)["detail"]


def test_a_request_of_a_program_is_not_concerned() -> None:
    assert asked("GET").all("vary") == ["Accept-Encoding", "Origin"]
    assert asked("OPTIONS", ("origin", APP)).status == 200  # Not a preflight request: it goes on.


def test_the_preflight_response_grants_methods_and_headers() -> None:
    found = preflight(APP)
    assert (found.status, found.one("access-control-allow-origin"), found.body) == (204, APP, b"")
    assert set((found.one("access-control-allow-methods") or "").split(", ")) >= {"GET", "POST", "DELETE", "PUT"}
    allowed = {name.strip().lower() for name in (found.one("access-control-allow-headers") or "").split(",")}
    assert allowed >= {"authorization", "content-type", "idempotency-key", "last-event-id", "x-request-id", "if-none-match", "range"}
    assert found.one("access-control-allow-private-network") is None
    assert preflight(APP, ("access-control-request-private-network", "true")).one("access-control-allow-private-network") == "true"


def test_all_origins_are_allowed_only_where_every_request_needs_a_key() -> None:
    found = asked("GET", ("origin", OTHER), setting="*", keys_required=True)
    assert (found.one("access-control-allow-origin"), found.all("vary")) == ("*", ["Accept-Encoding"])
    with pytest.raises(HostNameError, match=r"MODELBOOK_CORS_ORIGINS: expected MODELBOOK_KEYS=required beside \*"):
        AllowedOrigins("*")


@pytest.mark.parametrize(
    "setting", ["app.example.org", "https://app.example.org/", "https://*.example.org", "null", "ftp://x.org", f"{APP},*", "https://a b"]
)
def test_a_malformed_origin_of_the_settings_is_refused(setting: str) -> None:
    with pytest.raises(HostNameError, match="MODELBOOK_CORS_ORIGINS: expected origins by commas"):
        AllowedOrigins(setting, keys_required=True)


def test_without_the_setting_no_origin_is_allowed() -> None:
    assert not AllowedOrigins("")
    assert not AllowedOrigins(" , ").allows(APP.encode())


def test_case_and_default_ports_do_not_matter() -> None:
    assert AllowedOrigins("HTTPS://App.Example.org:443").allows(APP.encode())
