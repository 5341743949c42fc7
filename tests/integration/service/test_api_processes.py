"""`modelbook api --workers N`: processes that share one port, under one that starts, watches, restarts and stops them."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from service.store.database import migrate
from tests.acceptance.service import environment, free_port, until

N_PROCESSES = 2

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="ports are shared on Linux only")]


@dataclass
class Stack:
    """A running `modelbook api --workers`."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def lines(self) -> list[str]:
        return self.log.read_text().splitlines()

    @property
    def serving(self) -> dict[str, int]:
        """Return the ids of the processes that have begun to serve, the newest of each name."""
        found = (re.search(r"Started server process \[(\d+)\] \[process=(api-\d+)\]", line) for line in self.lines)
        return {match[2]: int(match[1]) for match in found if match}

    @property
    def n_started(self) -> int:
        return sum("Application startup complete." in line for line in self.lines)

    def answering(self, n_connections: int) -> set[str]:
        """Return the beginnings of the ids that requests of new connections get: each process has its own."""
        responses = (httpx.get(f"http://127.0.0.1:{self.port}/healthz", trust_env=False) for _ in range(n_connections))
        return {response.headers["x-request-id"].partition("-")[0] for response in responses}

    def answers(self, n_connections: int = 1) -> bool:
        """Tell whether every one of several new connections gets its response."""
        try:
            return all(httpx.get(f"http://127.0.0.1:{self.port}/healthz", trust_env=False).is_success for _ in range(n_connections))
        except httpx.TransportError:
            return False


def command(port: int, *options: str) -> list[str]:
    return [sys.executable, "-P", "-m", "service.cli", "api", "--port", str(port), *options]


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    data = tmp_path_factory.mktemp("data")
    url = f"sqlite:///{data / 'modelbook.db'}"
    migrate(url)
    return environment(MODELBOOK_DATABASE_URL=url, MODELBOOK_FILES=str(data / "files"), MODELBOOK_CACHE=str(data / "cache"), MODELBOOK_KEYS="auto")


@pytest.fixture(scope="module")
def stack(env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    port, log = free_port(), tmp_path_factory.mktemp("log") / "api.log"
    with log.open("wb") as output:
        stack = Stack(subprocess.Popen(command(port, "--workers", str(N_PROCESSES)), env=env, stderr=output), port, log)
    try:
        until(lambda: stack.n_started == N_PROCESSES and stack.answers(), f"{N_PROCESSES} processes to serve; their log: {log}")
        yield stack
    finally:
        stack.process.kill()
        stack.process.wait()


def is_alive(process: int) -> bool:
    """Tell whether a process, or one of its threads, runs: as long as one does, its socket takes connections."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return fields[0] != "Z" or int(fields[17]) > 1


def test_a_second_service_on_the_port_is_refused_though_it_would_share_it(stack: Stack, env: dict[str, str]) -> None:
    done = subprocess.run(command(stack.port, "--workers", "2"), env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.strip().endswith(
        f"Error: cannot listen on 127.0.0.1:{stack.port} (Address already in use); give another address with --host, or another port with --port"
    )
    assert stack.answers(10)


def test_a_file_that_is_read_in_a_child_leaves_nothing_in_the_log(stack: Stack) -> None:
    n_lines = len(stack.lines)
    response = httpx.post(f"http://127.0.0.1:{stack.port}/v1/datasets", files={"file": ("a.csv", b"x,y\n1,2\n3,4\n")}, trust_env=False, timeout=60)
    assert response.is_success, response.text
    assert [line for line in stack.lines[n_lines:] if "Warning" in line] == []


def test_a_process_that_dies_is_restarted_while_the_others_serve_and_all_end_with_their_parent(stack: Stack) -> None:
    first = stack.serving
    assert sorted(first) == ["api-1", "api-2"]
    assert f"{N_PROCESSES} API processes share 127.0.0.1:{stack.port}." in stack.log.read_text()
    assert len(stack.answering(40)) == N_PROCESSES

    os.kill(first["api-1"], signal.SIGKILL)
    until(lambda: not is_alive(first["api-1"]), "the process to end")
    assert len(stack.answering(40)) == 1
    until(lambda: stack.n_started == N_PROCESSES + 1, f"the process to be restarted; its log: {stack.log}")
    assert any("The API process 1 ended with code -9; it is restarted in" in line for line in stack.lines)
    built, listening = (
        next(index for index, line in enumerate(stack.lines) if what in line) for what in ("The application is there", "Started server")
    )
    assert built < listening  # Until it can answer, connections go to the others.
    again = stack.serving
    assert (again["api-1"] != first["api-1"], again["api-2"]) == (True, first["api-2"])

    stack.process.send_signal(signal.SIGTERM)
    assert stack.process.wait(30) == 0
    assert [process for process in again.values() if is_alive(process)] == []
    assert not stack.answers()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGKILL, -9)])
def test_processes_that_still_start_end_with_their_parent(number: int, code: int, env: dict[str, str]) -> None:
    parent = subprocess.Popen(command(free_port(), "--workers", "2"), env=env, stderr=subprocess.DEVNULL)
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    until(lambda: bool(children.read_text().split()), "the first process to be started")
    (first,) = map(int, children.read_text().split())
    until(lambda: b"--process" in Path(f"/proc/{first}/cmdline").read_bytes(), "it to be Python")
    parent.send_signal(number)
    assert parent.wait(30) == code
    until(lambda: not is_alive(first), "it to end")


@pytest.mark.parametrize(
    ("settings", "options", "said"),
    [
        ({"MODELBOOK_MAX_REQUESTS": "many"}, (), "Error: MODELBOOK_MAX_REQUESTS: Input should be a valid integer"),
        ({}, ("--host", "0.0.0.0"), "Error: the API would listen on 0.0.0.0, where other machines may reach it, and nothing checks who calls."),
    ],
)
def test_what_keeps_the_first_process_from_starting_is_said_once_and_ends_the_parent(
    settings: dict[str, str], options: tuple[str, ...], said: str, env: dict[str, str]
) -> None:
    done = subprocess.run(
        command(free_port(), "--workers", "3", *options), env={**env, **settings}, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr.count(said)) == (1, 1), done.stderr
