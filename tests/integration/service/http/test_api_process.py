"""The process that `modelbook api` starts: it listens with all bounds on, and a flood of headers costs others nothing."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.service import environment, free_port, process, until
from tests.raw_http import Caller, calling

#: Most seconds without an answer, and most growth of the memory in bytes, that a hostile caller may cause.
SILENT_S, GROWTH_BYTES = 1.0, 30_000_000


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """The port and the process id of an API on every address of this machine."""
    folder, port = tmp_path_factory.mktemp("api"), free_port()
    env = environment(MODELBOOK_DATABASE_URL=f"sqlite:///{folder / 'api.db'}", MODELBOOK_FILES=str(folder / "files"), TMPDIR=str(folder))
    with process("service.cli", "api", "--host", "0.0.0.0", "--open", "--port", str(port), log=folder / "api.log", env=env) as child:
        until(lambda: listens(port), "the API")
        with calling(port) as (caller,):
            assert caller.get("/v1/specs/schema").status == 200  # It has waited for the application.
        yield port, child.pid
    assert list(folder.glob(".ses")) == []


def listens(port: int) -> bool:
    try:
        Caller(port).close()
    except ConnectionRefusedError:
        return False
    return True


def test_headers_of_53_mb_do_not_silence_the_api_nor_fill_its_memory(api: tuple[int, int]) -> None:
    port, pid = api
    with calling(port, 2) as (hostile, other):
        before, slowest, flood = resident_bytes(pid), 0.0, threading.Thread(target=hostile.send, args=(HEADERS,))
        flood.start()
        while flood.is_alive():
            start = time.monotonic()
            assert other.get("/healthz").status == 200
            slowest = max(slowest, time.monotonic() - start)
        assert hostile.response().status == 431
        assert (slowest < SILENT_S, resident_bytes(pid) - before < GROWTH_BYTES) == (True, True)


HEADERS = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X-Long: " + b"a" * 26_500_000 + b"\r\n" + b"X-Short: 1\r\n" * 2_200_000


def resident_bytes(pid: int) -> int:
    (line,) = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM")]
    return 1024 * int(line.split()[1])


def test_the_api_is_called_by_loopback_names_and_by_the_address_that_it_is_reached_at(api: tuple[int, int]) -> None:
    for host, status in (("localhost", 200), ("127.0.0.1:1", 200), ("0.0.0.0", 400), ("127.0.0.2", 400), ("rebound.example", 400)):
        with calling(api[0]) as (caller,):
            caller.send(f"GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            assert (host, caller.response().status) == (host, status)


def test_an_old_request_may_have_no_host_and_a_new_one_may_not(api: tuple[int, int]) -> None:
    for version, status in ((b"1.0", 200), (b"1.1", 400)):
        with calling(api[0]) as (caller,):
            assert caller.send(b"GET /healthz HTTP/" + version + b"\r\n\r\n").response().status == status


def test_the_host_of_an_absolute_target_is_checked(api: tuple[int, int]) -> None:
    with calling(api[0]) as (caller,):
        assert caller.send(b"GET http://rebound.example/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").response().status == 400


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"MODELBOOK_TRUSTED_PROXIES": "proxy.example"}, "Error: MODELBOOK_TRUSTED_PROXIES: expected IP addresses, or networks such as 10.0.0.0/8"),
        ({"MODELBOOK_HOSTS": "http://models.example.org"}, "Error: MODELBOOK_HOSTS: expected host names without scheme and port"),
        ({"MODELBOOK_OIDC_ISSUER": "https://id.example"}, "Error: MODELBOOK_OIDC_AUDIENCE: expected the audience of the tokens, got none"),
        ({"MODELBOOK_PLUGINS": "not-installed"}, "Error: MODELBOOK_PLUGINS: expected installed distributions, got 'not-installed'"),
    ],
)
def test_an_api_that_cannot_start_says_why_in_one_line(settings: dict[str, str], reason: str, tmp_path: Path) -> None:
    env = environment(MODELBOOK_FILES=str(tmp_path), **settings)
    done = subprocess.run(
        [sys.executable, "-m", "service.cli", "api", "--port", str(free_port())], capture_output=True, text=True, env=env, check=False
    )
    assert (done.returncode, done.stderr.strip().splitlines()[-1][: len(reason)]) == (1, reason)
    assert ("Traceback" in done.stderr, "Uvicorn running" in done.stderr) == (False, False)  # Nothing was served before.
