"""What a caller sees while something runs: a bar in a terminal or a notebook, plain lines elsewhere."""

from __future__ import annotations

import asyncio
import html
import shutil
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TextIO

from modelbook._events import EpochEvent, Event, LogEvent, ProgressEvent, StateEvent, TrialEvent
from modelbook._html import curves, progress_bar

#: What a caller ends a wait with.
INTERRUPTS = (KeyboardInterrupt, asyncio.CancelledError)
_WIDTH = 24
_MOST_METRICS = 4
#: Last lines that a notebook shows.
_MOST_LINES = 5


class Display(Protocol):
    """Shows how far something is."""

    def show(self, done: float, text: str) -> None:
        """Show a fraction from 0 to 1 and what is being done."""

    def line(self, text: str) -> None:
        """Show a line that stays."""

    def draw(self, epochs: Sequence[Mapping[str, Any]]) -> None:
        """Draw the metrics of the epochs so far as curves, where there is room for them."""

    def close(self) -> None:
        """Leave what was shown, and begin a new line."""


class Bar:
    """A bar on one line of a terminal.

    Args:
        out: The terminal.
    """

    def __init__(self, out: TextIO) -> None:
        self._out, self._last = out, ""

    def show(self, done: float, text: str) -> None:
        done = max(0.0, min(1.0, done))
        full = round(done * _WIDTH)
        self._write(f"[{'#' * full}{'.' * (_WIDTH - full)}] {done:4.0%} {text}")

    def line(self, text: str) -> None:
        last = self._last
        self._write(text)
        self.close()
        self._write(last)

    def draw(self, epochs: Sequence[Mapping[str, Any]]) -> None:
        """Draw nothing."""

    def close(self) -> None:
        if self._last:
            self._out.write("\n")
            self._last = ""

    def _write(self, text: str) -> None:
        text = text[: shutil.get_terminal_size().columns - 1]  # What is longer goes on the next line, and cannot be written over.
        self._out.write("\r" + text + " " * max(0, len(self._last) - len(text)))
        self._out.flush()
        self._last = text


class Lines:
    """Lines in a file or a pipe: a fraction is written when it has grown by a tenth.

    Args:
        out: The file.
    """

    def __init__(self, out: TextIO) -> None:
        self._out, self._shown = out, -1.0

    def show(self, done: float, text: str) -> None:
        if done - self._shown >= 0.1 or done < self._shown or (done >= 1 > self._shown):
            self._shown = done
            self.line(f"{done:.0%} {text}")

    def line(self, text: str) -> None:
        self._out.write(text.rstrip() + "\n")
        self._out.flush()

    def draw(self, epochs: Sequence[Mapping[str, Any]]) -> None:
        """Draw nothing."""

    def close(self) -> None:
        self._out.flush()


class NotebookBar:
    """A bar in the output of a notebook's cell, with the last lines and with curves: one display that is updated."""

    def __init__(self) -> None:
        from IPython.display import HTML, display  # Only a notebook has it.

        self._html, self._handle = HTML, display(HTML(""), display_id=True)
        self._bar, self._curves = "", ""
        self._lines: deque[str] = deque(maxlen=_MOST_LINES)

    def show(self, done: float, text: str) -> None:
        self._bar = progress_bar(done, text)
        self._update()

    def line(self, text: str) -> None:
        self._lines.append(html.escape(text.rstrip()))
        self._update()

    def draw(self, epochs: Sequence[Mapping[str, Any]]) -> None:
        self._curves = curves(epochs)

    def close(self) -> None:
        """Leave the bar as it is."""

    def _update(self) -> None:
        lines = f"<pre>{chr(10).join(self._lines)}</pre>" if self._lines else ""
        self._handle.update(self._html(f"{self._bar}{lines}{self._curves}"))


class Nothing:
    """Shows nothing."""

    def show(self, done: float, text: str) -> None:
        """Show nothing."""

    def line(self, text: str) -> None:
        """Show nothing."""

    def draw(self, epochs: Sequence[Mapping[str, Any]]) -> None:
        """Draw nothing."""

    def close(self) -> None:
        """Do nothing."""


def display_for(wanted: bool, out: TextIO | None = None) -> Display:
    """Return the display that fits where the program runs.

    Args:
        wanted: Whether anything is to be shown.
        out: Where to show it; standard error when left out, as results go to standard output.
    """
    if not wanted:
        return Nothing()
    if out is None and _is_notebook():
        return NotebookBar()
    out = sys.stderr if out is None else out
    return Bar(out) if out.isatty() else Lines(out)


class JobDisplay:
    """Shows the events of a job.

    Args:
        name: Name of the job's model.
        display: Where.
    """

    def __init__(self, name: str, display: Display) -> None:
        self._name, self._display = name, display
        self._done, self._text = 0.0, "queued"
        self._epochs: list[Mapping[str, Any]] = []
        self._began = time.monotonic()

    def show(self, event: Event) -> None:
        """Show an event."""
        if isinstance(event, ProgressEvent):
            self._done, self._text = event.progress, figures(event.metrics) or self._text
        elif isinstance(event, EpochEvent):
            self._epochs.append(event.metrics)
            self._display.draw(self._epochs)
            self._display.line(f"{self._name}: epoch {event.epoch}: {figures(event.metrics)}")
        elif isinstance(event, TrialEvent):
            self._text = f"candidate {event.candidate}, fold {event.fold}: {event.error or event.score}"
        elif isinstance(event, LogEvent):
            self._display.line(f"{self._name}: {event.message}")
        elif isinstance(event, StateEvent):
            self._state(event)
        self._display.show(self._done, f"{self._name}: {self._text}")

    def close(self) -> None:
        """Leave what was shown."""
        self._display.close()

    def _state(self, event: StateEvent) -> None:
        self._text = event.error or event.reason or event.state
        if event.state == "paused":
            self._text = event.state
            self._display.line(f"{self._name}: paused until it is resumed")
        elif event.state == "succeeded":
            self._done, self._text = 1.0, f"succeeded after {time.monotonic() - self._began:.0f} s"


def figures(metrics: Mapping[str, Any]) -> str:
    """Return a few metrics as text."""
    shown = [(name, value) for name, value in metrics.items() if isinstance(value, (int, float)) and name not in ("epoch", "step")]
    return ", ".join(f"{name} {value:.4g}" for name, value in shown[:_MOST_METRICS])


def left_running(job_id: str) -> str:
    """Return what to do after a caller has stopped to watch a job."""
    return f"The job {job_id} goes on. To watch it again: client.jobs[{job_id!r}].watch(); to end it: client.jobs[{job_id!r}].cancel()"


def _is_notebook() -> bool:
    """Return whether the program runs in a notebook."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return shell is not None and "ZMQ" in type(shell).__name__
