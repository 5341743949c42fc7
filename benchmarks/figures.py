"""Figures of jobs: the time from the end of a job to its list of figures and to its first SVG, and that of a figure from its file."""

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from benchmarks.table import HEADER, Line
from tests.acceptance.service import Service, embedded
from tests.figures import patient_get

#: Jobs of each kind, and requests for a figure that is drawn.
JOBS, REQUESTS = 5, 300
#: Longest times in seconds: from the end of a job to a figure, and of a figure from its file.
AFTER_S, FROM_FILE_S = 1.0, 0.010
#: Name of the models.
NAME = "benchmark-figures"
#: Recipes with their patches: a network, and a pipeline of scikit-learn.
MEASURED: dict[str, dict[str, Any]] = {"mnist-dense-784": {"data": {"subset": 0.1}, "training": {"epochs": 1}}, "ridge-sine-line": {}}


def measure(service: Service) -> list[Line]:
    """Measure on a service on which nothing else runs."""
    lines: list[Line] = []
    for recipe, patch in MEASURED.items():
        _after_end(service, recipe, patch)  # Warm up.
        runs = [_after_end(service, recipe, patch) for _ in range(JOBS)]
        listed, drawn = (median(side) for side in zip(*runs, strict=True))
        lines.append(_line(f"from the end of a job ({recipe}) to the list of its figures", listed, AFTER_S))
        lines.append(_line(f"from the end of a job ({recipe}) to its first figure as SVG", drawn, AFTER_S))
    plots = patient_get(service.http, f"/v1/models/{NAME}/plots").json()["plots"]
    return [*lines, *_from_files(service.http, plots[0]["svg"])]


def _after_end(service: Service, recipe: str, patch: dict[str, Any]) -> tuple[float, float]:
    """Train, and return the seconds from the end of the job to the list of figures, and to the first figure."""
    job = service.trained(recipe, patch=patch, name=NAME)
    url = f"/v1/jobs/{job['id']}"
    ended_at = datetime.fromisoformat(job["finished_at"]).timestamp()
    plots = patient_get(service.http, f"{url}/plots").json()["plots"]
    listed_at = time.time()
    patient_get(service.http, plots[0]["svg"])
    return listed_at - ended_at, time.time() - ended_at


def _from_files(http: httpx.Client, url: str) -> list[Line]:
    """Measure a figure that is drawn, for callers who have it and who do not."""
    etag = patient_get(http, url).headers["etag"]
    return [
        _line("a figure from its file, one connection", _seconds(lambda: http.get(url)), FROM_FILE_S),
        _line("a figure that the caller has (304)", _seconds(lambda: http.get(url, headers={"If-None-Match": etag})), FROM_FILE_S),
    ]


def _seconds(ask: Callable[[], httpx.Response]) -> float:
    taken = []
    for _ in range(REQUESTS):
        start = time.perf_counter()
        assert ask().status_code in (httpx.codes.OK, httpx.codes.NOT_MODIFIED)
        taken.append(time.perf_counter() - start)
    return median(taken)


def _line(what: str, seconds: float, bound: float) -> Line:
    return Line(what, f"{1000 * seconds:.1f} ms", f"bound {1000 * bound:.0f} ms", seconds / bound, "<= 1")


def main() -> None:
    """Measure on an embedded stack, and print the table."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder, embedded(Path(folder) / "figures") as (service, _):
        print("\n".join([HEADER, *(line.as_row() for line in measure(service))]))


if __name__ == "__main__":
    main()
