"""One-row JSON predictions of one API process beside a bare ASGI handler over the same ONNX file."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np

from benchmarks.table import Line
from models.datasets.mnist import PACKED
from tests.acceptance.service import Service, free_port

#: Seconds of one run, and runs of each side, taken in turn.
SECONDS, PAIRS = 4.0, 3


def measure(service: Service, data: Path, model: str) -> list[Line]:
    """Compare requests a second at 1 and at 32 connections."""
    body = json.dumps({"inputs": _row()}).encode()
    job_id = service.http.get(f"/v1/models/{model}").json()["job_id"]
    onnx = next((data / "files" / "jobs" / job_id).glob("*/model.onnx"))
    ours_port = service.http.base_url.port or 0
    with _bare(onnx) as bare_port:
        return [_compare(connections, body, ours_port, f"/v1/models/{model}/predict", bare_port) for connections in (1, 32)]


def _compare(connections: int, body: bytes, ours_port: int, path: str, bare_port: int) -> Line:
    pairs = [(_rate(ours_port, path, connections, body), _rate(bare_port, "/", connections, body)) for _ in range(PAIRS)]
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    what = f"one-row JSON predictions, 784 values, one API process, {connections} connection{'s' * (connections > 1)}"
    return Line(what, f"{ours:,.0f} requests/s", f"bare ASGI + orjson + ONNX Runtime, {theirs:,.0f} requests/s", ratio, ">= 0.40")


def _rate(port: int, path: str, connections: int, body: bytes) -> float:
    command = [sys.executable, "-m", "benchmarks.load", str(port), path, str(connections), str(SECONDS)]
    return float(subprocess.run(command, input=body, capture_output=True, check=True).stdout)


def _row() -> list[list[int]]:
    with np.load(PACKED) as mnist:
        row: list[list[int]] = mnist["x_test"][:1].reshape(1, 784).tolist()
    return row


@contextmanager
def _bare(onnx: Path) -> Iterator[int]:
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "benchmarks.bare_asgi", str(onnx), str(port)])
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                httpx.post(f"http://127.0.0.1:{port}/", json={"inputs": _row()})
                break
            except httpx.TransportError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait(20)
