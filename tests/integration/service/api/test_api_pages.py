"""The API pages work on a machine without a network, and ask no other server for anything."""

import re

import httpx
import pytest

PAGES = ("/docs", "/redoc")
#: Sources that a policy may allow: this server, and what a page makes itself.
OWN_SOURCES = {"'self'", "'unsafe-inline'", "'none'", "data:", "blob:"}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_takes_everything_from_this_server(path: str, client: httpx.Client) -> None:
    page = client.get(path)
    assets = re.findall(r'(?:src|href|spec-url)="([^"]+)"', page.text)
    assert any(asset.endswith(".js") for asset in assets)
    assert [asset for asset in assets if not asset.startswith("/")] == []
    assert [client.get(asset).status_code for asset in assets] == [200] * len(assets)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_no_other_host(path: str, client: httpx.Client) -> None:
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+", client.get(path).text) == []


@pytest.mark.parametrize("path", PAGES)
def test_the_browser_is_told_to_load_nothing_from_other_servers(path: str, client: httpx.Client) -> None:
    policy = {name: sources for name, *sources in (line.split() for line in client.get(path).headers["content-security-policy"].split(";"))}
    assert policy["default-src"] == ["'self'"]
    assert {source for sources in policy.values() for source in sources} <= OWN_SOURCES


def test_the_reference_page_does_not_load_the_logo_of_its_makers(client: httpx.Client) -> None:
    script = client.get("/redoc/script.js").text
    assert "API docs by Redocly" in script
    assert re.findall(r"https?://[\w./-]+\.(?:svg|png|css|woff2?)\b", script) == []


def test_the_address_of_the_validator_of_another_server_is_not_used(client: httpx.Client) -> None:
    assert '"validatorUrl": null' in client.get("/docs").text
