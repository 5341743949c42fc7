"""In a terminal there are bars and tables; what scripts read stays as it is."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import Answer, Scripted, job

pty = pytest.importorskip("pty")
_MAIN = "import sys; sys.argv[0] = 'modelbook'\nfrom modelbook.cli import main\nmain()"


def in_terminal(server: Scripted, *words: str, **options: Any) -> tuple[str, str]:
    """Run the program with its messages, or with its results, in a terminal; return what the terminal shows, and what the pipe gets."""
    ours, theirs = pty.openpty()
    outputs = {"stdout": subprocess.PIPE, "stderr": theirs, **dict.fromkeys(options, theirs)}
    if options:
        outputs["stderr"] = subprocess.PIPE
    env = {"PATH": os.environ["PATH"], "MODELBOOK_URL": server.url, "TERM": "xterm-256color", "COLUMNS": "120"}
    with subprocess.Popen([sys.executable, "-c", _MAIN, *words], env=env, stdin=subprocess.DEVNULL, **outputs) as child:
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
        piped = (child.stdout or child.stderr).read()
    os.close(ours)
    return shown.decode(), piped.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # How a terminal ends on Linux.
        return b""


def test_a_job_is_followed_with_a_bar_and_lines_above_it(server: Scripted) -> None:
    events = 'id: 1\nevent: log\ndata: {"message": "loading [mnist]"}\n\nevent: progress\ndata: {"progress": 0.5, "metrics": {"loss": 0.25}}\n\n'
    events += 'id: 2\nevent: state\ndata: {"state": "succeeded"}\n\n'
    done = job("succeeded", model="digits@1", metrics={"loss": 0.25}, finished_at="2026-01-01T00:00:00Z")
    server.script = [Answer(200, job("running")), Answer(200, events.encode(), {"Content-Type": "text/event-stream"}), Answer(200, done)]
    shown, piped = in_terminal(server, "jobs", "watch", "01J")
    assert piped == "digits@1\n"
    assert [text for text in ("loading [mnist]", "100%", "\u2501\u2501", "succeeded after") if text not in shown] == []


def test_a_list_is_a_table_and_a_name_cannot_write_control_characters(server: Scripted) -> None:
    server.script = [Answer(200, {"jobs": [job(name="x\x1b[31m[red]y")], "next_cursor": None})]
    shown, _ = in_terminal(server, "jobs", "list", stdout=True)
    assert ("x?[31m[red]y" in shown, "queued" in shown) == (True, True)
