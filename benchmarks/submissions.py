"""What a submission costs the API: processor time of each POST, and the time of the first one after a start."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.rival import rate
from benchmarks.serving.asking import cpu_s
from benchmarks.table import Line
from service.store.database import migrate
from tests.acceptance.service import Service, environment, free_port, is_ready, until
from tests.servers import broker_server

RUNS = 200
#: Bounds: processor seconds of a submission, and seconds of the first one.
MOST_CPU_S, MOST_FIRST_S = 0.005, 1.0
#: Jobs a second that one API process takes at least, from so many connections.
LEAST_PER_S, CONNECTIONS = 150, 8
BODIES: dict[str, dict[str, Any]] = {
    "a catalog recipe": {"recipe": "moons-poly-ridge-grid"},
    "a small spec": {"spec": {"data": {"source": "noisy_sine"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}},
}


def measure(folder: Path) -> list[Line]:
    """Submit jobs to an API process that has a database and a broker, and no worker."""
    with _api(folder) as (service, pid):
        first = _seconds(service, BODIES["a catalog recipe"])
        costs = {what: _cpu_seconds(service, pid, body) for what, body in BODIES.items()}
        found = rate(service.http.base_url.port or 0, "/v1/jobs", CONNECTIONS, json.dumps(BODIES["a small spec"]).encode())
    lines = [_cost_line(what, cost) for what, cost in costs.items()]
    return [
        *lines,
        Line(
            f"jobs POSTed a second to one API process, {CONNECTIONS} connections",
            f"{found:.0f}",
            f"bound, {LEAST_PER_S}",
            found / LEAST_PER_S,
            ">= 1",
        ),
        Line("the first POST of a job after a start, of a search in a pipeline", f"{first:.2f} s", "bound 1 s", first / MOST_FIRST_S, "<= 1"),
    ]


def _cost_line(what: str, cost: float) -> Line:
    return Line(f"POST of a job, {what}: CPU of the API process", f"{1000 * cost:.1f} ms", "bound 5 ms", cost / MOST_CPU_S, "<= 1")


def _seconds(service: Service, body: dict[str, Any]) -> float:
    start = time.perf_counter()
    assert service.http.post("/v1/jobs", json=body).status_code == 202
    return time.perf_counter() - start


def _cpu_seconds(service: Service, pid: int, body: dict[str, Any]) -> float:
    before = cpu_s(pid)
    for _ in range(RUNS):
        _seconds(service, body)
    time.sleep(0.5)  # The messages of the last ones are sent after their responses.
    return (cpu_s(pid) - before) / RUNS


@contextmanager
def _api(folder: Path) -> Iterator[tuple[Service, int]]:
    url, port = f"sqlite:///{folder / 'submissions.db'}", free_port()
    migrate(url)
    with broker_server(folder) as broker:
        env = environment(
            MODELBOOK_DATABASE_URL=url, MODELBOOK_FILES=str(folder / "api-files"), MODELBOOK_BROKER_URL=broker, MODELBOOK_QUEUED_JOBS="0"
        )
        api = subprocess.Popen([sys.executable, "-m", "service.cli", "api", "--port", str(port)], env=env, stderr=subprocess.DEVNULL)
        service = Service(f"http://127.0.0.1:{port}")
        try:
            until(lambda: is_ready(service, "/healthz"), "the API to run")
            yield service, api.pid
        finally:
            service.http.close()
            api.terminate()
            api.wait(20)
