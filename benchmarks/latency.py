"""Time until a job starts and until the API responds, and memory of the API.

The API is started as it is installed: with compiled modules, which the first start, that is not counted, writes.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import httpx

from benchmarks.table import Line
from tests.acceptance.service import Service, environment, free_port

RUNS = 5


def measure_start(service: Service) -> list[Line]:
    """Submit small MNIST jobs, one after the other, and follow them over HTTP."""
    times = [_one_job(service) for _ in range(RUNS)]
    running, first = (statistics.median(column) for column in zip(*times, strict=True))
    return [
        Line("POST of a job to `running` (median)", f"{1000 * running:.0f} ms", "bound 150 ms", running / 0.150, "<= 1"),
        Line("POST of an MNIST job to the end of its first training step (median)", f"{first:.2f} s", "bound 1.5 s", first / 1.5, "<= 1"),
    ]


def measure_api(folder: Path) -> list[Line]:
    """Start a single API process several times."""
    runs = [_one_start(folder) for _ in range(RUNS + 1)][1:]
    alive, seconds, megabytes = (statistics.median(column) for column in zip(*runs, strict=True))
    return [
        Line("API process: start to the first answer of `/healthz` (median)", f"{alive:.2f} s", "bound 1.2 s", alive / 1.2, "<= 1"),
        Line(
            "API process: start to the first answer of another route, which waits for the application (median)",
            f"{seconds:.2f} s",
            f"`/healthz`, {alive:.2f} s",
            seconds / alive,
            "(no target)",
        ),
        Line("API process: resident memory", f"{megabytes:.0f} MB", "bound 250 MB", megabytes / 250, "<= 1"),
    ]


def _one_job(service: Service) -> tuple[float, float]:
    start = time.time()
    job = service.submit("mnist-dense-784", patch={"training": {"epochs": 1}}, name="started")
    moments = {}
    for message, moment in _messages(service, job["id"]):
        moments.setdefault(message, moment - start)
        if message == "first training step done":
            break
    service.http.post(f"/v1/jobs/{job['id']}/cancel")
    service.wait_for(job["id"], "cancelled")
    return _from_row(service, job["id"], start), moments["first training step done"]


def _from_row(service: Service, job_id: str, start: float) -> float:
    """Return the seconds from the POST to the claim, as recorded in the job's row: a stream would add the time of its announcement."""
    return datetime.fromisoformat(service.job(job_id)["started_at"]).timestamp() - start


def _messages(service: Service, job_id: str) -> Iterator[tuple[str, float]]:
    with service.http.stream("GET", f"/v1/jobs/{job_id}/events") as stream:
        for line in stream.iter_lines():
            if line.startswith("data:"):
                yield json.loads(line.removeprefix("data:")).get("message", ""), time.time()


def _one_start(folder: Path) -> tuple[float, float, float]:
    """Return the seconds to the first answer of `/healthz` and to that of another route, and megabytes."""
    port = free_port()
    env = environment(PYTHONDONTWRITEBYTECODE="", MODELBOOK_DATABASE_URL=f"sqlite:///{folder / 'api.db'}", MODELBOOK_FILES=str(folder / "api-files"))
    start = time.perf_counter()
    api = subprocess.Popen([sys.executable, "-m", "service.cli", "api", "--port", str(port)], env=env, stderr=subprocess.DEVNULL)
    service = Service(f"http://127.0.0.1:{port}")
    try:
        while not _answers(service):
            time.sleep(0.01)
        alive = time.perf_counter() - start
        service.http.get("/v1/specs/schema").raise_for_status()
        seconds = time.perf_counter() - start
        status = Path(f"/proc/{api.pid}/status").read_text()
        kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
        return alive, seconds, kilobytes / 1000
    finally:
        service.http.close()
        api.terminate()
        api.wait(20)


def _answers(service: Service) -> bool:
    try:
        return service.http.get("/healthz").status_code == 200
    except httpx.TransportError:
        return False
