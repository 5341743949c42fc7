"""Every GET below a model and below a job, for every kind of model and job: an answer or a clear refusal, never a failure of the server."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.acceptance.service import Service
from tests.hostile.weights import ARCHITECTURE, hdf5, plain

DOCUMENT = json.loads((Path(__file__).parents[2] / "openapi.json").read_text(encoding="utf-8"))
PATHS = [path for path, item in DOCUMENT["paths"].items() if "get" in item and path.startswith(("/v1/models/{", "/v1/jobs/{"))]
#: Values of the other parts of a path: what exists, what does not, and what no name can be.
OTHERS = {"version": ("1", "7"), "epoch": ("1",), "session_id": ("x",)}
NAMES = ("rows.npz", "nothing", "%0A")
QUERIES = ("", "?output=nothing", "?part=nothing&format=yaml")

RIDGE: dict[str, Any] = {"model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}, "data": {"source": "noisy_sine"}}
POINTS: dict[str, Any] = {"data": {"source": "moons", "params": {"n_samples": 60}}}
#: A network that continues texts of three letters.
EMBEDDED = [
    {"layer": "Embedding", "input_dim": 3, "output_dim": 2},
    {"layer": "Flatten"},
    {"layer": "Dense", "units": 3, "activation": "softmax"},
]
SPECS: dict[str, dict[str, Any]] = {
    "regression": RIDGE,
    "cross-validation": {**RIDGE, "task": "cross_validate", "cross_validation": {"folds": 2}},
    "search": {**RIDGE, "task": "search", "search": {"strategy": "grid", "folds": 2, "space": {"ridge__alpha": [0.1, 1.0]}}},
    "clustering": {**POINTS, "model": {"kind": "sklearn", "steps": [{"estimator": "KMeans", "params": {"n_clusters": 2}}]}},
    "transform": {**POINTS, "task": "transform", "model": {"kind": "sklearn", "steps": [{"estimator": "PCA"}]}},
    "labels of training data": {**POINTS, "model": {"kind": "sklearn", "steps": [{"estimator": "DBSCAN"}]}},
    "classification": {**POINTS, "model": {"kind": "sklearn", "steps": [{"estimator": "GaussianNB"}]}},
    "text": {
        "data": {"source": "TEXT"},
        "preprocessing": {"inputs": [{"step": "letters"}, {"step": "window", "size": 5}]},
        "model": {"kind": "sequential", "layers": EMBEDDED},
        "training": {"loss": "sparse_categorical_crossentropy", "epochs": 1},
    },
    "failed": {
        "data": {"source": "noisy_sine"},
        "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 1}]},
        "training": {"loss": "mean_squared_error", "epochs": 50, "batch_size": 2, "optimizer": {"name": "sgd", "learning_rate": 100}},
    },
}


@pytest.fixture(scope="module")
def jobs(service: Service, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A finished job of each kind, by kind; each model is named after its job's kind."""
    text = service.http.post("/v1/datasets", files={"file": ("abc.txt", b"abcacb" * 20)}).json()["source"]
    made = {}
    for kind, spec in SPECS.items():
        with_text = {**spec, "data": {"source": text}} if spec["data"]["source"] == "TEXT" else spec
        made[kind] = service.submit(with_text, name=f"get-{kind.replace(' ', '-')}")["id"]
    weights = hdf5(tmp_path_factory.mktemp("weights"), plain)
    fields = {"name": "get-imported", "architecture": json.dumps(ARCHITECTURE)}
    made["imported"] = service.http.post("/v1/models", data=fields, files={"weights": ("w.h5", weights)}).json()["id"]
    for job in made.values():
        service.wait_for(job, "succeeded", "failed")
    assert [kind for kind, job in made.items() if service.job(job)["state"] == "failed"] == ["failed"]
    return made


def written(path: str, name: str, job: str) -> list[str]:
    """Return the addresses of a path for one job and its model."""
    found = [path.replace("{ref}", name).replace("{name}", name if path.startswith("/v1/models") else "{name}").replace("{job_id}", job)]
    for part, values in (*OTHERS.items(), ("name", NAMES)):
        found = [address.replace(f"{{{part}}}", value) for address in found for value in (values if f"{{{part}}}" in address else values[:1])]
    return [address + query for address in found for query in QUERIES]


def refusal_of(response: httpx.Response) -> str:
    """Return what is wrong with an answer; empty for an answer, or a refusal in words."""
    if response.status_code == 200:
        return ""
    problem = response.json()
    return "" if response.status_code in (404, 409, 422) and len(problem["detail"]) > 10 else f"{response.status_code}: {response.text[:200]}"


@pytest.mark.parametrize("kind", [*SPECS, "imported"])
def test_no_get_is_a_failure(service: Service, jobs: dict[str, str], kind: str) -> None:
    name = f"get-{kind.replace(' ', '-')}"
    addresses = [address for path in PATHS for address in written(path, name, jobs[kind])]
    assert len(addresses) > 60
    wrong = {address: refusal_of(service.http.get(address)) for address in addresses}
    assert {address: found for address, found in wrong.items() if found} == {}


@pytest.mark.parametrize("form", ["", "/confusion.png", "/misclassified.png"])
def test_an_imported_model_has_no_evaluation(service: Service, jobs: dict[str, str], form: str) -> None:
    assert jobs["imported"]
    response = service.http.get(f"/v1/models/get-imported/evaluation{form}")
    assert response.status_code == 404
    assert "model get-imported@1 has no evaluation" in response.json()["detail"]
    assert "was imported" in response.json()["detail"]
