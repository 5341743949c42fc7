"""The dashboard in a real Chromium: first page, 100 curves, 10,000 jobs and candidates, a stroke: `python -m benchmarks.dashboard`.

Needs Chromium, as the tests of pages do. Times are those of the page itself, from the request of its script to the frame after the drawing.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks import curves, many_things
from benchmarks.page_times import INSTRUMENTS, REDRAWS, until
from benchmarks.table import HEADER, Line
from service.store.database import Database
from tests.acceptance.service import Service, embedded
from tests.browser.site import chromium
from tests.browser.test_play import THREE, draw

#: Visits of each page, each in a new profile; the median counts.
VISITS = 7
#: Targets: bytes of the first page; seconds to it, of curves, of lists, of candidates, of a stroke; of one task, and between redraws.
FIRST_BYTES, FIRST_S, CURVES_S, LIST_S, SCATTER_S, STROKE_S, TASK_S, REDRAW_S = 150_000, 0.3, 0.3, 0.15, 0.3, 0.05, 0.05, 0.1
#: A network that reads digits, trained in some seconds.
DIGITS = {"data": {"subset": 0.2}, "training": {"epochs": 2}}
#: Rate at which a chart gets new data in the measurement of its redraws, in milliseconds, and for how long.
EVERY_MS, LONG_MS = 10, 2_000
#: Whether a canvas of the page has been drawn.
_DRAWN = "measured.draws.length > 0"


class Visits:
    """Pages of a service, each opened in a new profile with instruments.

    Args:
        browser: The browser.
        url: Base URL of the service.
    """

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser, self._url = browser, url

    @contextmanager
    def opened(self, path: str) -> Iterator[Page]:
        """Open a page."""
        context = self._browser.new_context(base_url=self._url, viewport={"width": 1280, "height": 900})
        context.add_init_script(INSTRUMENTS)
        page = context.new_page()
        page.goto(path, wait_until="commit")
        yield page
        context.close()

    def shown(self, path: str, ready: str, asked: str = "") -> tuple[float, float]:
        """Return the median seconds until a page has shown something, and its longest task in seconds.

        Args:
            path: Path of the page.
            ready: Expression that is true once it is there.
            asked: Part of the URL of the request from which on time counts; empty for that of the page.
        """
        runs = []
        for _ in range(VISITS):
            with self.opened(path) as page:
                runs.append(page.evaluate(until(ready, asked)))
        return median(run["ms"] for run in runs) / 1000, median(run["longest"] for run in runs) / 1000


def measure(folder: Path) -> list[Line]:
    """Make the data, start a stack over them, and measure."""
    data = folder / "dashboard"
    job_ids = curves.make(data)
    database = Database(f"sqlite:///{data / 'modelbook.db'}")
    search = many_things.fill(database, data)
    database.close()
    with embedded(data, MODELBOOK_ADDRESS_REQUESTS_PER_S="0") as (service, _), chromium() as browser:
        visits = Visits(browser, str(service.http.base_url))
        return [*_first_page(visits), *_curves(visits, job_ids), *_redraws(visits), *_lists(visits, search), *_strokes(service, visits)]


def _first_page(visits: Visits) -> list[Line]:
    sizes = []
    for _ in range(VISITS):
        with visits.opened("/") as page:
            page.wait_for_load_state("networkidle")
            sizes.append(page.evaluate("performance.getEntries().reduce((sum, entry) => sum + (entry.transferSize || 0), 0)"))
    shown_s, _ = visits.shown("/", "document.querySelector('main h1')")
    size = median(sizes)
    return [
        Line("first page, all that is loaded, compressed", f"{size / 1000:.0f} kB", f"bound {FIRST_BYTES / 1000:.0f} kB", size / FIRST_BYTES, "<= 1"),
        _line("first page, from the request to its heading", shown_s, FIRST_S),
    ]


def _curves(visits: Visits, job_ids: list[str]) -> list[Line]:
    what = f"{len(job_ids)} curves of {curves.N_EPOCHS:,} epochs"
    path = f"/jobs/compare#jobs={','.join(job_ids)}"
    visits.shown(path, _DRAWN)  # The server has read the jobs after that.
    drawn_s, longest_s = visits.shown(path, _DRAWN, "/v1/curves")
    with visits.opened(path) as page:
        page.evaluate(until(_DRAWN, "/v1/curves"))
        page.get_by_label("Epochs from").fill("50000")
        page.get_by_label("to", exact=True).fill("51000")
        page.evaluate("measured.draws.length = 0; performance.clearResourceTimings()")
        page.get_by_role("button", name="Show").click()
        zoomed = page.evaluate(until(_DRAWN, "from=50000"))
    return [
        _line(f"{what}: from the request of the script to the first paint", drawn_s, CURVES_S),
        _line(f"{what}: longest task of the page", longest_s, TASK_S),
        _line(f"{what}: a range of 1,001 epochs drawn anew", zoomed["ms"] / 1000, CURVES_S),
    ]


def _redraws(visits: Visits) -> list[Line]:
    with visits.opened("/jobs") as page:
        page.locator("table").wait_for()
        gaps = page.evaluate(REDRAWS, [EVERY_MS, LONG_MS])
    shortest_s = min(gaps) / 1000
    bound = f"bound {1000 * REDRAW_S:.0f} ms"
    return [
        Line(
            f"shortest time between two redraws of a chart with new data each {EVERY_MS} ms",
            f"{1000 * shortest_s:.0f} ms",
            bound,
            REDRAW_S / shortest_s,
            "<= 1",
        )
    ]


def _lists(visits: Visits, search: str) -> list[Line]:
    listed_s, _ = visits.shown("/jobs", "document.querySelector('tbody tr')", "/v1/jobs")
    drawn_s, _ = visits.shown(f"/jobs/{search}", _DRAWN, "/trials/scores")
    return [
        _line(f"a page of {many_things.N_JOBS:,} jobs, from the request of the script", listed_s, LIST_S),
        _line(f"{many_things.N_TRIALS:,} candidates drawn, from the request of the script", drawn_s, SCATTER_S),
    ]


def _strokes(service: Service, visits: Visits) -> list[Line]:
    model = service.trained("mnist-dense-784", patch=DIGITS, name="digits")["model"]
    with visits.opened(f"/play/{model}") as page:
        draw(page, THREE)
        page.locator(".answer").wait_for()
        spent: list[Any] = page.evaluate("performance.getEntriesByName('stroke').map(({ duration }) => duration)")
    return [_line(f"a stroke in the drawing pad, until its answer is there (median of {len(spent)})", median(spent) / 1000, STROKE_S)]


def _line(what: str, seconds: float, most_s: float) -> Line:
    return Line(what, f"{1000 * seconds:.0f} ms", f"bound {1000 * most_s:.0f} ms", seconds / most_s, "<= 1")


def main() -> None:
    """Measure and print the table."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print("\n".join([HEADER, *(line.as_row() for line in measure(Path(folder)))]))


if __name__ == "__main__":
    main()
