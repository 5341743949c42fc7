"""Requests per second of an HTTP server, and rivals that run as separate processes."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from benchmarks.serving.asking import Ask, Load, Server, measured
from tests.acceptance.service import free_port

#: Seconds of one run.
SECONDS = 4.0
#: Seconds before it that do not count.
WARM_UP_S = 1.0


def rate(port: int, path: str, connections: int, body: bytes) -> float:
    """Return the requests per second of a server, measured by a load generator in a separate process.

    Raises:
        RuntimeError: A request failed.
    """
    run = measured(Server(f"port {port}", port), [Ask(path, body)], Load(connections, SECONDS, WARM_UP_S))
    if run.fault is not None:
        raise RuntimeError(f"expected success of POST {path}, got {run.fault[:200]!r}")
    return run.per_s


@contextmanager
def rival(module: str, model: str, body: bytes) -> Iterator[int]:
    """Run a rival, `python -m MODULE MODEL PORT`, and yield its port once it responds to the body."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", module, model, str(port)])
    try:
        deadline = time.monotonic() + 30
        while not _answers(port, body):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{module} did not answer within 30 s")
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _answers(port: int, body: bytes) -> bool:
    try:
        return httpx.post(f"http://127.0.0.1:{port}/", content=body, headers={"content-type": "application/json"}).is_success
    except httpx.TransportError:
        return False
