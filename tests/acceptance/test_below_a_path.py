"""Modelbook below a path of a web site: behind nginx under /mb/, which strips the prefix or passes it on."""

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.acceptance.proxies import Proxy, nginx
from tests.acceptance.second_api import second_api
from tests.acceptance.service import Service

LOCATION, PASS, PREFIX = "location / {", "proxy_pass http://modelbook;", 'proxy_set_header X-Forwarded-Prefix "";'
BELOW = {LOCATION: "location /mb/ {"}
#: How the prefix reaches the API: changes of the configuration in deploy/, and whether the setting has it.
STYLES = {
    "setting, passed on": (BELOW, True),
    "setting, stripped": ({**BELOW, PASS: "proxy_pass http://modelbook/;"}, True),
    "header, passed on": ({**BELOW, PREFIX: "proxy_set_header X-Forwarded-Prefix /mb;"}, False),
    "header, stripped": ({**BELOW, PASS: "proxy_pass http://modelbook/;", PREFIX: "proxy_set_header X-Forwarded-Prefix /mb/;"}, False),
}


@pytest.fixture(scope="module")
def with_setting(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """An API process with the setting."""
    with second_api(service, tmp_path_factory.mktemp("api"), MODELBOOK_ROOT_PATH="/mb", MODELBOOK_HOSTS="models.example.org") as api:
        yield api


@pytest.fixture(scope="module", params=STYLES)
def proxy(request: pytest.FixtureRequest, service: Service, with_setting: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """nginx under /mb/."""
    changes, is_set = STYLES[request.param]
    api = with_setting if is_set else service
    with nginx(tmp_path_factory.mktemp("nginx"), api.http.base_url.port or 0, changes) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def headers(service: Service) -> dict[str, str]:
    """The header with a key of the tests' owner."""
    if service.headers:
        return service.headers
    made = service.http.post("/v1/keys", json={"owner": "default", "scopes": ["admin"], "name": "below a path"}).raise_for_status()
    return {"Authorization": f"Bearer {made.json()['key']}"}


@pytest.fixture
def client(proxy: Proxy, headers: dict[str, str]) -> Iterator[httpx.Client]:
    """A client that calls through nginx with a key."""
    with proxy.client() as client:
        client.headers.update(headers)
        yield client


def files_of(page: httpx.Response) -> list[str]:
    """Return the URLs of the files that a page loads, and of the document that it shows."""
    found = re.findall(r'(?:src|href)="([^"#]+\.(?:js|css|png|svg|ico))"', page.text)
    found += re.findall(r"""(?:url:\s*|spec-url=|data-url=)["']([^"']+\.json)["']""", page.text)
    return [str(page.url.join(url)) for url in found]


@pytest.mark.parametrize("path", ["/mb/docs", "/mb/redoc"])
def test_a_page_loads_its_files_and_the_document(client: httpx.Client, path: str) -> None:
    page = client.get(path).raise_for_status()
    urls = files_of(page)
    assert any(url.endswith(".js") for url in urls)
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)
    assert [url for url in urls if not httpx.URL(url).path.startswith("/mb/")] == []


def test_a_job_is_submitted_found_and_followed(client: httpx.Client) -> None:
    made = client.post("/mb/v1/jobs", json={"recipe": "ridge-sine-line", "name": "below"})
    location = made.headers["location"]
    assert (made.status_code, location) == (202, f"/mb/v1/jobs/{made.json()['id']}")
    events = client.get(f"{location}/events").raise_for_status().text
    assert events.rstrip().splitlines()[-1].endswith('"succeeded"}') or '"succeeded"' in events.rsplit("\n\n", 2)[-2]
    assert client.get(location).json()["model"].startswith("below@")


def test_a_browser_follows_it_with_a_token(client: httpx.Client, proxy: Proxy) -> None:
    job = client.post("/mb/v1/jobs", json={"recipe": "ridge-sine-line", "name": "token"}).headers["location"]
    token = client.post("/mb/v1/stream-tokens").raise_for_status().json()["token"]
    with proxy.client() as browser:
        assert '"succeeded"' in browser.get(f"{job}/events", params={"token": token}).raise_for_status().text
        assert browser.get(job, params={"token": token}).status_code == 401


def test_a_file_is_uploaded_and_found(client: httpx.Client) -> None:
    uploaded = client.post("/mb/v1/datasets", files={"file": ("below.csv", "x,y\n" + "1,2\n" * 50)})
    assert uploaded.status_code in (200, 201)
    assert client.get(uploaded.headers["location"]).json()["upload"]["n_samples"] == 50


def test_a_page_of_its_own_may_change_something(client: httpx.Client) -> None:
    for origin, status in (("https://models.example.org", 404), ("https://elsewhere.example", 403)):
        assert client.post("/mb/v1/jobs/none/cancel", headers={"origin": origin}).status_code == status


def test_nothing_is_beside_the_path(client: httpx.Client) -> None:
    assert client.get("/v1/models").headers.get("x-request-id") is None  # nginx itself answers.
