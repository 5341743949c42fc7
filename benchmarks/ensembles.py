"""One-row predictions by a boosted ensemble of 50 trees, compared with a FastAPI handler that calls scikit-learn."""

import json
import statistics
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.rival import rate, rival
from benchmarks.table import Line
from models.artifact.file import read_artifact
from models.serving.runtimes.sklearn import SklearnRuntime
from models.serving.source import source_runtime
from tests.acceptance.service import Service

#: Runs of each side, alternating.
PAIRS = 3
#: Trees of the ensemble. They are shallow and the data is noisy: boosting stops at the first tree that makes no error.
N_TREES, DEPTH = 50, 2
NAME = "boosted-trees"


def measure(service: Service) -> list[Line]:
    """Train the ensemble, and compare requests per second at 1 and at 32 connections."""
    job = service.http.post("/v1/jobs", json={"spec": ensemble_spec(), "name": NAME}).json()
    service.wait_for(job["id"], "succeeded")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.h5"
        path.write_bytes(service.http.get(f"/v1/models/{NAME}/artifact").content)
        return compare(service, path)


def compare(service: Service, artifact: Path) -> list[Line]:
    """Compare the registered ensemble with the rival, which runs the same artifact."""
    assert len(_ensemble(artifact).estimators_) == N_TREES
    body = json.dumps({"inputs": [[0.5, 0.25]]}).encode()
    with rival("benchmarks.plain_fastapi", str(artifact), body) as port:
        return [_compare(connections, body, service.http.base_url.port or 0, port) for connections in (1, 32)]


def ensemble_spec() -> dict[str, Any]:
    """Return the spec of the ensemble."""
    tree = {"estimator": "DecisionTreeClassifier", "params": {"max_depth": DEPTH}}
    return {
        "data": {"source": "moons", "params": {"n_samples": 1000, "noise": 0.3, "seed": 42}},
        "model": {"kind": "sklearn", "steps": [{"estimator": "AdaBoostClassifier", "params": {"n_estimators": N_TREES, "estimator": tree}}]},
    }


def _compare(connections: int, body: bytes, ours_port: int, rival_port: int) -> Line:
    path = f"/v1/models/{NAME}/predict"
    pairs = [(rate(ours_port, path, connections, body), rate(rival_port, "/", connections, body)) for _ in range(PAIRS)]
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    what = f"one-row predictions, AdaBoost of {N_TREES} trees, one API process, {connections} connection{'s' * (connections > 1)}"
    return Line(what, f"{ours:,.0f} requests/s", f"FastAPI + scikit-learn, {theirs:,.0f} requests/s", ratio, ">= 3")


def _ensemble(artifact: Path) -> Any:
    runtime = source_runtime(read_artifact(artifact))
    assert isinstance(runtime, SklearnRuntime)
    return runtime.pipeline[-1]
