"""Pages in a real Chromium: a script of a page of some origin, and what it reports."""

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.programs import require_program

#: Seconds in which a page has to report.
REPORT_S = 60
_PAGE = """<!doctype html><title>A page</title><script type="module">
const report = async () => {{ {script} }};
let found;
try {{ found = await report(); }} catch (error) {{ found = {{failed: String(error)}}; }}
await fetch("/report", {{method: "POST", body: JSON.stringify(found)}});
</script>"""


class Origin:
    """A web site on this machine with one page.

    Args:
        port: Its port on localhost.
    """

    def __init__(self) -> None:
        self.script, self.reported = "", threading.Event()
        self.report: Any = None
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(_PAGE.format(script=site.script).encode())

            def do_POST(self) -> None:
                site.report = json.loads(self.rfile.read(int(self.headers["content-length"])))
                self._answer(b"")
                site.reported.set()

            def _answer(self, body: bytes) -> None:
                self.send_response(200)
                self.send_header("content-type", "text/html")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        """Return the origin."""
        return f"http://localhost:{self.server.server_port}"

    def run(self, script: str, folder: Path) -> Any:
        """Open the page in Chromium; return what its script, the body of an async function, returns.

        Args:
            script: JavaScript.
            folder: Folder for what the browser writes.
        """
        self.script = script
        self.reported.clear()
        chromium = require_program("chromium", "chromium-browser", "google-chrome")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={folder}", "--remote-debugging-port=0"]
        with (folder / "browser.log").open("wb") as log:
            browser = subprocess.Popen([chromium, *flags, self.url], stdout=log, stderr=log)
        try:
            assert self.reported.wait(REPORT_S), f"the page reported nothing; the log: {folder / 'browser.log'}"
        finally:
            browser.terminate()
            browser.wait(20)
        return self.report


@contextmanager
def origin() -> Iterator[Origin]:
    """Serve a web site."""
    site = Origin()
    thread = threading.Thread(target=site.server.serve_forever)
    thread.start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()
        thread.join()
