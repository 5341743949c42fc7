"""The shell of the dashboard: one file for all pages, which runs nothing that is not a file of this server."""

import re
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from service.app import create_app
from service.http.page_paths import PAGES
from service.settings import Settings
from service.web import shell
from service.web.shell import POLICY
from tests.integration.given import client_of
from tests.responses import faults

APP = Path(shell.__file__).parent / "static" / "app"
#: Names of namespaces are no addresses.
NAMESPACES = {"http://www.w3.org"}
PATHS = ["/", *(f"/{name}" for name in PAGES), "/jobs/01M8ME1JS33DZA0CZQSCT3W7JD", "/models/owner/digits@3"]


def base_of(page: httpx.Response) -> str:
    (base,) = re.findall(r'<base href="([^"]*)">', page.text)
    return str(base)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_the_same_shell_with_the_way_back_to_the_service(path: str, client: httpx.Client) -> None:
    page = client.get(path)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.text.replace(f'"{base_of(page)}"', '"./"') == client.get("/").text
    assert urljoin(f"/below/a{path}", base_of(page)) == "/below/a/"
    again = client.get(path, headers={"if-none-match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/mb", "/mb/", "/", "/mb/jobs/x"])
def test_below_a_prefix_that_is_known_the_first_page_needs_no_slash_behind_it(settings: Settings, path: str) -> None:
    with client_of(create_app(settings.model_copy(update={"root_path": "/mb"}))) as client:
        assert urljoin(path, base_of(client.get(path))) == "/mb/"


def test_a_slash_within_a_segment_is_none_of_the_path(client: httpx.Client) -> None:
    assert base_of(client.get("/models/owner%2Fdigits@3")) == "../"


def test_files_of_the_shell_are_below_its_base(client: httpx.Client) -> None:
    text = client.get("/jobs/x").text
    urls = [url for url in re.findall(r'(?:src|href)="([^"]+)"', text) if url != "../"]
    assert [url for url in urls if url.startswith(("/", ".")) or ":" in url] == []
    assert [client.get(f"/{url}").status_code for url in urls] == [200] * len(urls)


def test_the_policy_allows_neither_inline_scripts_nor_inline_styles(client: httpx.Client) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert policy == POLICY
    assert "unsafe" not in policy
    assert re.findall(r"<script>|<script [^>]*>[^<]|<style|\s(?:on\w+|style)=", client.get("/").text) == []


def test_a_page_takes_no_query_parameters(client: httpx.Client) -> None:
    assert faults(client.get("/jobs", params={"state": "failed"})) == {"/query/state": 'expected no query parameters, got "state"'}


@pytest.mark.parametrize("path", sorted(APP.rglob("*.js")), ids=lambda path: path.name)
def test_a_script_names_no_other_host_and_writes_no_markup_itself(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [found for found in re.findall(r"https?://[\w.-]+", text) if found not in NAMESPACES] == []
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text) == []
    assert text.count("\n") <= 300


@pytest.mark.parametrize("path", sorted(APP.rglob("*.js")), ids=lambda path: path.name)
def test_what_a_script_imports_is_there(path: Path, client: httpx.Client) -> None:
    here = f"/static/app/{path.relative_to(APP).as_posix()}"
    imported = {urljoin(here, name) for name in re.findall(r'(?:from|import\()\s*"(\.[^"]+)"', path.read_text(encoding="utf-8"))}
    assert {url: client.get(url).status_code for url in imported} == dict.fromkeys(imported, 200)
