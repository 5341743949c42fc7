"""The API pages in a real browser: also below a path of a proxy, with nothing that their policy forbids."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from tests.devtools import Page, browser_page
from tests.integration.service.http.served import served

pytestmark = pytest.mark.slow

#: Path at which a proxy has the API.
PREFIX = "/mb"
#: Filters by a tag, as a user who types: of that many operations, the page draws only those in the window.
FILTER = """(() => {
  const field = document.querySelector(".operation-filter-input");
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, "jobs");
  field.dispatchEvent(new Event("input", { bubbles: true }));
})()"""
OPERATION = "document.querySelector('[id$=-submit_job]')"


class Proxy:
    """A proxy that has the API below a path, and takes the path off."""

    def __init__(self, app: FastAPI) -> None:
        self._app, self.version = app, app.version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on without the path."""
        if scope["type"] == "http" and scope["path"].startswith(PREFIX):
            path = scope["path"].removeprefix(PREFIX)
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self._app(scope, receive, send)


@pytest.fixture(scope="module")
def url(app: FastAPI) -> Iterator[str]:
    """The address of the API on a socket."""
    with served(Proxy(app), keep_alive_s=75, header_timeout_s=10, body_timeout_s=30) as (port, _):  # type: ignore[arg-type]
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    with browser_page(tmp_path) as page:
        yield page


@pytest.mark.parametrize("prefix", ["", PREFIX])
def test_submit_job_opens_with_its_example(prefix: str, url: str, page: Page) -> None:
    open_operation(page, f"{url}{prefix}/docs")
    page.until(f"!!{OPERATION}?.querySelector('.opblock-section-request-body .highlight-code')")
    assert "mnist-dense-784" in page.evaluate(f"{OPERATION}.querySelector('.opblock-section-request-body').innerText")
    assert page.problems() == []
    assert [other for other in page.requested() if not other.startswith(f"{url}{prefix}/")] == []


def test_the_reference_is_drawn_too(url: str, page: Page) -> None:
    page.open(f"{url}{PREFIX}/redoc")
    page.until("!!document.body?.innerText.includes('/v1/jobs')")
    page.settled_cpu_s()
    assert page.problems() == []
    assert [other for other in page.requested() if not other.startswith(f"{url}{PREFIX}/")] == []
    assert page.evaluate("[...document.querySelectorAll('a')].find(a => a.innerText == 'OpenAPI').href") == f"{url}{PREFIX}/openapi.json"


@pytest.mark.parametrize("prefix", ["", PREFIX])
def test_a_job_is_submitted_as_the_example_has_it(prefix: str, url: str, page: Page) -> None:
    open_operation(page, f"{url}{prefix}/docs")
    page.until(f"!!{OPERATION}?.querySelector('.try-out__btn')")
    page.evaluate(f"{OPERATION}.querySelector('.try-out__btn').click()")
    page.until(f"!!{OPERATION}.querySelector('.execute')")
    page.evaluate(f"{OPERATION}.querySelector('.execute').click()")
    page.until(f"!!{OPERATION}.querySelector('.live-responses-table .response')")
    assert page.evaluate(f"{OPERATION}.querySelector('.live-responses-table tr.response .response-col_status').innerText").split()[0] == "202"
    assert page.requested()[-1] == f"{url}{prefix}/v1/jobs"
    assert page.problems() == []


def open_operation(page: Page, url: str) -> None:
    page.open(url)
    page.until("!!document.querySelector('.operation-filter-input')")
    page.evaluate(FILTER)
    page.until(f"!!{OPERATION}?.querySelector('button')")
    page.evaluate(f"{OPERATION}.querySelector('button').click()")
