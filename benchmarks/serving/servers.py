"""The servers that are measured, each a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from benchmarks.serving.asking import Ask, Server
from tests.acceptance.service import environment, free_port

#: This project.
ROOT = Path(__file__).parents[2]
#: Seconds in which a server must answer: some import large libraries first.
START_S = 120.0
#: Requests a second that a caller may make: they are counted, and never too many.
_UNBOUNDED = "1000000000"


@contextmanager
def modelbook(code: Path, data: Path, ask: Ask, name: str = "Modelbook", workers: int = 1, **settings: str) -> Iterator[Server]:
    """Run the API on trained models, with all that a request meets in service: host names, ids, keys, and rates that are counted.

    Args:
        code: Folder of its code.
        data: Folder of a stack that has trained models.
        ask: A request that it must answer.
        name: Its name in tables.
        workers: Its processes.
        settings: More settings.
    """
    own = {"MODELBOOK_DATABASE_URL": f"sqlite:///{data / 'modelbook.db'}", "MODELBOOK_FILES": str(data / "files"), "PYTHONPATH": str(code)}
    rates = {"MODELBOOK_ADDRESS_REQUESTS_PER_S": _UNBOUNDED, "MODELBOOK_KEY_REQUESTS_PER_S": _UNBOUNDED}
    env = environment(**own, **rates, MODELBOOK_KEYS="required", **settings)
    port = free_port()
    several = ["--workers", str(workers)] if workers > 1 else []
    command = [sys.executable, "-P", "-m", "service.cli", "api", "--port", str(port), *several]
    with _running(command, name, port, [ask], env, _key(env)) as server:
        while _n_listening(port) < workers:  # The first one answers already: connections made now would all be its own.
            time.sleep(0.2)
        yield server


def _n_listening(port: int) -> int:
    """Return the number of sockets that listen on a port (proc_net_tcp(5))."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(state == "0A" and int(address.partition(":")[2], 16) == port for _, address, _, state, *_ in lines)


def has_workers(code: Path) -> bool:
    """Tell whether the API of some code runs as several processes."""
    command = [sys.executable, "-P", "-m", "service.cli", "api", "--help"]
    return "--workers" in subprocess.run(command, env=environment(PYTHONPATH=str(code)), capture_output=True, text=True, check=True).stdout


@contextmanager
def bare(onnx: Path, ask: Ask) -> Iterator[Server]:
    """Run the bare ASGI handler on an ONNX file."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.bare_asgi", str(onnx), str(port)]
    with _running(command, "bare ASGI + orjson + ONNX Runtime", port, [ask]) as server:
        yield server


@contextmanager
def echo(n_bytes: int) -> Iterator[Server]:
    """Run the server that shows the ceiling of the load generator, for requests of a length."""
    port = free_port()
    with _running([sys.executable, "-m", "benchmarks.serving.echo", str(port), str(n_bytes)], "echo", port, []) as server:
        yield server


@contextmanager
def rival_app(python: Path, name: str, script: str, arguments: Sequence[str], ask: Ask) -> Iterator[Server]:
    """Run the script of a rival, from `rival_apps`, by the Python of its environment; its port is the last argument."""
    port = free_port()
    command = [str(python), str(Path(__file__).parent / "rival_apps" / script), *arguments, str(port)]
    own = {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": ""}
    own |= {"BENTOML_DO_NOT_TRACK": "True", "MLFLOW_DISABLE_TELEMETRY": "true"}
    with _running(command, name, port, [ask], environment(**own)) as server:
        yield server


@contextmanager
def _running(
    command: Sequence[str], name: str, port: int, asks: Sequence[Ask], env: dict[str, str] | None = None, key: str | None = None
) -> Iterator[Server]:
    process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    server = Server(name, port, process.pid, key)
    try:
        _wait(process, server, asks)
        yield server
    finally:
        _end(process)


def _wait(process: subprocess.Popen[bytes], server: Server, asks: Sequence[Ask]) -> None:
    deadline = time.monotonic() + START_S
    while not (_listens(server.port) and all(_answers(server, ask) for ask in asks)):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{server.name} has ended or did not answer within {START_S:g} s: {' '.join(map(str, process.args))}")  # type: ignore[arg-type]
        time.sleep(0.2)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _answers(server: Server, ask: Ask) -> bool:
    headers = {"content-type": ask.media} | ({} if server.key is None else {"authorization": f"Bearer {server.key}"})
    try:
        return httpx.post(f"http://127.0.0.1:{server.port}{ask.path}", content=ask.body, headers=headers, timeout=30).is_success
    except httpx.TransportError:
        return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a server with all processes that it has started."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(20)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, 9)
    process.wait()


def _key(env: dict[str, str]) -> str:
    command = [sys.executable, "-P", "-m", "service.cli", "keys", "create", "--owner", "default", "--scopes", "read,predict"]
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
