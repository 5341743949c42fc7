"""A table of fruit as a person has it, that grows; and jobs on it, carried out in this process."""

from collections.abc import Mapping
from typing import Any

import httpx
import numpy as np

from tests.integration.batches import upload
from tests.integration.working import Work
from tests.responses import accepted
from tests.uploaded import csv_file

HEADER = ["weight", "width", "fruit"]
NAMES = ("apple", "lemon", "orange")
CENTERS = np.array([[150.0, 7.1], [118.0, 6.2], [190.0, 8.8]])
TREE = {"kind": "sklearn", "steps": [{"estimator": "DecisionTreeClassifier"}]}
NETWORK = {
    "preprocessing": {"inputs": [{"step": "standardize"}], "targets": [{"step": "one_hot"}]},
    "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 3, "activation": "softmax"}]},
    "training": {"loss": "categorical_crossentropy", "optimizer": {"name": "adam", "learning_rate": 0.05}, "epochs": 3},
}


def rows(n: int, seed: int = 0, noise: float = 14.0, names: tuple[str, ...] = NAMES) -> list[list[Any]]:
    """Return rows of fruit; with more noise they are mixed more."""
    random = np.random.default_rng(seed)
    kinds = random.integers(0, 3, n)
    points = CENTERS[kinds] + random.normal(size=(n, 2)) * np.array([noise, noise / 20])
    return [[round(float(weight), 1), round(float(width), 2), names[kind]] for (weight, width), kind in zip(points, kinds, strict=True)]


def fruit(client: httpx.Client, n: int = 60, seed: int = 0, **kinds: Any) -> str:
    """Upload a table; return its source."""
    return upload(client, csv_file([HEADER, *rows(n, seed, **kinds)]), "fruit.csv")


def grown(client: httpx.Client, source: str, n: int, seed: int = 1, **kinds: Any) -> str:
    """Append rows to a table; return the source of its next version."""
    content = csv_file([HEADER, *rows(n, seed, **kinds)])
    response = client.post(f"/v1/datasets/{source.removeprefix('dataset:')}/append", files={"file": ("more.csv", content)})
    assert response.status_code in (200, 201), response.text
    return str(response.json()["source"])


def spec_of(source: str, **parts: Any) -> dict[str, Any]:
    return {"data": {"source": source, "target": "fruit", "split": {"test": 0.25}}, **(parts or {"model": TREE})}


def train(client: httpx.Client, work: Work, name: str, spec: Mapping[str, Any]) -> str:
    """Train a model; return its reference."""
    return ended(client, work, accepted(client.post("/v1/jobs", json={"spec": spec, "name": name})))["model"]


def retrain(client: httpx.Client, work: Work, ref: str, **body: Any) -> dict[str, Any]:
    """Train a model again; return the job as it is shown at its end."""
    return ended(client, work, accepted(client.post(f"/v1/models/{ref}/retrain", json=body)))


def ended(client: httpx.Client, work: Work, job: Mapping[str, Any]) -> dict[str, Any]:
    """Carry out a job; return it as it is shown then."""
    assert work(job["id"]).state == "succeeded"
    shown: dict[str, Any] = client.get(f"/v1/jobs/{job['id']}").json()
    return shown
