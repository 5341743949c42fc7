"""A real Chromium without a window, driven through a pipe by the Chrome DevTools Protocol."""

import base64
import fcntl
import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.programs import require_program

#: Seconds to wait for something on a page, and for the browser to end.
SOON_S, END_S = 30, 10
#: Seconds in which a page that has been drawn uses hardly any CPU.
IDLE_S, IDLE_CPU_S = 0.5, 0.05
_FLAGS = ("--headless=new", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1400,1800")
#: What Chromium does in the background by itself, which would count as CPU time or look like requests of a page.
_QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--mute-audio")
#: A promise that is kept when a frame of the page has been drawn.
_DRAWN = "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))"
#: Makes `pressed` true when a press meets an element.
_AWAIT_PRESS = """window.pressed = false;
document.body.addEventListener("pointerdown", () => { window.pressed = true; }, { capture: true, once: true });"""


class Page:
    """One page of the browser.

    Args:
        send: Sends a command of the protocol and returns its result.
    """

    def __init__(self, send: Callable[..., dict[str, Any]]) -> None:
        self._send = send
        #: Events of the protocol so far: their names and parameters.
        self.events: list[tuple[str, dict[str, Any]]] = []

    def open(self, url: str) -> None:
        """Load a URL."""
        self._send("Page.navigate", url=url)

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression; one that is a promise is awaited."""
        answer = self._send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def drag(self, *points: tuple[float, float]) -> None:
        """Press the mouse at the first point of the window, move it over the others, and let it go."""
        self._press(*points[0])
        for x, y in points[1:]:
            self._mouse("mouseMoved", x, y)
        self._mouse("mouseReleased", *points[-1])

    def _press(self, x: float, y: float) -> None:
        """Press the mouse at a point, again and again until an element is met.

        The browser drops what comes before a page is drawn, and what is sent to a page behind another.
        """
        self.evaluate(_AWAIT_PRESS)
        deadline = time.monotonic() + SOON_S
        self._mouse("mousePressed", x, y)
        while not self.evaluate("window.pressed"):
            assert time.monotonic() < deadline, f"pressed for {SOON_S} s at {x}, {y}; {self.problems()}"
            self._mouse("mouseReleased", x, y)
            self._send("Page.bringToFront")
            self.evaluate(_DRAWN)
            self._mouse("mousePressed", x, y)

    def _mouse(self, kind: str, x: float, y: float) -> None:
        self._send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=int(kind != "mouseReleased"), clickCount=1)

    def until(self, expression: str) -> None:
        """Wait until an expression is true."""
        deadline = time.monotonic() + SOON_S
        while not self.evaluate(expression):
            assert time.monotonic() < deadline, f"waited {SOON_S} s for {expression}; {self.problems()}; asked for {self.requested()}"
            time.sleep(0.05)

    def cpu_s(self) -> float:
        """Return the CPU seconds of all pages so far."""
        processes = self._send("SystemInfo.getProcessInfo", of_browser=True)["processInfo"]
        return sum(float(process["cpuTime"]) for process in processes if process["type"] == "renderer")

    def settled_cpu_s(self) -> float:
        """Return the CPU seconds of all pages once they have nothing more to do."""
        before = -1.0
        while (now := self.cpu_s()) - before > IDLE_CPU_S:
            before = now
            time.sleep(IDLE_S)
        return now

    def problems(self) -> list[str]:
        """Return the errors and warnings of the console, also what the page's policy forbids, and the exceptions of scripts."""
        self.evaluate("1")  # Events that were sent before are read by then.
        logged = [params["entry"] for name, params in self.events if name == "Log.entryAdded"]
        thrown = [params["exceptionDetails"] for name, params in self.events if name == "Runtime.exceptionThrown"]
        called = [params for name, params in self.events if name == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert")]
        return [entry["text"] for entry in logged if entry["level"] in ("error", "warning")] + list(map(str, [*thrown, *called]))

    def requested(self) -> list[str]:
        """Return the URLs that were requested from servers."""
        urls = [params["request"]["url"] for name, params in self.events if name == "Network.requestWillBeSent"]
        return [url for url in urls if not url.startswith(("data:", "blob:"))]

    def screenshot(self) -> bytes:
        """Return the visible part of the page as a PNG file."""
        return base64.b64decode(self._send("Page.captureScreenshot", format="png")["data"])


class _Connection:
    """Commands and answers over a pipe, each ended by a zero byte."""

    def __init__(self, reading: int, writing: int) -> None:
        self._answers, self._commands = os.fdopen(reading, "rb"), os.fdopen(writing, "wb")
        self._n_sent, self._left = 0, b""

    def send(self, note: Callable[[str, dict[str, Any]], None], method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """Send a command and return its result; events that come before it are noted."""
        self._n_sent += 1
        message = {"id": self._n_sent, "method": method, "params": params, **({"sessionId": session} if session else {})}
        self._commands.write(json.dumps(message).encode() + b"\0")
        self._commands.flush()
        while (answer := self._next()).get("id") != self._n_sent:
            note(answer["method"], answer["params"])
        assert "error" not in answer, answer
        return dict(answer["result"])

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            read = os.read(self._answers.fileno(), 1 << 20)
            assert read, "Chromium has ended"
            self._left += read
        message, _, self._left = self._left.partition(b"\0")
        return dict(json.loads(message))

    def close(self) -> None:
        self._answers.close()
        with suppress(BrokenPipeError):
            self._commands.close()


@contextmanager
def browser_page(folder: Path) -> Iterator[Page]:
    """Start Chromium with a new profile in a folder, and yield an empty page."""
    program = require_program("chromium", "chromium-browser", "google-chrome")
    sandbox = [] if os.geteuid() else ["--no-sandbox"]  # Its sandbox refuses to work for root.
    command = [program, *_FLAGS, *_QUIET, *sandbox, f"--user-data-dir={folder / 'profile'}", "about:blank"]
    child, connection = _started(command, folder / "chromium.log")
    try:
        yield _attached(connection)
    finally:
        connection.close()  # It ends when nobody is at the other end.
        try:
            child.wait(END_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _started(command: list[str], log: Path) -> tuple[subprocess.Popen[bytes], _Connection]:
    """Start the browser, which reads commands at descriptor 3 and writes answers at 4."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    high_in, high_out = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (theirs_in, theirs_out))

    def place() -> None:
        os.dup2(high_in, 3)
        os.dup2(high_out, 4)

    with log.open("wb") as output:
        child = subprocess.Popen(command, stdout=output, stderr=output, preexec_fn=place, close_fds=False, start_new_session=True)
    for end in (theirs_in, theirs_out, high_in, high_out):
        os.close(end)
    return child, _Connection(ours_in, ours_out)


def _attached(connection: _Connection) -> Page:
    """Return the browser's page, with its events switched on."""

    def note(name: str, params: dict[str, Any]) -> None:
        page.events.append((name, params))

    def send(method: str, *, of_browser: bool = False, **params: Any) -> dict[str, Any]:
        return connection.send(note, method, None if of_browser else session, **params)

    page = Page(send)
    target = connection.send(note, "Target.createTarget", url="about:blank")["targetId"]
    session = connection.send(note, "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Runtime", "Log", "Network"):
        send(f"{domain}.enable")
    return page
