"""Networks beyond the first recipes, over HTTP: graphs, registered models as layers, two classes by one output."""

from typing import Any

import pytest

from tests.acceptance.service import Service

DIGITS: dict[str, Any] = {
    "data": {"source": "mnist"},
    "preprocessing": {
        "inputs": [{"step": "cast"}, {"step": "scale"}, {"step": "reshape", "shape": [784]}],
        "targets": [{"step": "one_hot"}],
    },
    "training": {"loss": "categorical_crossentropy", "metrics": ["accuracy"], "epochs": 1, "batch_size": 1024},
}


def train(service: Service, name: str, model: dict[str, Any], **training: Any) -> dict[str, Any]:
    spec = {**DIGITS, "model": model, "training": {**DIGITS["training"], **training}}
    return service.trained(spec, name=name)


def layer(name: str, takes: str, **layer: Any) -> dict[str, Any]:
    return {"name": name, "inputs": [takes], "layer": layer}


@pytest.fixture(scope="module")
def features(service: Service) -> dict[str, Any]:
    """The job of a small network that is used as a layer later."""
    layers = [{"layer": "Dense", "units": 32, "activation": "relu"}, {"layer": "Dense", "units": 10, "activation": "softmax"}]
    return train(service, "features", {"kind": "sequential", "layers": layers})


def test_a_graph_with_branches_and_a_shared_layer_trains_and_predicts(service: Service) -> None:
    nodes = [
        {"name": "image"},
        layer("one", "image", layer="Dense", units=32, activation="relu"),
        {"name": "again", "inputs": ["image"], "shares": "one"},
        {"name": "both", "inputs": ["one", "again"], "layer": {"layer": "Concatenate"}},
        layer("out", "both", layer="Dense", units=10, activation="softmax"),
    ]
    job = train(service, "branches", {"kind": "functional", "nodes": nodes, "outputs": ["out"]})
    assert job["metrics"]["test_accuracy"] > 0.8
    assert service.http.get("/v1/models/branches").json()["serving"]["runtime"] == "onnx"
    assert "label" in service.predict("branches", json={"inputs": [[0] * 784]})[0]


def test_a_registered_model_is_a_frozen_layer_of_another(service: Service, features: dict[str, Any]) -> None:
    nodes = [
        {"name": "image"},
        {"name": "features", "inputs": ["image"], "model": "features", "trainable": False},
        layer("out", "features", layer="Dense", units=10, activation="softmax"),
    ]
    model = {"kind": "functional", "nodes": nodes, "outputs": ["out"]}
    check = service.http.post("/v1/specs/check", json={"spec": {**DIGITS, "model": model}}).json()
    assert check["errors"] == []
    assert [(row["layer"], row["trainable"]) for row in check["layers"]] == [("Input", 0), ("model features@1", 0), ("Dense", 110)]
    job = train(service, "on-top", model, optimizer={"name": "adam", "learning_rate": 0.1})
    assert job["spec"]["model"]["nodes"][1]["model"] == features["model"] == "features@1"
    assert job["metrics"]["test_accuracy"] > 0.7
