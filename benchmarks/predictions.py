"""One-row JSON predictions of one API process, compared with a bare ASGI handler with the same ONNX file."""

import json
import statistics
from pathlib import Path

import numpy as np

from benchmarks.rival import rate, rival
from benchmarks.table import Line
from models.datasets.mnist import PACKED
from tests.acceptance.service import Service

#: Runs of each side, alternating.
PAIRS = 3
#: Ratios to reach, by number of connections.
TO_REACH = {1: ">= 1", 32: ">= 2"}


def measure(service: Service, data: Path, model: str) -> list[Line]:
    """Compare requests per second at 1 and at 32 connections."""
    body = json.dumps({"inputs": row()}).encode()
    job_id = service.http.get(f"/v1/models/{model}").json()["job_id"]
    onnx = next((data / "files" / "jobs" / job_id).glob("*/model.onnx"))
    ours_port = service.http.base_url.port or 0
    with rival("benchmarks.bare_asgi", str(onnx), body) as bare_port:
        return [_compare(connections, body, ours_port, f"/v1/models/{model}/predict", bare_port) for connections in TO_REACH]


def _compare(connections: int, body: bytes, ours_port: int, path: str, bare_port: int) -> Line:
    pairs = [(rate(ours_port, path, connections, body), rate(bare_port, "/", connections, body)) for _ in range(PAIRS)]
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    what = f"one-row JSON predictions, 784 values, one API process, {connections} connection{'s' * (connections > 1)}"
    return Line(what, f"{ours:,.0f} requests/s", f"bare ASGI + orjson + ONNX Runtime, {theirs:,.0f} requests/s", ratio, TO_REACH[connections])


def row() -> list[list[int]]:
    """Return a digit, as the input of a prediction."""
    with np.load(PACKED) as mnist:
        row: list[list[int]] = mnist["x_test"][:1].reshape(1, 784).tolist()
    return row
