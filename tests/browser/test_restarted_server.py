"""A page that is open while its server stops, a proxy says so, and the server is started again."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.acceptance.service import embedded, free_port
from tests.browser.site import Site
from tests.browser.test_jobs import network

LOST = "The connection to the server is lost"


class _BadGateway(BaseHTTPRequestHandler):
    """Answers like a proxy whose server does not."""

    def do_GET(self) -> None:
        self.send_response(502)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<h1>502 Bad Gateway</h1>")

    def log_message(self, *_arguments: object) -> None: ...


@contextmanager
def bad_gateway(port: int) -> Iterator[None]:
    with ThreadingHTTPServer(("127.0.0.1", port), _BadGateway) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


def test_a_live_page_heals_when_its_server_is_there_again(browser: Browser, tmp_path: Path) -> None:
    port, settings = free_port(), {"MODELBOOK_REAP_EVERY_S": "1"}
    with ExitStack() as open_pages:
        with embedded(tmp_path / "data", port=port, **settings) as (service, _):
            job = service.submit(network(100_000), name="long")
            page = open_pages.enter_context(Site(browser, service).opened(f"/jobs/{job['id']}", allowed=("ERR_", "502")))
            chart = page.get_by_role("img", name="Loss by epoch")
            expect(chart).to_be_visible()
        expect(page.get_by_text(LOST)).to_be_visible()
        with bad_gateway(port), page.expect_response(lambda response: "/events" in response.url and response.status == 502):
            page.wait_for_event("response", lambda response: response.url.endswith(job["id"]) and response.status == 502)
            expect(page.get_by_text(LOST)).to_be_visible()
        with embedded(tmp_path / "data", port=port, **settings):
            expect(page.get_by_text(LOST)).to_have_count(0)
            expect(page.locator(".now .state")).to_contain_text("running")
            expect(chart).to_be_visible()
            expect(chart).not_to_have_attribute("aria-label", str(chart.get_attribute("aria-label")))
