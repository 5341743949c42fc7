"""Models of the toy sets, trained and registered for tests of the API, and what callers ask them."""

from typing import Any

import httpx

from service.settings import Settings
from service.store.rows import NewVersion
from tests.integration.trained import Trained, register, register_all, train_spec
from tests.toys import ReadTable, Toy, ToyTable, toy_set

TABLE_STEPS = [{"step": "impute", "columns": [0]}, {"step": "encode_categories", "columns": [1], "categories": [["down", "up"]]}]
ADA = {
    "estimator": "AdaBoostClassifier",
    "params": {"n_estimators": 10, "estimator": {"estimator": "DecisionTreeClassifier", "params": {"max_depth": 1}}},
}


def spec_of(step: dict[str, Any], told: str) -> dict[str, Any]:
    return {"data": {"source": Toy.source, "params": {"targets": told}}, "model": {"kind": "sklearn", "steps": [step]}}


TABLE = {
    "data": {"source": ToyTable.source},
    "preprocessing": {"inputs": TABLE_STEPS},
    "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]},
}
NETWORK = {
    "data": {"source": ToyTable.source},
    "preprocessing": {"inputs": TABLE_STEPS, "targets": [{"step": "label_encode"}]},
    "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 3, "activation": "softmax"}]},
    "training": {"loss": "sparse_categorical_crossentropy", "epochs": 1},
}
SPECS = {
    "trees": spec_of(ADA, "words"),
    "ridge": spec_of({"estimator": "RidgeClassifier"}, "words"),
    "scaler": spec_of({"estimator": "MinMaxScaler"}, "nothing"),
    "groups": spec_of({"estimator": "KMeans", "params": {"n_clusters": 3}}, "nothing"),
    "table": TABLE,
    "table-network": NETWORK,
    "read-table": {**TABLE, "data": {"source": ReadTable.source}},
}


def register_toys(settings: Settings, trained: Trained, *names: str) -> Settings:
    """Train and register models of the toy sets, and `line` and `digits`; return settings whose files folder is theirs."""
    settings = register_all(settings, trained, "line", "digits")
    for name in names:
        register(settings, name, train_toy_model(trained, name))
    return settings


def train_toy_model(trained: Trained, name: str, attempt: str | None = None) -> NewVersion:
    """Train a model into the files folder, under another name if one is given."""
    with toy_set():
        return train_spec(trained.folder, f"toy-{attempt or name}", SPECS[name])


def predicted(response: httpx.Response) -> list[dict[str, Any]]:
    assert response.status_code == 200, response.text
    answers: list[dict[str, Any]] = response.json()["predictions"]
    return answers


def asked(client: httpx.Client, model: str, inputs: Any, method: str | None = None) -> list[dict[str, Any]]:
    body = {"inputs": inputs} if method is None else {"inputs": inputs, "method": method}
    return predicted(client.post(f"/v1/models/{model}/predict", json=body))
