"""Searches compared with scikit-learn, and with the same search on fewer workers."""

import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from sklearn.datasets import make_moons
from sklearn.linear_model import RidgeClassifier
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import PolynomialFeatures

from benchmarks.plain_fits import NOISE, PARAMS, SAMPLES, SEED
from benchmarks.table import Line
from tests.acceptance.service import Service
from tests.acceptance.spread import spread_out
from tests.servers import broker_server, postgres_server

#: Pairs of a job and its rival, alternating.
PAIRS = 5
#: Allowed overhead of the service over a search in process, in seconds.
ADDED_S = 0.15
SPACE = {"poly__degree": list(range(7)), "ridge__alpha": [0.25, 0.5, 1, 2]}
#: Number of fits of the plain processes that measure the speedup by a second core of this machine.
PLAIN_FITS = 12


def measure_small(service: Service) -> list[Line]:
    """Compare the search over moons, 28 candidates on 3 folds, from POST to result, with scikit-learn in process."""
    _small(service), _in_process()
    pairs = [(_small(service), _in_process()) for _ in range(PAIRS)]
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median((mine - ADDED_S) / other for mine, other in pairs)
    what = "moons-poly-ridge-grid, 84 fits, POST to result; the ratio is of the time less 150 ms"
    return [Line(what, f"{ours:.2f} s", f"GridSearchCV in process, {theirs:.2f} s", ratio, "<= 1.5")]


def measure_workers(folder: Path) -> list[Line]:
    """Compare a search of 64 trials of a second each on two workers of one thread with the same on one."""
    with postgres_server() as postgres, broker_server(folder) as broker:
        one, two = (_on_workers(folder / str(n), postgres, broker, n) for n in (1, 2))
    what = "a search of 64 one-second trials, one thread each, on 2 workers"
    rival = f"on 1 worker, {one:.1f} s (the same fits in two plain processes beside one: {_plain_ratio():.2f})"
    return [Line(what, f"{two:.1f} s", rival, two / one, "<= 0.55")]


def _small(service: Service) -> float:
    start = time.perf_counter()
    job = service.submit("moons-poly-ridge-grid")
    job = service.wait_for(job["id"], "succeeded")
    assert job["best_params"] == {"poly__degree": 5, "ridge__alpha": 0.25}, job
    return time.perf_counter() - start


def _in_process() -> float:
    x, y = make_moons(300, noise=0.1, random_state=42)
    pipeline = Pipeline([("poly", PolynomialFeatures()), ("ridge", RidgeClassifier())])
    start = time.perf_counter()
    GridSearchCV(pipeline, SPACE, cv=3, return_train_score=True).fit(x, y)
    return time.perf_counter() - start


def _on_workers(folder: Path, postgres: str, broker: str, n_workers: int) -> float:
    folder.mkdir()
    with spread_out(folder, postgres, broker, broker_database=n_workers, n_workers=n_workers) as spread:
        for _ in range(n_workers):  # Warm up.
            spread.service.wait_for(spread.service.submit("ridge-sine-line")["id"], "succeeded")
        start = time.perf_counter()
        answer = spread.service.http.post("/v1/jobs", json={"spec": _networks()})
        spread.service.wait_for(answer.raise_for_status().json()["id"], "succeeded", seconds=600)
        return time.perf_counter() - start


def _networks() -> dict[str, Any]:
    space = {"alpha": [0.0001, 0.001, 0.01, 0.1]}
    return {
        "task": "search",
        "data": {"source": "moons", "params": {"n_samples": SAMPLES, "noise": NOISE, "seed": SEED}},
        "model": {"kind": "sklearn", "steps": [{"estimator": "MLPClassifier", "params": PARAMS}]},
        "search": {"strategy": "grid", "folds": 16, "space": space, "train_scores": False},
    }


def _plain_ratio() -> float:
    """Return the time of fits in two parallel processes, divided by that of the same number in one."""
    (alone,) = _plain(1, PLAIN_FITS)
    return max(_plain(2, PLAIN_FITS // 2)) / alone


def _plain(n_processes: int, n_fits: int) -> list[float]:
    command = [sys.executable, "-m", "benchmarks.plain_fits", str(n_fits)]
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(n_processes)]
    return [float(child.communicate()[0]) for child in children]
