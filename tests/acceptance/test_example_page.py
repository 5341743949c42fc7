"""The page of examples/ on which to draw a digit, from another origin than the service, in a real browser."""

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from models.catalog import recipes
from tests.acceptance.service import Service
from tests.devtools import Page, browser_page
from tests.node import CLIENT, ROOT, node

MODEL = "page-digits"
#: Points of the window on a vertical line through the canvas: the digit 1.
LINE = [(148, y) for y in range(58, 238, 10)]
WATCH = """(async () => {
  const { createModelbook } = await import("modelbook-client");
  const query = new URLSearchParams(location.search), names = [];
  const mb = createModelbook({ baseUrl: query.get("service"), apiKey: query.get("key") ?? undefined });
  const job = await mb.submit({ recipe: "ridge-sine-line", name: "page-line" });
  const ended = await mb.watch(job.id, { onEvent: ({ event }) => names.push(event) });
  return [ended.state, names];
})()"""


class QuietHandler(SimpleHTTPRequestHandler):
    """Sends files and logs nothing."""

    def log_message(self, *_arguments: Any) -> None: ...


@pytest.fixture(scope="module")
def address(service: Service, page_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page for the service, served from a folder with the page and the built client."""
    folder = tmp_path_factory.mktemp("served")
    built = folder / "client" / "typescript"
    node("tsc", "--project", "tsconfig.build.json", "--outDir", str(built / "dist"), cwd=CLIENT)
    (built / "node_modules").symlink_to(CLIENT / "node_modules")
    (folder / "examples").mkdir()
    shutil.copy(ROOT / "examples" / "digits.html", folder / "examples")
    handler = functools.partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", page_port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        query = {"service": str(service.http.base_url).rstrip("/"), "model": MODEL, **({} if service.key is None else {"key": service.key})}
        yield f"http://127.0.0.1:{page_port}/examples/digits.html?{urlencode(query)}"
        server.shutdown()


@pytest.fixture
def page(address: str, tmp_path: Path) -> Iterator[Page]:
    with browser_page(tmp_path) as page:
        page.open(address)
        page.until("document.querySelector('output')?.value == 'Draw a digit.'")
        yield page


def test_a_drawn_digit_is_predicted_and_a_missing_model_is_reported(service: Service, page: Page) -> None:
    page.drag(*LINE)
    page.until(f"document.querySelector('output').value.includes('{MODEL}')")
    service.trained("mnist-dense-784", patch=recipes()["mnist-dense-784"].quick, name=MODEL)
    page.evaluate("document.querySelector('button').click()")
    page.drag(*LINE)
    page.until(r"/^1 \(\d+ %\)$/.test(document.querySelector('output').value)")


def test_a_job_is_followed_by_the_event_source_of_the_browser(page: Page) -> None:
    state, names = page.evaluate(WATCH)
    assert state == "succeeded"
    assert names[0] == "state"
    assert {"state", "progress", "model"} <= set(names)
    assert [url for url in page.requested() if url.endswith("/events") or "/events?token=" in url] != []
    assert page.problems() == []
