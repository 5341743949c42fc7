"""The session of a page in a real browser: own pages use it in every way that a page has, and pages of another origin do not."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext

from service.store.database import Database
from service.store.key_rows import NewKey
from service.store.keys import Keys
from tests.acceptance.second_api import second_api
from tests.acceptance.service import Service
from tests.acceptance.test_pages_of_other_origins import web_site

#: Sends requests without a key, with what the browser adds by itself, and returns what came: a status, or that nothing could be read.
CALLS = """async ({api, job, model, plot}) => {
  const all = {credentials: "include"}, found = {};
  const said = async (name, call) => { try { found[name] = await call(); } catch (error) { found[name] = error.name; } };
  const image = (url) => new Promise((done) => {
    Object.assign(new Image(), {onload: () => done("shown"), onerror: () => done("nothing"), src: url});
  });
  await said("read", async () => (await fetch(`${api}/v1/me`, all)).status);
  await said("predict", async () => (await fetch(`${api}/v1/models/${model}/predict`, {method: "POST", body: '{"inputs": [[0.5]]}', ...all,
    headers: {"Content-Type": "application/json"}})).status);
  await said("image", () => image(`${api}/v1/jobs/${job}/plots/${plot}.svg`));
  await said("stream", () => new Promise((done) => {
    const events = new EventSource(`${api}/v1/jobs/${job}/events`, {withCredentials: true});
    events.addEventListener("state", () => { events.close(); done("heard"); });
    events.onerror = () => { events.close(); done("nothing"); };
  }));
  await fetch(`${api}/v1/jobs`, {method: "POST", mode: "no-cors", body: '{"recipe": "ridge-sine-line", "name": "forged"}', ...all}).catch(() => null);
  await fetch(`${api}/v1/login`, {method: "DELETE", ...all}).catch(() => null);
  return found;
}"""


@pytest.fixture(scope="module")
def other() -> Iterator[str]:
    """The origin of a web site at another port of the same host, to which browsers send the same cookies."""
    with web_site() as origin:
        yield origin.replace("localhost", "127.0.0.1")


@pytest.fixture(scope="module")
def api(service: Service, other: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """An API that requires keys, and that pages of the other web site may call with one."""
    database = Database(f"sqlite:///{service.data / 'modelbook.db'}")
    key = Keys(database).create(NewKey("app1", ("read", "predict", "train"), "of pages"), "test")[1]
    database.close()
    with second_api(service, tmp_path_factory.mktemp("api"), MODELBOOK_KEYS="required", MODELBOOK_CORS_ORIGINS=other) as api:
        api.http.headers["Authorization"] = f"Bearer {key}"
        yield api


@pytest.fixture
def context(browser: Browser, api: Service) -> Iterator[BrowserContext]:
    """A profile of the browser in which a page has logged in."""
    context = browser.new_context(base_url=str(api.http.base_url))
    assert context.request.post("/v1/login", data={"key": api.http.headers["Authorization"].removeprefix("Bearer ")}).ok
    yield context
    context.close()


def test_own_pages_use_a_session_and_pages_at_another_port_cannot(api: Service, other: str, context: BrowserContext) -> None:
    job = api.trained("ridge-sine-line", name="seen")
    plot = api.http.get(f"/v1/jobs/{job['id']}/plots").json()["plots"][0]["name"]
    given = {"api": str(api.http.base_url).rstrip("/"), "job": job["id"], "model": "seen", "plot": plot}
    page = context.new_page()
    page.goto(other)
    assert page.evaluate("location.origin") == other
    assert page.evaluate(CALLS, given) == {"read": "TypeError", "predict": "TypeError", "image": "nothing", "stream": "nothing"}
    assert [cookie["name"] for cookie in context.cookies()] == ["modelbook_session"]
    assert api.http.get("/v1/jobs", params={"name": "forged"}).json()["jobs"] == []
    page.goto("/docs")
    assert page.evaluate(CALLS, given) == {"read": 200, "predict": 200, "image": "shown", "stream": "heard"}
    assert context.cookies() == []
    assert page.evaluate("async () => (await fetch('v1/me')).status") == 401


def test_the_page_that_logs_in_leads_on_to_pages_of_the_service_only(api: Service, context: BrowserContext) -> None:
    page = context.new_page()
    for wanted in ("/https://evil.example/", "//evil.example", "/javascript:alert(1)", "/jobs#name=digits"):
        page.goto("/docs")
        page.goto(f"/login#next={quote(wanted, safe='')}")
        leads_to = page.get_by_role("link", name="Continue").evaluate("link => link.href")
        assert leads_to.startswith(str(api.http.base_url)), leads_to
