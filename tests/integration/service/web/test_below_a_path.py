"""Pages in a real browser below the path of a proxy, which the service is not told of; nothing is asked of another server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.devtools import Page, browser_page
from tests.integration.service.api.test_pages_in_a_browser import PREFIX, Proxy
from tests.integration.service.http.served import served


@pytest.fixture(scope="module")
def url(app: FastAPI) -> Iterator[str]:
    """The address of the API on a socket."""
    with served(Proxy(app), keep_alive_s=75, header_timeout_s=10, body_timeout_s=30) as (port, _):  # type: ignore[arg-type]
        yield f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("prefix", ["", PREFIX])
def test_pages_and_what_they_load_stay_below_their_path(prefix: str, url: str, tmp_path: Path) -> None:
    with browser_page(tmp_path) as page:
        open_home(page, f"{url}{prefix}/")
        page.evaluate("document.querySelector('nav a[href=operations]').click()")
        page.until("document.title.startsWith('Operations') && !document.querySelector('.spinner')")
        assert page.evaluate("location.pathname") == f"{prefix}/operations"
        assert [other for other in page.requested() if not other.startswith(f"{url}{prefix}/")] == []
        page.open(f"{url}{prefix}/jobs/a/b")
        page.until("document.querySelector('[role=alert]')?.innerText.includes('There is no page at /jobs/a/b')")
        assert [problem for problem in page.problems() if "503" not in problem] == []  # There is no worker, as /readyz says.


def open_home(page: Page, url: str) -> None:
    page.open(url)
    page.until("document.querySelector('h1')?.innerText.startsWith('See it train')")
