"""A page of the dashboard in Chromium, as tests use it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.acceptance.service import WITH_KEYS, Service
from tests.programs import require_program

ROOT = Path(__file__).parents[2]
#: Where pictures of pages are written, to be looked at.
SCREENS = ROOT / "build" / "screens"
#: Milliseconds to wait for something on a page: it may be a model that is trained beside other tests.
WAIT_MS = 60_000
#: Of two colours and two windows, those of which pictures are taken: with keys on pages look the same, and one of each is enough.
N_LOOKS = 1 if WITH_KEYS else 2
#: Width and height of the windows of which pictures are taken.
WINDOWS = {"desktop": (1280, 900), "phone": (390, 844)}
_AXE = ROOT / "tests" / "tools" / "node_modules" / "axe-core" / "axe.min.js"
_SERIOUS = ("serious", "critical")

expect.set_options(timeout=WAIT_MS)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium without a window."""
    program = require_program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        # Its sandbox refuses to work for root.
        browser = playwright.chromium.launch(executable_path=program, args=["--disable-dev-shm-usage", *([] if os.geteuid() else ["--no-sandbox"])])
        yield browser
        browser.close()


class Site:
    """The pages of a service in a browser.

    Args:
        browser: The browser.
        service: The service.
    """

    def __init__(self, browser: Browser, service: Service) -> None:
        self._browser, self.service = browser, service
        self.url = str(service.http.base_url).rstrip("/")

    @contextmanager
    def opened(self, path: str = "/", *, logs_in: bool = True, allowed: tuple[str, ...] = (), **options: Any) -> Iterator[Page]:
        """Open a page in a new profile, logged in where keys are on; at the end, nothing may have gone wrong in its scripts.

        Args:
            path: Path of the page, with its fragment.
            logs_in: Whether to log in where keys are on.
            allowed: Texts of console errors that belong to the test, such as "404".
            options: Options of the browser's context.
        """
        context = self._browser.new_context(base_url=self.url, **options)
        context.set_default_timeout(WAIT_MS)
        if logs_in and self.service.key is not None:
            self._log_in(context, self.service.key)
        page = context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(_shown(message)) if message.type in ("error", "warning") else None)
        try:
            page.goto(path)
            yield page
            assert [problem for problem in problems if not any(text in problem for text in allowed)] == []
        finally:
            context.close()

    @staticmethod
    def _log_in(context: BrowserContext, key: str) -> None:
        answer = context.request.post("/v1/login", data={"key": key})
        assert answer.ok, answer.text()


def _shown(message: ConsoleMessage) -> str:
    return f"{message.text} ({message.location.get('url')})"


def require_accessible(page: Page) -> None:
    """Require that axe-core finds nothing serious on the page as it is now."""
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    serious = [(one["id"], [node["target"] for node in one["nodes"]][:5]) for one in found["violations"] if one["impact"] in _SERIOUS]
    assert serious == [], serious


def take_pictures(site: Site, path: str, name: str, ready: str) -> None:
    """Write pictures of a page into build/screens, light and dark, on a desktop and on a phone; each has to be accessible, and to fit its window.

    Args:
        site: The pages.
        path: Path of the page.
        name: Name of the page in the names of the files.
        ready: Selector of an element that is there once the page is drawn.
    """
    SCREENS.mkdir(parents=True, exist_ok=True)
    for theme in ("light", "dark")[:N_LOOKS]:
        for device, (width, height) in list(WINDOWS.items())[:N_LOOKS]:
            with site.opened(path, viewport={"width": width, "height": height}, color_scheme=theme) as page:
                page.locator(ready).first.wait_for()
                page.wait_for_load_state("networkidle")
                page.screenshot(path=SCREENS / f"{name}-{theme}-{device}.png", full_page=True)
                require_accessible(page)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than the window of a {device}"
