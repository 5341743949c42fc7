"""Where the embedded stack is reached, and what it says of a child that ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pydantic import ValidationError

from service.broker_server import Broker
from service.child import Child
from service.embedded import Location
from service.settings import Settings


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("localhost", "http://localhost:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("::1", "http://[::1]:8000"),
    ],
)
def test_the_address_of_the_api_is_one_that_this_machine_reaches(host: str, url: str) -> None:
    assert Location(host, 8000, Path("data")).url == url


def test_the_api_is_open_where_the_whole_is() -> None:
    commands = [Location("0.0.0.0", 8000, Path("data"), is_open).api_command for is_open in (False, True)]
    assert (commands[0][-5:], commands[1]) == (["api", "--host", "0.0.0.0", "--port", "8000"], [*commands[0], "--open"])


def test_the_api_has_as_many_processes_as_are_asked_for() -> None:
    assert Location("127.0.0.1", 8000, Path("data"), api_workers=3).api_command[-2:] == ["--workers", "3"]


def test_a_child_without_a_log_of_its_own_writes_to_that_of_its_parent(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    child = Child("child", [sys.executable, "-c", "import sys; print('its words', file=sys.stderr); sys.exit(3)"], {}, None, stop_grace_s=1)
    assert child.ended_with() is None
    child.start()
    assert child.process is not None
    child.process.wait(10)
    child.keep_running()
    assert (child.ended_with(), capfd.readouterr().err) == (3, "its words\n")
    assert "The child ended with code 3; it is restarted in" in caplog.text


@pytest.mark.parametrize(("program", "line"), [("print('first'); print(' the reason \\n')", "the reason"), ("", "it wrote nothing to its log")])
def test_the_last_line_of_a_child_is_that_of_its_last_start(program: str, line: str, tmp_path: Path) -> None:
    log = tmp_path / "child.log"
    log.write_text("of an earlier start\n")
    child = Child("child", [sys.executable, "-c", program], {}, log, stop_grace_s=1)
    child.start()
    assert child.process is not None
    child.process.wait(10)
    assert child.last_line() == line


def test_children_that_do_not_end_are_killed_together(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    program = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    children = [Child("child", [sys.executable, "-c", program], {}, tmp_path / str(number), stop_grace_s=1) for number in range(3)]
    for child in children:
        child.start()
        assert child.process is not None
        child.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, child.process.pid, os.WSTOPPED | os.WNOWAIT)  # Of two signals that are pending, SIGTERM would be the first.
    began = time.monotonic()
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.stop()
    assert time.monotonic() - began < 2
    assert caplog.text.count("did not stop within 1 s and is killed") == 3
    assert [child.ended_with() for child in children] == [128 + signal.SIGKILL] * 3


def test_a_data_folder_with_quotes_is_one_word_for_the_broker() -> None:
    assert 'dir "/it\'s \\"here\\" \\\\ now"' in Broker(1, "x", Path('/it\'s "here" \\ now')).config


def start(data: Path, **environment: str) -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "service.cli", "up", "--port", str(port), "--data", str(data)]
    result = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 1
    return result.stderr


def test_up_says_why_it_cannot_use_its_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert f"Error: cannot write to the data folder {tmp_path}/file/data (Not a directory: " in start(tmp_path / "file" / "data")


def test_up_says_which_log_it_cannot_write(tmp_path: Path) -> None:
    broken = tmp_path / "logs" / "worker.log"
    broken.mkdir(parents=True)
    assert f"Error: cannot write to the data folder {tmp_path} (Is a directory: {broken}); start it as the user" in start(tmp_path)


@pytest.mark.parametrize("url", ["redis//:s3cret@broker:6379/0", "amqp://me:s3cret@broker"])
def test_a_broker_of_another_kind_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValidationError, match="expected redis://:password@host:port/number") as caught:
        Settings(broker_url=url)
    assert "s3cret" not in str(caught.value)


def test_up_names_the_settings_that_are_wrong(tmp_path: Path) -> None:
    output = start(tmp_path, MODELBOOK_MAX_REQUESTS="many", MODELBOOK_JOB_THREADS="-1")
    assert "Error: MODELBOOK_MAX_REQUESTS: Input should be a valid integer" in output
    assert "MODELBOOK_JOB_THREADS: Input should be greater than or equal to 0" in output


def test_up_says_why_its_broker_does_not_start(tmp_path: Path) -> None:
    broken = tmp_path / "bin" / "redis-server"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\necho 'cannot open the library' >&2\nexit 127\n")
    broken.chmod(0o755)
    said = start(tmp_path / "data", PATH=f"{broken.parent}{os.pathsep}{os.environ['PATH']}")
    assert "Error: the broker ended with code 127 while starting: cannot open the library; its log: " in said


def test_a_child_that_does_not_read_its_input_is_started_all_the_same(tmp_path: Path) -> None:
    child = Child("child", ["/bin/sh", "-c", "exec 0<&-; echo ' the reason'"], {}, tmp_path / "child.log", stop_grace_s=1, stdin=b"x" * 1_000_000)
    child.start()
    assert child.process is not None
    child.process.wait(10)
    assert child.last_line() == "the reason"
