"""A forecast of 1,000 steps by the largest forecasting network of the book, over HTTP, compared with its bound."""

import math
import statistics
import time

from benchmarks.table import Line
from tests.acceptance.service import Service

RECIPE, STEPS, BOUND_S = "sines2-lstm963-w5", 1_000, 0.100
RUNS = 7


def measure(service: Service) -> Line:
    """Forecast a series several times, one request each; the quality of the network does not matter."""
    job = service.wait_for(service.submit(RECIPE, patch={"training": {"epochs": 1, "batch_size": 32}}, name="forecaster")["id"], "succeeded")
    body = {"series": [math.sin(0.2 * k) for k in range(20)], "steps": STEPS}
    seconds = statistics.median(_one(service, job["model"], body) for _ in range(RUNS))
    what = f"forecast of {STEPS:,} steps by the net of 904 parameters, each answer fed back (median)"
    return Line(what, f"{1000 * seconds:.0f} ms", f"bound {1000 * BOUND_S:.0f} ms", seconds / BOUND_S, "<= 1")


def _one(service: Service, model: str, body: dict[str, object]) -> float:
    start = time.perf_counter()
    answer = service.http.post(f"/v1/models/{model}/forecast", json=body).raise_for_status().json()
    seconds = time.perf_counter() - start
    if len(answer["forecast"]) != STEPS:
        raise ValueError(f"expected {STEPS} steps, got {len(answer['forecast'])}")
    return seconds
