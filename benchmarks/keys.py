"""What a key adds to a call: the application called in this process, with a key and where none is required, in turn."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from statistics import median
from typing import Any

from fastapi import FastAPI

from benchmarks.table import Line
from service.access.keyless import Keyless
from service.app import create_app
from service.settings import Settings
from service.store.key_rows import NewKey
from service.store.keys import Keys
from tests.acceptance.service import Service

#: Calls in a block, and blocks of either kind, which alternate.
CALLS, BLOCKS = 200, 40
#: Most seconds that a key may add to a prediction, and to any other call.
PREDICTION_S, OTHER_S = 20e-6, 0.5e-3

Call = Callable[[], Coroutine[Any, Any, int]]


def measure(service: Service, data: Path, model: str) -> list[Line]:
    """Measure predictions of a registered model, and a look at its job."""
    settings = Settings(database_url=f"sqlite:///{data / 'modelbook.db'}", files=data / "files", key_requests_per_s=0, address_requests_per_s=0)
    free = create_app(settings, keyless=Keyless.EVERYONE)
    guarded = create_app(settings, keyless=Keyless.NOBODY)
    _, key = Keys(guarded.state.parts.database).create(NewKey("default", ("read", "predict")), "benchmark")
    n_inputs = service.http.get(f"/v1/models/{model}").json()["signature"]["inputs"]["inputs"]["input_shape"]
    body = b'{"inputs": [%s]}' % _zeros(n_inputs)
    job_id = service.http.get(f"/v1/models/{model}").json()["job_id"]
    lines = asyncio.run(_lines(free, guarded, key, f"/v1/models/{model}/predict", body, f"/v1/jobs/{job_id}"))
    for app in (free, guarded):
        app.state.parts.access.close()
        app.state.parts.database.close()
    return lines


def _zeros(shape: list[int]) -> bytes:
    text = b"0"
    for size in reversed(shape):
        text = b"[" + b",".join([text] * size) + b"]"
    return text


async def _lines(free: FastAPI, guarded: FastAPI, key: str, predict: str, body: bytes, job: str) -> list[Line]:
    header = [(b"authorization", b"Bearer " + key.encode())]
    found = []
    for what, method, path, content, most_s in (
        ("a prediction", "POST", predict, body, PREDICTION_S),
        ("GET /v1/jobs/{job_id}", "GET", job, b"", OTHER_S),
    ):
        with_key, without = await _alternate(_call(guarded, method, path, content, header), _call(free, method, path, content, []))
        added = with_key - without
        ours = f"{1e6 * added:.1f} us ({1e6 * with_key:.0f} beside {1e6 * without:.0f})"
        found.append(Line(f"a key adds to {what}", ours, f"bound {1e6 * most_s:.0f} us", added / most_s, "<= 1"))
    return found


def _call(app: FastAPI, method: str, path: str, body: bytes, more_headers: list[tuple[bytes, bytes]]) -> Call:
    """Return a call of an application as its server makes it."""
    headers = [(b"host", b"127.0.0.1"), (b"content-type", b"application/json"), (b"content-length", b"%d" % len(body)), *more_headers]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def call() -> int:
        statuses: list[int] = []

        async def send(message: Any) -> None:
            if "status" in message:
                statuses.append(message["status"])

        scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "headers": headers}
        where = {"path": path, "raw_path": path.encode(), "query_string": b"", "root_path": ""}
        ends = {"client": ("127.0.0.1", 5), "server": ("127.0.0.1", 80)}
        await app({**scope, **where, **ends}, receive, send)
        return statuses[0]

    return call


async def _alternate(ours: Call, rival: Call) -> tuple[float, float]:
    """Return the median seconds of a call of either kind."""
    for call in (ours, rival):
        status = await call()
        if status != 200:
            raise RuntimeError(f"expected status 200, got {status}")
    pairs = [(await _seconds(ours), await _seconds(rival)) for _ in range(BLOCKS)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


async def _seconds(call: Call) -> float:
    """Return the seconds of a call, on average over a block."""
    start = time.perf_counter()
    for _ in range(CALLS):
        await call()
    return (time.perf_counter() - start) / CALLS
