"""What a caller's side costs: the API document, the API page in a browser, and the import of the Python client."""

import subprocess
import sys
from pathlib import Path
from statistics import median

from benchmarks.table import Line
from tests.acceptance.service import Service
from tests.devtools import browser_page

#: Most bytes of the compressed document, most CPU seconds of the page to open an operation and of the client's import.
DOCUMENT_BYTES, PAGE_S, IMPORT_S = 60_000, 2.0, 1.0
#: Repetitions of what takes seconds.
ROUNDS = 5

_OPERATION = "document.querySelector('[id$=-submit_job]')"
_IMPORT = "import time; began = time.process_time(); from modelbook import Client; Client(); print(time.process_time() - began)"


def measure(service: Service, folder: Path) -> list[Line]:
    """Measure the document and the page of a running service, and the client."""
    sizes = {coding: _sent_bytes(service, coding) for coding in ("gzip", "br")}
    pages = [_opened(f"{str(service.http.base_url).rstrip('/')}/docs", folder / f"browser-{number}") for number in range(ROUNDS)]
    imports = [_imported(folder) for _ in range(ROUNDS)]
    return [
        *(_bytes(coding, n_bytes) for coding, n_bytes in sizes.items()),
        _seconds('"Submit Job" opens on the API page, CPU of the page in Chromium', median(pages), PAGE_S),
        _seconds("import of the Python client and a client, CPU", median(imports), IMPORT_S),
    ]


def _sent_bytes(service: Service, coding: str) -> int:
    return int(service.http.get("/openapi.json", headers={"accept-encoding": coding}).headers["content-length"])


def _bytes(coding: str, n_bytes: int) -> Line:
    what = f"API document as it is sent, {coding}"
    return Line(what, f"{n_bytes:,} bytes", f"bound {DOCUMENT_BYTES:,} bytes", n_bytes / DOCUMENT_BYTES, "<= 1")


def _seconds(what: str, seconds: float, bound_s: float) -> Line:
    return Line(what, f"{seconds:.2f} s", f"bound {bound_s:g} s", seconds / bound_s, "<= 1")


def _opened(url: str, folder: Path) -> float:
    """Return the CPU seconds in which the page opens an operation, once it has been drawn."""
    folder.mkdir()
    with browser_page(folder) as page:
        page.open(url)
        page.until("document.querySelectorAll('.opblock').length > 50")
        before = page.settled_cpu_s()
        page.evaluate(f"{_OPERATION}.querySelector('button').click()")
        page.until(f"!!{_OPERATION}.querySelector('.opblock-section-request-body .highlight-code')")
        return page.settled_cpu_s() - before


def _imported(folder: Path) -> float:
    done = subprocess.run([sys.executable, "-P", "-c", _IMPORT], cwd=folder, capture_output=True, text=True, check=True)
    return float(done.stdout)
