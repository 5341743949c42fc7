"""Predictions while something else goes on: a job that trains, and models that have to be loaded."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.serving.asking import Load, Server, measured
from benchmarks.serving.cases import Setting, json_row
from benchmarks.serving.results import Result
from benchmarks.serving.servers import modelbook
from benchmarks.serving.trained import N_TURNS, turn
from tests.acceptance.service import Service, descendants, embedded, until

#: Requests a second beside a job, far below the peak: what is measured is what a caller waits.
PER_SECOND = 200
#: Models for which there is room when 200 are called in turn.
ROOM = 20
#: Bounds of a cold model's first answer, and of the 99th percentile of models in turn, in milliseconds.
COLD_MS, TURN_MS = 100.0, 150.0
#: Requests a second to models in turn: each is loaded before the next is asked for.
COLD_PER_SECOND = 4.0


def beside_training(setting: Setting) -> list[Result]:
    """Compare predictions while a job trains on one thread with predictions on a quiet machine, by the same stack."""
    data = setting.folder / "data-training"
    if not data.exists():
        shutil.copytree(setting.data, data)
    load = Load(8, setting.seconds, setting.warm_up_s, PER_SECOND)
    unbounded = {f"MODELBOOK_{whose}_REQUESTS_PER_S": "1000000000" for whose in ("ADDRESS", "KEY")}
    with embedded(data, setting.code, MODELBOOK_JOB_THREADS="1", PYTHONPATH=str(setting.code), **unbounded) as (service, stack):
        server = Server("the same, quiet", service.http.base_url.port or 0, _api_of(stack.pid), service.key)
        quiet = measured(server, [json_row()], load)
        with _training(service):
            busy = measured(server, [json_row()], load)
    what = f"one JSON row, {PER_SECOND} a second, while a job trains on the other core: 99th percentile"
    return [Result(what, busy, server.name, quiet, 2.0, is_latency=True)]


def in_turn(setting: Setting) -> list[Result]:
    """Call models that are not loaded: some once, one after the other, and then 200 in turn with room for 20."""
    asks = [json_row(turn(number)) for number in range(N_TURNS)]
    size = 2 * setting.onnx.stat().st_size + _artifact_bytes(setting.onnx.parent) // 4
    with modelbook(setting.code, setting.data, json_row(), MODELBOOK_PREDICTOR_CACHE_BYTES=str(ROOM * size)) as server:
        cold = measured(server, asks, Load(1, setting.seconds, 0.0, COLD_PER_SECOND))
        turns = measured(server, asks, Load(2, setting.seconds, setting.warm_up_s))
    megabytes = setting.onnx.stat().st_size / 1e6
    return [
        Result(f"first answer of a cold model ({megabytes:.1f} MB ONNX): 99th percentile", cold, "bound 100 ms", None, 1.0, True, COLD_MS),
        Result(f"{N_TURNS} models in turn, room for {ROOM}, 2 connections: 99th percentile", turns, "bound 150 ms", None, 1.0, True, TURN_MS),
    ]


@contextmanager
def _training(service: Service) -> Iterator[None]:
    """Train within the `with` block."""
    job = service.submit("mnist-dense-784", patch={"training": {"epochs": 1000}})["id"]
    until(lambda: service.job(job)["progress"] > 0, "the job to train")
    try:
        yield
    finally:
        service.http.post(f"/v1/jobs/{job}/cancel")
        service.wait_for(job, "cancelled")


def _api_of(root: int) -> int:
    """Return the process of a stack's API."""
    return next(pid for pid, command in descendants(root).items() if " api " in command)


def _artifact_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*.h5"))
