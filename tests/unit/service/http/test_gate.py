"""Which requests the gate refuses, and what it says."""

from typing import Any

import orjson
import pytest

from service.http.gate import Gate
from service.http.hosts import Hosts
from service.http.origins import AllowedOrigins
from service.http.refusal import Refusal

OWN = "http://127.0.0.1:8000"


async def _nothing(*_: Any) -> None: ...


def refusal(
    method: str, *headers: tuple[str, str], host: str | None = "127.0.0.1:8000", version: str = "1.1", trusted: bool = True
) -> Refusal | None:
    """Return the gate's refusal of a request over plain HTTP, from a proxy that is trusted or not."""
    named = headers if host is None else (("host", host), *headers)
    raw = [(name.encode(), value.encode("latin-1")) for name, value in named]
    scope = {"type": "http", "method": method, "http_version": version, "scheme": "http", "headers": raw, "server": ("127.0.0.1", 8000)}
    origins = AllowedOrigins("https://app.example.org")
    return Gate(_nothing, Hosts(["models.example.org"]), origins, lambda _: trusted).refusal(scope)


def status(*request: Any, **more: Any) -> int | None:
    """Return the status of the gate's refusal; None where it refuses nothing."""
    found = refusal(*request, **more)
    return found and found.kind.status


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "DELETE"])
def test_an_unknown_host_is_400_for_every_method_and_names_the_setting(method: str) -> None:
    found = refusal(method, host="evil.example")
    assert found is not None
    document = orjson.loads(found.body)
    assert (document["type"], document["status"], document["title"], document["errors"]) == ("/problems/unknown-host", 400, "Unknown host", [])
    assert 'localhost, *.localhost, 127.0.0.1, [::1], models.example.org, or the address connected to; got "evil.example"' in document["detail"]
    assert "MODELBOOK_HOSTS" in document["detail"]


def test_a_long_host_is_not_repeated_whole() -> None:
    found = refusal("GET", host="a" * 5000)
    assert found is not None
    assert len(found.detail) < 500


def test_several_hosts_are_400_even_if_each_is_known() -> None:
    assert status("GET", ("host", "127.0.0.1:8000")) == 400


def test_a_request_without_host_is_400_but_for_http_1_0() -> None:
    assert status("GET", host=None) == 400
    assert status("GET", host=None, version="1.0") is None
    assert status("GET", host="evil.example", version="1.0") == 400


@pytest.mark.parametrize("origin", ["null", "http://evil.example", "http://"])
def test_a_request_without_host_may_not_come_from_a_page_either(origin: str) -> None:
    assert status("POST", ("origin", origin), host=None, version="1.0") == 403
    assert status("POST", host=None, version="1.0") is None


def test_several_origins_or_sites_are_foreign() -> None:
    assert status("POST", ("origin", "http://evil.example"), ("origin", OWN)) == 403
    assert status("POST", ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-origin")) == 403


@pytest.mark.parametrize(
    "origin",
    [
        *(
            "http://evil.example",
            "http://127.0.0.1",
            "http://127.0.0.1:9000",
            "https://127.0.0.1:8000",
            "http://localhost:8000",
            "null",
            "",
            "file://",
        ),
        *("http://127.0.0.1:8000.evil.example", "http://127.0.0.1:8000@evil.example", "http://127.0.0.1:8000/", "http://[", "chrome-extension://abc"),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "BREW"])
def test_a_state_changing_request_of_a_foreign_origin_is_403(method: str, origin: str) -> None:
    assert status(method, ("origin", origin)) == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
def test_a_state_changing_request_that_the_browser_calls_foreign_is_403(site: str) -> None:
    assert status("POST", ("sec-fetch-site", site)) == 403
    assert status("POST", ("sec-fetch-site", site), ("origin", OWN)) == 403


def test_a_refusal_for_the_origin_says_what_was_expected() -> None:
    found = refusal("POST", ("origin", "http://evil.example"))
    assert found is not None
    assert found.detail.startswith('expected no Origin or "http://127.0.0.1:8000", got "http://evil.example". ')


@pytest.mark.parametrize("headers", [(), (("origin", OWN),), (("sec-fetch-site", "same-origin"), ("origin", OWN)), (("sec-fetch-site", "none"),)])
def test_requests_of_programs_and_of_own_pages_pass(headers: tuple[tuple[str, str], ...]) -> None:
    assert status("POST", *headers) is None


@pytest.mark.parametrize("headers", [(("origin", "http://evil.example"),), (("sec-fetch-site", "cross-site"),)])
def test_requests_that_change_nothing_pass_from_everywhere(headers: tuple[tuple[str, str], ...]) -> None:
    assert [status(method, *headers) for method in ("GET", "HEAD", "OPTIONS")] == [None] * 3


def test_case_and_default_ports_do_not_make_an_origin_foreign() -> None:
    assert status("POST", ("origin", "HTTP://Models.Example.org"), host="models.example.org:80") is None
    assert status("POST", ("origin", "http://models.example.org:80"), host="MODELS.example.org.") is None


def test_the_scheme_is_that_which_a_proxy_reports() -> None:
    origin = ("origin", "https://models.example.org")
    assert status("POST", origin, host="models.example.org") == 403
    assert status("POST", origin, ("x-forwarded-proto", "https"), host="models.example.org") is None
    assert status("POST", origin, ("x-forwarded-proto", "HTTPS, http"), host="models.example.org") is None
    assert status("POST", ("origin", "http://models.example.org"), ("x-forwarded-proto", "https"), host="models.example.org") == 403


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_a_page_of_an_allowed_origin_may_change_something(method: str) -> None:
    assert status(method, ("origin", "https://app.example.org"), ("sec-fetch-site", "cross-site")) is None
    assert status(method, ("origin", "http://app.example.org")) == 403
    assert status(method, ("origin", "https://app.example.org"), ("origin", "http://evil.example")) == 403


@pytest.mark.parametrize(
    "reports",
    [
        (("x-forwarded-proto", "https"), ("x-forwarded-host", "models.example.org")),
        (("forwarded", 'for=192.0.2.1;proto=https;host="models.example.org"'),),
    ],
)
def test_a_trusted_proxy_that_calls_by_another_name_reports_that_of_its_caller(reports: tuple[tuple[str, str], ...]) -> None:
    origin = ("origin", "https://models.example.org")
    assert status("POST", origin, *reports) is None
    assert status("POST", origin, *reports, trusted=False) == 403
    assert status("POST", ("origin", "https://evil.example"), *reports) == 403


def test_the_name_that_a_proxy_reports_has_to_be_known_and_replaces_no_unknown_one() -> None:
    assert status("GET", ("x-forwarded-host", "rebound.example")) == 400
    assert status("POST", ("x-forwarded-host", "rebound.example"), ("origin", "http://rebound.example")) == 400
    assert status("GET", ("x-forwarded-host", "models.example.org"), host="rebound.example") == 400
