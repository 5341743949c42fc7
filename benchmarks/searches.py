"""Searches beside scikit-learn's own, and beside themselves on fewer workers."""

import statistics
import time
from pathlib import Path
from typing import Any

from sklearn.datasets import make_moons
from sklearn.linear_model import RidgeClassifier
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import PolynomialFeatures

from benchmarks.table import Line
from tests.acceptance.service import Service
from tests.acceptance.spread import spread_out
from tests.servers import broker_server, postgres_server

#: Pairs of a job and its rival, taken in turn.
PAIRS = 5
#: What a service may add to a search in process, in seconds.
ADDED_S = 0.15
SPACE = {"poly__degree": list(range(7)), "ridge__alpha": [0.25, 0.5, 1, 2]}
#: Trees and samples of a forest whose fit takes about a second on one thread.
TREES, SAMPLES = 180, 2_000


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
    return [Line(what, f"{two:.1f} s", f"on 1 worker, {one:.1f} s", two / one, "<= 0.55")]


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
        answer = spread.service.http.post("/v1/jobs", json={"spec": _forests()})
        spread.service.wait_for(answer.raise_for_status().json()["id"], "succeeded", seconds=600)
        return time.perf_counter() - start


def _forests() -> dict[str, Any]:
    space = {"min_samples_leaf": list(range(1, 33))}
    return {
        "task": "search",
        "data": {"source": "moons", "params": {"n": SAMPLES, "noise": 0.3, "seed": 42}},
        "model": {"kind": "sklearn", "steps": [{"estimator": "RandomForestClassifier", "params": {"n_estimators": TREES}}]},
        "search": {"strategy": "grid", "folds": 2, "space": space, "train_scores": False},
    }
