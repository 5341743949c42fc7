"""Pages of other web sites in a real browser: those of an allowed origin use the API, and no others."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.acceptance.second_api import second_api
from tests.acceptance.service import Service
from tests.devtools import Page, browser_page

#: Calls the API in every way that a page has, and tells what came of each.
SCRIPT = """
const api = "{api}", key = {{"Authorization": "Bearer {key}"}}, found = {{}};
const said = async (name, call) => {{ try {{ found[name] = await call(); }} catch (error) {{ found[name] = error.name; }} }};
const form = () => {{ const data = new FormData(); data.append("file", new Blob(["x,y\\n{n},2\\n3,4\\n"]), "{name}"); return data; }};
const json = {{"Content-Type": "application/json", "Idempotency-Key": "{name}", "X-Request-ID": "page-1", ...key}};
const recipe = JSON.stringify({{recipe: "ridge-sine-line", name: "page"}});
await said("read", async () => {{
  const got = await fetch(api + "/v1/models", {{headers: key}});
  return [got.status, got.headers.get("x-request-id") !== null];
}});
await said("submit", async () => {{
  const got = await fetch(api + "/v1/jobs", {{method: "POST", headers: json, body: recipe}});
  found.job = got.headers.get("location");
  return [got.status, got.headers.get("x-request-id")];
}});
await said("delete", async () => (await fetch(api + "/v1/datasets/nothing", {{method: "DELETE", headers: key}})).status);
await said("upload", async () => (await fetch(api + "/v1/datasets", {{method: "POST", body: form(), headers: key}})).status);
await said("refused", async () => {{ const got = await fetch(api + "/v1/jobs/nothing", {{headers: key}}); return (await got.json()).status; }});
for (const [name, body] of [["form", form()], ["text", recipe], ["encoded", new URLSearchParams({{a: 1}})]])
  await said("no-cors " + name, async () => (await fetch(api + "/v1/datasets", {{method: "POST", mode: "no-cors", body}})).type);
await said("stream", () => new Promise(done => {{
  const url = api + "{stream}", kinds = [];
  const events = new EventSource(url);
  const heard = (kind, event) => kinds.push(kind === "state" ? JSON.parse(event.data).state : kind);
  for (const kind of ["state", "progress", "epoch", "model", "log"]) events.addEventListener(kind, event => heard(kind, event));
  events.onerror = () => {{ if (events.readyState === EventSource.CLOSED) done([kinds, events.readyState]); }};
}}));
return found;
"""


class EmptyPage(BaseHTTPRequestHandler):
    """A web site with one page, which has nothing on it."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def web_site() -> Iterator[str]:
    """Serve a web site on this machine; yield its origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), EmptyPage)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def sites() -> Iterator[tuple[str, str]]:
    """The origins of an allowed web site, and of another one."""
    with ExitStack() as stack:
        yield stack.enter_context(web_site()), stack.enter_context(web_site())


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page of a browser."""
    with browser_page(tmp_path_factory.mktemp("browser")) as page:
        yield page


@pytest.fixture(scope="module")
def api(service: Service, sites: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """An API that pages of the first site may call."""
    with second_api(service, tmp_path_factory.mktemp("api"), MODELBOOK_CORS_ORIGINS=sites[0]) as api:
        yield api


@pytest.fixture(scope="module")
def job(service: Service) -> str:
    """A job that has ended."""
    return str(service.trained("ridge-sine-line", name="followed")["id"])


def found(site: str, page: Page, api: Service, job: str) -> dict[str, Any]:
    """Return what the calls of a page of a web site come to."""
    stream = f"/v1/jobs/{job}/events"
    if api.key:
        stream += f"?token={api.http.post('/v1/stream-tokens').raise_for_status().json()['token']}"
    number = site.rpartition(":")[2]
    values = {"api": str(api.http.base_url).rstrip("/"), "key": api.key or "", "n": number, "name": f"page-{number}.csv", "stream": stream}
    script = SCRIPT if api.key else SCRIPT.replace('{{"Authorization": "Bearer {key}"}}', "{{}}")
    page.open(site)
    page.until(f"location.origin === '{site}' && document.readyState === 'complete'")
    return dict(page.evaluate(f"(async () => {{{script.format(**values)}}})()"))


def test_a_page_of_an_allowed_origin_uses_the_api(sites: tuple[str, str], page: Page, api: Service, job: str) -> None:
    seen = found(sites[0], page, api, job)
    assert seen["read"] == [200, True]
    assert seen["submit"] == [202, "page-1"]
    assert api.http.get(seen["job"]).json()["name"] == "page"
    assert (seen["delete"], seen["upload"], seen["refused"]) == (404, 201, 404)
    kinds, state = seen["stream"]
    assert (kinds[0], kinds[-2:], state) == ("queued", ["progress", "succeeded"], 2)  # Connected again, and told to stop: closed.


def test_a_page_of_another_origin_reads_and_changes_nothing(sites: tuple[str, str], page: Page, api: Service, job: str) -> None:
    before = api.http.get("/v1/jobs").json()["jobs"], api.http.get("/v1/datasets").json()["uploads"]
    seen = found(sites[1], page, api, job)
    refused = {name: what for name, what in seen.items() if not name.startswith("no-cors")}
    assert refused == {**dict.fromkeys(("read", "submit", "delete", "upload", "refused"), "TypeError"), "stream": [[], 2]}
    assert {seen[f"no-cors {name}"] for name in ("form", "text", "encoded")} == {"opaque"}
    assert (api.http.get("/v1/jobs").json()["jobs"], api.http.get("/v1/datasets").json()["uploads"]) == before
