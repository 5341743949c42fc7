"""The API pages work on a machine without a network and below any path, and ask no other server for anything."""

import hashlib
import json
import re
from urllib.parse import urljoin

import httpx
import pytest

from service.api.pages import FOLDER

PAGES = ("/docs", "/redoc")
VENDOR = FOLDER / "vendor"
VENDORED = json.loads((VENDOR / "vendored.json").read_text())
#: Sources that a policy may allow: this server, and what a page makes itself.
OWN_SOURCES = {"'self'", "'none'", "data:", "blob:"}


def loaded(page: httpx.Response) -> list[str]:
    """Return the URLs that a page names."""
    return re.findall(r'(?:src|href)="([^"]+)"', page.text)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_takes_everything_from_this_server_below_its_own_path(path: str, client: httpx.Client) -> None:
    urls = loaded(client.get(path))
    assert any(url.endswith(".js") for url in urls)
    assert [url for url in urls if url.startswith("/") or ":" in url] == []
    assert [client.get(urljoin(path, url)).status_code for url in urls] == [200] * len(urls)


@pytest.mark.parametrize("script", ["docs.js", "redoc.js"])
def test_a_script_takes_its_document_from_below_the_path_of_the_page(script: str, client: httpx.Client) -> None:
    urls = re.findall(r'"([\w./:-]+\.json)"', client.get(f"/static/{script}").text)
    assert urls[0] == "openapi-docs.json"
    assert [client.get(f"/{url}").status_code for url in urls] == [200] * len(urls)


@pytest.mark.parametrize("path", [*PAGES, "/static/docs.js", "/static/redoc.js"])
def test_a_page_names_no_other_host(path: str, client: httpx.Client) -> None:
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+", client.get(path).text) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_no_script_but_files_of_this_server(path: str, client: httpx.Client) -> None:
    page = client.get(path)
    policy = {name: sources for name, *sources in (line.split() for line in page.headers["content-security-policy"].split(";"))}
    assert (policy["default-src"], policy["script-src"]) == (["'none'"], ["'self'"])
    styles = set(policy.pop("style-src"))
    assert styles - {"'unsafe-inline'"} | {source for sources in policy.values() for source in sources} <= OWN_SOURCES
    assert re.findall(r"<script>|<script [^>]*>[^<]|\son\w+=", page.text) == []


def test_files_are_kept_for_ever_if_their_url_names_their_version(client: httpx.Client) -> None:
    kept = {url: client.get(f"/{url}").headers["cache-control"] for path in PAGES for url in loaded(client.get(path)) if url.startswith("static/")}
    assert {url for url, header in kept.items() if "immutable" in header} == {url for url in kept if re.search(r"/vendor/[\w-]+-\d+\.\d+\.\d+/", url)}
    assert {header for header in kept.values() if "immutable" not in header} == {"no-cache"}


@pytest.mark.parametrize("path", [*PAGES, "/static/docs.js"])
def test_a_page_that_the_browser_has_is_not_sent_again_nor_in_parts(path: str, client: httpx.Client) -> None:
    sent = client.get(path, headers={"range": "bytes=0-9"})
    assert (sent.status_code, sent.headers.get("accept-ranges", "none")) == (200, "none")
    again = client.get(path, headers={"if-none-match": sent.headers["etag"]})
    assert (again.status_code, again.content, again.headers["cache-control"]) == (304, b"", "no-cache")
    assert client.get(path, headers={"if-none-match": '"other"'}).content == sent.content


def test_the_reference_page_does_not_load_the_logo_of_its_makers() -> None:
    (script,) = VENDOR.glob("redoc-*/redoc.standalone.js")
    text = script.read_text(encoding="utf-8")
    assert "API docs by Redocly" in text
    assert re.findall(r"https?://[\w./-]+\.(?:svg|png|css|woff2?)\b", text) == []


@pytest.mark.parametrize("folder", [path.name for path in sorted(VENDOR.iterdir()) if path.is_dir()])
def test_vendored_files_are_those_on_record_with_their_licence(folder: str) -> None:
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (VENDOR / folder).iterdir()}
    assert digests == VENDORED[folder]["sha256"]
    assert {"LICENSE"} < set(digests)
    notice = (FOLDER.parents[1] / "NOTICE").read_text()
    assert f"service/web/vendor/{folder} " in notice


def test_pages_and_scripts_load_only_versions_that_are_vendored(client: httpx.Client) -> None:
    scripts = [path.read_text(encoding="utf-8") for path in (FOLDER / "static" / "app").rglob("*.js")]
    named = {folder for text in (*(client.get(path).text for path in PAGES), *scripts) for folder in re.findall(r"\b([\w-]+-\d+\.\d+\.\d+)/", text)}
    assert named == set(VENDORED)
