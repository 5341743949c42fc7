"""In a terminal there are bars and tables; what scripts read stays as it is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Answer, Scripted, job

pty = pytest.importorskip("pty")
_MAIN = "import sys; sys.argv[0] = 'modelbook'\nfrom modelbook.cli import main\nmain()"


def in_terminal(server: Scripted, *words: str, width: int = 120, **options: Any) -> tuple[str, str]:
    """Run the program with its messages, or with its results, in a terminal; return what the terminal shows, and what the pipe gets."""
    ours, theirs = pty.openpty()
    outputs = {"stdout": subprocess.PIPE, "stderr": theirs, **dict.fromkeys(options, theirs)}
    if options:
        outputs["stderr"] = subprocess.PIPE
    env = {"PATH": os.environ["PATH"], "MODELBOOK_URL": server.url, "TERM": "xterm-256color", "COLUMNS": str(width)}
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


@pytest.mark.parametrize("width", [40, 80])
def test_a_narrow_terminal_cuts_no_id_and_no_name(server: Scripted, width: int) -> None:
    found = {"id": "01M8HFJ8E0D6M3CBN525KQ43HQ", "metrics": {"accuracy": 0.9056, "val_accuracy": 0.9495}}
    server.script = [Answer(200, {"jobs": [job(**found)], "next_cursor": None})]
    shown, _ = in_terminal(server, "jobs", "list", width=width, stdout=True)
    assert ("01M8HFJ8E0D6M3CBN525KQ43HQ" in shown, "\u2026" in shown) == (True, False)


@pytest.mark.parametrize(("encoding", "shown"), [("utf-8", "caf\u00e9"), ("ascii", "caf\\u00e9")])
def test_json_is_json_whatever_the_output_can_show(server: Scripted, encoding: str, shown: str, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.json")
    path.write_text("[[1]]")
    server.script = [Answer(200, {"model": "m@1", "predictions": [{"label": "caf\u00e9"}]})]
    result = _piped(server, encoding, "predict", "m", str(path), "--json")
    assert shown.encode() in result.stdout
    assert json.loads(result.stdout)["predictions"][0]["label"] == "caf\u00e9"
    assert b"\\udcff.json" in result.stdout


def test_a_closed_output_is_no_traceback(server: Scripted) -> None:
    server.script = [Answer(200, {"jobs": [job()], "next_cursor": None})]
    result = _piped(server, "utf-8", "jobs", "list", "--json", shell=" >&-")
    assert (result.returncode, result.stderr) == (0, b"")


def _piped(server: Scripted, encoding: str, *words: str, shell: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run the program with pipes, below a shell that may redirect them."""
    env = {"PATH": os.environ["PATH"], "MODELBOOK_URL": server.url, "PYTHONIOENCODING": f"{encoding}:strict"}
    script = f'"$0" "$@"{shell}'
    return subprocess.run(["sh", "-c", script, sys.executable, "-c", _MAIN, *words], env=env, capture_output=True, stdin=subprocess.DEVNULL)


def _interruptible() -> None:
    """Take SIGINT again, which the children of a shell's background job ignore."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_has_an_exit_code_of_its_own(server: Scripted) -> None:
    server.script = [Answer(200, job("running"), delay_s=30)]
    env = {"PATH": os.environ["PATH"], "MODELBOOK_URL": server.url}
    command = [sys.executable, "-c", _MAIN, "jobs", "show", "01J"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=_interruptible) as child:
        deadline = time.monotonic() + 20
        while not server.requests and time.monotonic() < deadline:
            time.sleep(0.05)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=20)
    assert (child.returncode, out, err) == (130, b"", b"\n")
